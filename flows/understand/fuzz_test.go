package understand

import (
	"slices"
	"testing"
)

func seeds(f *testing.F) {
	for _, text := range []string{"", "37/119", "1.234,5 %", "I.2.2 cần gì", "phần III", "không có", "\xff\u0301", "ⅷ.2.2", "１．２．２",
		"99999999999999999999999/0", "họp bcđ quý 1", "0 có", "- 5", "vi101", "hai mươi mốt nghìn"} {
		f.Add(text)
	}
}

func FuzzParseNumber(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		n := ParseNumber(text)
		checkNumber(t, text, n)
		checkNumber(t, text, n.WithoutRatio())
		ParseYesNo(text)
	})
}

func checkNumber(t *testing.T, text string, n Number) {
	t.Helper()
	if n.Kind == "" || n.Count < 0 || n.Count >= maxCount || n.Part < 0 || n.Part >= maxCount || n.Whole < 0 || n.Whole >= maxCount {
		t.Fatalf("%q: %+v", text, n)
	}
	if len(n.Could) > 0 && n.Kind != NumberAmbiguous {
		t.Fatalf("%q: %+v", text, n)
	}
	for _, c := range n.Could {
		if c.Kind == NumberAmbiguous || c.Kind == NumberUnclear {
			t.Fatalf("%q: %+v", text, n)
		}
		checkNumber(t, text, c)
	}
}

func FuzzUnderstand(f *testing.F) {
	r := reader(f)
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := r.Understand(text)
		if got.Confidence < 0 || got.Confidence > 1 || len(got.Alternatives) > 3 ||
			got.Intent != Unclear && !slices.Contains(Intents(), got.Intent) {
			t.Fatalf("%q: %+v", text, got)
		}
		for _, id := range got.Criteria {
			if _, known := r.numbers.position[id]; !known {
				t.Fatalf("%q names %s", text, id)
			}
		}
		for _, mode := range []Mode{Whole, Inside, Asked} {
			hit := r.Number(text, mode)
			if (hit.Kind == HitCriterion) != (len(hit.IDs) == 1) || (hit.Kind == HitPillar) != (hit.Pillar != "") {
				t.Fatalf("%q: %+v", text, hit)
			}
		}
		for _, s := range r.Search(text, 3) {
			if s.Score < 0 || s.Score > 1 {
				t.Fatalf("%q: %+v", text, s)
			}
		}
		r.Guess(text, text, nil)
	})
}
