package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"minhchung/bot/intake/pdf"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// departments is how many the contacts are spread over: about as many as the
// province has. What two contacts of one department write runs into each other.
const departments = 60

// editionID is the index that the bot serves when nothing else is said.
const editionID = "2023"

func departmentOf(i int) string { return fmt.Sprintf("don-vi-%02d", i%departments+1) }
func personOf(i int) string     { return fmt.Sprintf("p%03d", i+1) }

// criterionOf is the question that a contact answers. Within a department each
// has another one, as people who share the work do.
func criterionOf(i int) string {
	own := []string{
		"VI.3.1", "VI.3.2", "VI.3.3", "VI.3.4", "VI.4.1", "VI.5.1", "VI.6.1", "VI.7.1", "VI.8.1",
		"VI.8.2", "VI.9.1", "VI.10.1", "VI.16.1", "V.1.1", "VIII.2.2", "VI.1.1",
	}
	return own[i/departments%len(own)]
}

// seed fills an empty store: departments whose dossiers are half done, and
// contacts who have come in.
func seed(ctx context.Context, at site, contacts int) error {
	edition, err := scoring.Open(editionID, 0)
	if err != nil {
		return err
	}
	return at.use(ctx, func(b books) error {
		if err := enter(ctx, b, directory.Stream, "", entrance(contacts)); err != nil {
			return err
		}
		all, ctx := errgroup.WithContext(ctx)
		all.SetLimit(32)
		for i := range min(contacts, departments) {
			all.Go(func() error {
				return enter(ctx, b, flows.DossierStream(edition, departmentOf(i)), "", halfDone(edition))
			})
		}
		for i := range contacts {
			all.Go(func() error {
				return b.people.PutPerson(ctx, storage.Person{
					ID: personOf(i), Name: "Lan", Chat: fmt.Sprintf("telegram:%d", firstID+i), Language: "vi",
				})
			})
		}
		return all.Wait()
	})
}

// entrance makes the departments and lets everybody in.
func entrance(contacts int) []scoring.Entry {
	var entries []scoring.Entry
	for i := range departments {
		entries = append(entries, directory.DepartmentSet{ID: departmentOf(i), Name: "Đơn vị " + departmentOf(i)})
	}
	for i := range contacts {
		entries = append(entries,
			directory.RoleGranted{Person: personOf(i), Department: departmentOf(i), Role: directory.Contact},
			directory.NoticeConfirmed{Person: personOf(i)})
	}
	return entries
}

// halfDone answers every other criterion of the index and files something
// under it.
func halfDone(e *scoring.Edition) []scoring.Entry {
	var entries []scoring.Entry
	for _, f := range e.Profile {
		if f.Kind == scoring.FieldCount {
			entries = append(entries, scoring.ProfileSet{Field: f.ID, Value: "120"})
		}
	}
	for i, c := range e.Criteria() {
		if i%2 == 1 {
			continue
		}
		entries = append(entries, scoring.AnswerGiven{Criterion: c.ID, Answer: someAnswer(c)},
			scoring.EvidenceKept{Criterion: c.ID, Evidence: scoring.Evidence{
				ID: fmt.Sprintf("SEED%04d", i), Kind: scoring.EvidenceDocument, Name: "bao-cao-quy-1.pdf", Size: 1 << 20, Type: "application/pdf",
			}})
	}
	return entries
}

func someAnswer(c *scoring.Criterion) scoring.Answer {
	inputs := c.Rule.Inputs()
	switch inputs[0].Kind {
	case scoring.InputYesNo:
		return scoring.YesAnswer(true)
	case scoring.InputChoice:
		return scoring.ChoiceAnswer(inputs[0].Options[0].ID)
	case scoring.InputChecklist:
		return scoring.DoneAnswer(inputs[0].Options[0].ID)
	case scoring.InputCount:
		return scoring.Answer{Count: scoring.Int(5).Ref()}
	case scoring.InputRatio:
	}
	if len(inputs) == 2 {
		return scoring.Answer{Ratios: []scoring.Ratio{scoring.PartOf(37, 119), scoring.PartOf(38, 119)}}
	}
	return scoring.Ratio{Percent: scoring.Int(90).Ref()}.Answer()
}

// enter appends the first document of a stream; by is a person's id.
func enter(ctx context.Context, b books, stream, by string, entries []scoring.Entry) error {
	now := time.Now().UTC().Truncate(time.Millisecond)
	doc := storage.Document{Stream: stream, Seq: 1, By: by, Cause: "seed", At: now, Recorded: now}
	for _, e := range entries {
		raw, err := scoring.EncodeEntry(e)
		if err != nil {
			return err
		}
		doc.Entries = append(doc.Entries, raw)
	}
	return b.ledger.Append(ctx, doc)
}

// checkLedger makes sure that every step that was counted stands in the ledger,
// and nothing else.
func checkLedger(ctx context.Context, at site, steps int64) error {
	return at.use(ctx, func(b books) error {
		streams, err := b.ledger.Streams(ctx, "dossier/")
		if err != nil {
			return err
		}
		kept := int64(0)
		for _, stream := range streams {
			documents, err := b.ledger.Read(ctx, stream, 1) // behind what was prepared
			if err != nil {
				return err
			}
			kept += int64(len(documents))
		}
		if kept != steps {
			return fmt.Errorf("%d steps were counted, but %d stand in the ledger", steps, kept)
		}
		return nil
	})
}

// warm gives a bot the compiled PDF reader that an earlier start of it would
// have left: the first start compiles in the background, beside what is
// measured. The bots of a run share one, in the folder shared.
func warm(ctx context.Context, at site, shared string) error {
	if _, err := os.Stat(shared); errors.Is(err, fs.ErrNotExist) {
		reader := pdf.New(shared)
		if err := errors.Join(reader.Start(ctx), reader.Close()); err != nil {
			return fmt.Errorf("compile the PDF reader: %w", err)
		}
	}
	err := os.MkdirAll(at.dir, 0o700) // with servers nothing has made it yet
	if err == nil {
		err = os.Symlink(shared, filepath.Join(at.dir, "cache"))
	}
	if err != nil {
		return fmt.Errorf("share the compiled PDF reader: %w", err)
	}
	return nil
}
