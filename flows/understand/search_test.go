package understand

import "testing"

func TestSearchFindsCriteriaByTheirWords(t *testing.T) {
	r := reader(t)
	rows := table(t, "searches.txt")
	if len(rows) < 120 {
		t.Errorf("only %d queries", len(rows))
	}
	first, three := 0, 0
	for _, row := range rows {
		found := r.Search(row[0], 3)
		for i, f := range found {
			if f.ID == row[1] {
				three++
				if i == 0 {
					first++
				}
			}
		}
		if len(found) == 0 || found[0].ID != row[1] {
			t.Logf("%q: %v, want %s", row[0], found, row[1])
		}
	}
	t.Logf("%d queries: %d first, %d in the first three", len(rows), first, three)
	if first*100 < len(rows)*90 {
		t.Errorf("right first in %d of %d", first, len(rows))
	}
	if three*100 < len(rows)*97 {
		t.Errorf("in the first three in %d of %d", three, len(rows))
	}
}

func TestSearchIsNotSureOfWhatNoCriterionIsAbout(t *testing.T) {
	r := reader(t)
	for _, text := range []string{
		"wifi", "mật khẩu wifi", "xin nghỉ phép", "lương tháng này", "hôm nay trời đẹp", "ăn cơm chưa", "máy in hết mực",
		"weather", "football", "bao giờ nghỉ tết", "", "???", "a", "gì vậy", "cần gì",
	} {
		for _, f := range r.Search(text, 1) {
			if f.Score >= SearchSure {
				t.Errorf("%q: sure of %s (%.2f)", text, f.ID, f.Score)
			}
		}
	}
}
