package flowtest

import (
	"fmt"

	"minhchung/flows"
	"minhchung/scoring"
)

// scan brings the verdict of the malware scanner on a file that waited for it:
//
//	SCAN  so-y-te 8DR0F5Z2 clean
func (s *Stage) scan(what string) ([]string, error) {
	var said flows.Scanned
	var outcome string
	if _, err := fmt.Sscan(what, &said.Department, &said.Evidence, &outcome); err != nil {
		return nil, fmt.Errorf("SCAN takes a department, a receipt code and an outcome: %w", err)
	}
	said.Outcome = scoring.ScanOutcome(outcome)
	e := s.event(flows.EventWake, "test:scan")
	wake := flows.NewScanned(said)
	e.Wake = &wake
	return s.work(e)
}
