package understand

import (
	"strings"
	"testing"

	"minhchung/scoring"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		t.Fatal(err)
	}
	return New(edition)
}

func (h Hit) show() string {
	switch h.Kind {
	case HitNone:
		return "none"
	case HitPillar:
		return "phần " + h.Pillar
	}
	return strings.Join(h.IDs, " ")
}

func TestNumbersOfCriteria(t *testing.T) {
	r := reader(t)
	modes := map[string]Mode{"whole": Whole, "inside": Inside, "asked": Asked}
	for _, row := range table(t, "criterion_numbers.txt") {
		mode, text, _ := strings.Cut(row[0], ": ")
		if got := r.Number(text, modes[mode]).show(); got != row[1] {
			t.Errorf("%s %q: got %s, want %s", mode, text, got, row[1])
		}
	}
}

func TestEveryCriterionOpensByItsNumbers(t *testing.T) {
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		t.Fatal(err)
	}
	r := New(edition)
	for _, c := range edition.Criteria() {
		compact := strings.ToLower(strings.ReplaceAll(c.ID, ".", ""))
		for _, text := range []string{c.ID, strings.ToLower(c.ID), c.ID + " cần gì"} {
			if got := r.Number(text, Asked); got.Kind != HitCriterion && c.ID != "III.2.1" || got.IDs[0] != c.ID {
				t.Errorf("%q: %s", text, got.show())
			}
		}
		if got := r.Number(compact, Whole); len(got.IDs) == 0 || got.IDs[0] != c.ID {
			t.Errorf("%q: %s", compact, got.show())
		}
	}
}
