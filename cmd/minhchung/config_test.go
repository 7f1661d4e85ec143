package main

import (
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"minhchung/scoring"
)

// TestHolidays reads days as people write lists, with a space after the comma.
func TestHolidays(t *testing.T) {
	t.Setenv("HOLIDAYS", "2023-01-20, 2023-01-23")
	var flags struct{ botFlags }
	parser, err := kong.New(&flags)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(nil); err != nil {
		t.Fatal(err)
	}
	for day, works := range map[int]bool{19: true, 20: false, 21: false, 22: false, 23: false, 24: true} {
		at := time.Date(2023, time.January, day, 9, 0, 0, 0, scoring.Zone)
		if got := flags.conversation("").WorkingDay(at); got != works {
			t.Errorf("on %d January offices work: %v", day, got)
		}
	}
}
