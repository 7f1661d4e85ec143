package understand

import "testing"

func TestYesAndNoAsPeopleTypeThem(t *testing.T) {
	for _, row := range table(t, "yesno.txt") {
		if got := ParseYesNo(row[0]); string(got) != row[1] {
			t.Errorf("%q: got %s, want %s", row[0], got, row[1])
		}
	}
}
