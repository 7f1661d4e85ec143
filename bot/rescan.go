package bot

import (
	"context"
	"fmt"
	"time"

	"minhchung/bot/intake/malware"
	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// rescanChat is nobody's: the scanner's verdicts are worked there, one by one.
const rescanChat = "job:rescan"

func (b *Bot) newRescanner() *jobs.Rescanner {
	return jobs.NewRescanner(jobs.RescanDeps{
		Waiting: b.waitingForScan,
		Scan:    b.scanKept,
		Report:  b.reportScan,
		Sleep:   func(ctx context.Context, d time.Duration) error { return sleep(ctx, b.Clock, d) },
		Log:     b.Log,
	})
}

// waitingForScan lists the files of all dossiers that wait for the scanner.
func (b *Bot) waitingForScan(ctx context.Context) ([]jobs.Waiting, error) {
	dir, err := b.streams.directory.read(ctx)
	if err != nil {
		return nil, err
	}
	departments := dir.value.DepartmentIDs()
	dossiers, err := b.streams.readDossiers(ctx, departments)
	if err != nil {
		return nil, err
	}
	var all []jobs.Waiting
	for _, department := range departments {
		for _, ev := range dossiers[department].dossier.AllEvidence() {
			if ev.Scan == scoring.ScanPending {
				all = append(all, jobs.Waiting{Department: department, Evidence: ev.ID, Blob: ev.Blob})
			}
		}
	}
	return all, nil
}

func (b *Bot) scanKept(ctx context.Context, blob string) (malware.Verdict, error) {
	content, err := b.Store.Blobs.Open(ctx, blob)
	if err != nil {
		return malware.Verdict{}, err
	}
	defer content.Close()
	return b.Scan(ctx, content)
}

// reportScan makes a verdict an event like those of people: it is worked once,
// whatever happens in between.
func (b *Bot) reportScan(ctx context.Context, w jobs.Waiting, outcome scoring.ScanOutcome) error {
	content, err := wrapWake(flows.NewScanned(flows.Scanned{Department: w.Department, Evidence: w.Evidence, Outcome: outcome}))
	if err != nil {
		return err
	}
	row := storage.Row{
		Key: fmt.Sprintf("scan:%s:%s", w.Department, w.Evidence), Chat: rescanChat, Arrived: stamp(b.Clock.Now()), Update: content,
	}
	return b.put(ctx, row)
}
