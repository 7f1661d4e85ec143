package replicas

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// books are the dossiers of all departments.
type books struct {
	filed   map[string][]string // by department, criterion and person: what was filed, in order
	reports map[string]string   // by department: what it comes to
	entries int
}

// readBooks reads the dossiers, and sees that each is a chain without gaps in
// which nothing was caused twice.
func readBooks(t *testing.T, ledger bot.Ledger, contacts int) books {
	t.Helper()
	edition, _, _ := speech(t)
	all := books{filed: map[string][]string{}, reports: map[string]string{}}
	for i := 0; i < contacts; i += atOneDesk {
		documents, err := ledger.Read(t.Context(), flows.DossierStream(edition, departmentOf(i)), 0)
		check(t, err)
		if err := storage.Verify(documents); err != nil {
			t.Error(err)
		}
		caused := map[string]bool{}
		dossier := scoring.NewDossier(departmentOf(i))
		for _, doc := range documents {
			if caused[doc.Cause] {
				t.Errorf("%s led to two documents of %s", doc.Cause, departmentOf(i))
			}
			caused[doc.Cause] = true
			all.add(t, dossier, doc)
		}
		all.reports[departmentOf(i)] = summary(scoring.Score(edition, scoring.Settings{}, dossier))
	}
	return all
}

func (b *books) add(t *testing.T, dossier *scoring.Dossier, doc storage.Document) {
	t.Helper()
	for _, raw := range doc.Entries {
		entry, err := scoring.DecodeEntry(raw)
		check(t, err)
		check(t, dossier.Apply(scoring.Stamp{Seq: doc.Seq, At: doc.At, By: doc.By}, entry))
		criterion, text := known(t, raw)
		place := fmt.Sprintf("%s %s by %s", dossier.Department, criterion, doc.By)
		b.filed[place] = append(b.filed[place], doc.Cause+" "+text)
		b.entries++
	}
}

// known gives an entry without what chance decides: receipt codes.
func known(t *testing.T, raw json.RawMessage) (criterion, text string) {
	t.Helper()
	var entry map[string]any
	check(t, json.Unmarshal(raw, &entry))
	if evidence, ok := entry["evidence"].(map[string]any); ok {
		delete(evidence, "id")
	}
	rest, err := json.Marshal(entry)
	check(t, err)
	criterion, _ = entry["criterion"].(string)
	return criterion, string(rest)
}

// summary is what a report says of each criterion.
func summary(r scoring.Report) string {
	var lines []string
	for _, l := range r.Lines {
		claimed := "–"
		if l.Claimed != nil {
			claimed = l.Claimed.String()
		}
		lines = append(lines, fmt.Sprintf("%s %s %s/%s", l.Criterion.ID, l.State, l.Documented, claimed))
	}
	return strings.Join(lines, "\n")
}

// compare fails the test where the dossiers differ.
func (b books) compare(t *testing.T, want books) {
	t.Helper()
	for place := range want.filed {
		if !slices.Equal(b.filed[place], want.filed[place]) {
			t.Errorf("%s: filed was\n%s\nbut one replica gives\n%s", place,
				strings.Join(b.filed[place], "\n"), strings.Join(want.filed[place], "\n"))
		}
	}
	for place := range b.filed {
		if want.filed[place] == nil {
			t.Errorf("%s: one replica files nothing there", place)
		}
	}
	for department, report := range want.reports {
		if b.reports[department] != report {
			t.Errorf("%s: the report is\n%s\nbut one replica gives\n%s", department, b.reports[department], report)
		}
	}
}
