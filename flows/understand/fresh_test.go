package understand

import (
	"testing"
)

// questions reads "intent<TAB>text" lines.

func TestFresh(t *testing.T) {
	r := reader(t)
	rows := questions(t, "fresh.txt")
	if len(rows) < 400 {
		t.Errorf("only %d questions", len(rows))
	}
	right, offered := 0, 0
	for _, row := range rows {
		got := r.Understand(row[1])
		if string(got.Intent) == row[0] {
			right++
			offered++
			continue
		}
		for _, a := range got.Alternatives {
			if string(a) == row[0] {
				offered++
			}
		}
		t.Logf("%q: got %s (%.2f) %v %v, want %s", row[1], got.Intent, got.Confidence, got.Criteria, got.Alternatives, row[0])
	}
	t.Logf("%d questions: %d right, %d offered", len(rows), right, offered)
	if right*100 < len(rows)*95 {
		t.Errorf("right in %d of %d", right, len(rows))
	}
}
