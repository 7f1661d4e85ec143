package replicas

import (
	"context"
	"fmt"
	"time"

	"minhchung/bot"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// atOneDesk is how many contacts a department has: they write to one dossier.
const atOneDesk = 5

// firstID is the id of the first person; the others follow.
const firstID = 100_001

func departmentOf(i int) string { return fmt.Sprintf("don-vi-%02d", i/atOneDesk+1) }
func personOf(i int) string     { return fmt.Sprintf("p%03d", i+1) }
func chatOf(i int) string       { return fmt.Sprintf("telegram:%d", firstID+i) }

// criteriaOf are the questions that a contact answers. Within a department
// each has others, as people who share the work do: who is first with an
// answer would be another one in every run.
func criteriaOf(i int) []string {
	return [atOneDesk][]string{
		{"I.1.1", "I.4.1", "VI.3.1"},
		{"I.2.2", "I.5.2", "VI.3.2"},
		{"I.2.3", "II.1.1", "VI.3.3"},
		{"I.3.1", "I.2.4", "VI.4.1"},
		{"I.3.2", "II.2.1", "VI.5.1"},
	}[i%atOneDesk]
}

// settle fills an empty store: departments, and contacts who have come in.
func settle(ctx context.Context, store bot.Store, contacts int) error {
	var entries []scoring.Entry
	for i := 0; i < contacts; i += atOneDesk {
		entries = append(entries, directory.DepartmentSet{ID: departmentOf(i), Name: "Đơn vị " + departmentOf(i)})
	}
	for i := range contacts {
		entries = append(entries,
			directory.RoleGranted{Person: personOf(i), Department: departmentOf(i), Role: directory.Contact},
			directory.NoticeConfirmed{Person: personOf(i)})
		person := storage.Person{ID: personOf(i), Name: "Lan", Chat: chatOf(i), Language: "vi"}
		if err := store.People.PutPerson(ctx, person); err != nil {
			return err
		}
	}
	now := time.Now().UTC().Truncate(time.Millisecond)
	doc := storage.Document{Stream: directory.Stream, Seq: 1, Cause: "settle", At: now, Recorded: now}
	for _, e := range entries {
		raw, err := scoring.EncodeEntry(e)
		if err != nil {
			return err
		}
		doc.Entries = append(doc.Entries, raw)
	}
	return store.Ledger.Append(ctx, doc)
}
