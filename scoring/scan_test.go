package scoring_test

import (
	"testing"

	"minhchung/scoring"
)

// keepWaiting files a document that the malware scanner has not seen yet.
func (k *desk) keepWaiting(id, slot string) *desk {
	k.t.Helper()
	return k.file(scoring.EvidenceKept{Criterion: "I.4.1", Evidence: scoring.Evidence{
		ID: id, Slot: slot, Kind: scoring.EvidenceDocument, Name: id, Scan: scoring.ScanPending}})
}

func TestWhatWaitsForTheScannerCountsNowhere(t *testing.T) {
	for _, slot := range []string{"", "list"} {
		k := newDesk(t).answer("I.4.1", `{"count":2}`).keepWaiting("MC-1", slot)
		if got := k.state("I.4.1"); got != scoring.StateEvidenceMissing {
			t.Errorf("waiting in slot %q: %s", slot, got)
		}
		last := k.dossier.Item("I.4.1").Last
		k.file(scoring.EvidenceScanned{ID: "MC-1", Outcome: scoring.ScanClean})
		if got := k.state("I.4.1"); got != scoring.StateComplete {
			t.Errorf("clean in slot %q: %s", slot, got)
		}
		if now := k.dossier.Item("I.4.1").Last; now != last {
			t.Errorf("the scanner counts as who changed the criterion last: %+v", now)
		}
	}
}

func TestWhatIsInfectedIsTakenOut(t *testing.T) {
	k := newDesk(t).answer("I.4.1", `{"count":2}`).keepWaiting("MC-1", "list")
	k.file(scoring.EvidenceKept{Evidence: scoring.Evidence{ID: "MC-2", Kind: scoring.EvidenceDocument, Scan: scoring.ScanPending}})
	k.file(scoring.EvidenceKept{Evidence: scoring.Evidence{ID: "MC-3", Kind: scoring.EvidenceDocument, Scan: scoring.ScanPending}})
	k.file(
		scoring.EvidenceScanned{ID: "MC-1", Outcome: scoring.ScanInfected},
		scoring.EvidenceScanned{ID: "MC-2", Outcome: scoring.ScanInfected},
		scoring.EvidenceScanned{ID: "MC-3", Outcome: scoring.ScanClean},
		scoring.EvidenceScanned{ID: "MC-9", Outcome: scoring.ScanInfected}, // not there any more
	)
	all := k.dossier.AllEvidence()
	if len(all) != 1 || all[0].ID != "MC-3" || all[0].Scan != scoring.ScanDone {
		t.Errorf("the dossier holds %+v", all)
	}
	if got := k.state("I.4.1"); got != scoring.StateEvidenceMissing {
		t.Errorf("without the infected file: %s", got)
	}
}
