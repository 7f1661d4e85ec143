package scoring_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/scoring"
)

// TestDueDays moves days and sees which hold, and since when.
func TestDueDays(t *testing.T) {
	e, s := open(t), scoring.Settings{}
	day := func(text string) scoring.Date {
		d, err := scoring.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	hour := 0
	do := func(entries ...scoring.Entry) {
		hour++
		if err := s.Apply(scoring.Stamp{Seq: int64(hour), At: time.Date(2023, 3, 1, hour, 0, 0, 0, scoring.Zone)}, entries...); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(department, want string) {
		t.Helper()
		var got []string
		for _, d := range s.DueDays(e, department) {
			text := d.Day.Short()
			if !d.Since.IsZero() {
				text += fmt.Sprintf(" since %d", d.Since.In(scoring.Zone).Hour())
			}
			got = append(got, text)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("after entry %d %s has %s, want %s", hour, department, strings.Join(got, ", "), want)
		}
	}
	holds("so-y-te", "31/3, 30/6, 30/9, 31/10")
	do(scoring.DueSet{Of: day("2023-03-31"), Date: day("2023-04-10")})
	holds("so-y-te", "10/4 since 1, 30/6, 30/9, 31/10")
	do(scoring.DueSet{Of: day("2023-03-31"), Date: day("2023-04-20"), Department: "so-y-te"})
	holds("so-y-te", "20/4 since 2, 30/6, 30/9, 31/10")
	holds("so-xay-dung", "10/4 since 1, 30/6, 30/9, 31/10")
	do(scoring.DueSet{Of: day("2023-03-31"), Date: day("2023-04-12")})
	holds("so-y-te", "20/4 since 2, 30/6, 30/9, 31/10") // its own goes before the one for all
	holds("so-xay-dung", "12/4 since 3, 30/6, 30/9, 31/10")
	do(scoring.DueSet{Of: day("2023-03-31"), Department: "so-y-te"})
	holds("so-y-te", "12/4 since 4, 30/6, 30/9, 31/10")
	do(scoring.DueSet{Of: day("2023-03-31"), Date: day("2023-04-12"), Department: "so-y-te"})
	holds("so-y-te", "12/4 since 4, 30/6, 30/9, 31/10") // the same day: nothing moved
	do(scoring.DueSet{Of: day("2023-03-31"), Date: day("2023-06-30")})
	holds("so-xay-dung", "30/6, 30/9, 31/10") // it was a day before that
	do(scoring.ClosingSet{Date: day("2023-11-15")})
	holds("so-xay-dung", "30/6, 30/9, 31/10, 15/11 since 7")
	do(scoring.ClosingSet{}, scoring.DueSet{Of: day("2023-03-31")})
	holds("so-xay-dung", "31/3 since 8, 30/6, 30/9, 31/10")
}

// TestWantedBy: a return adds its day, and gives time until then where the work
// was due before.
func TestWantedBy(t *testing.T) {
	e := open(t)
	d := scoring.NewDossier("so-y-te")
	c := e.Criterion("I.2.2") // due on 31/3; filing closes on 31/10
	day := func(text string) scoring.Date {
		date, err := scoring.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return date
	}
	wanted := func(what string, days ...string) {
		t.Helper()
		var got []string
		for _, candidate := range []string{"2023-03-28", "2023-03-31", "2023-04-14", "2023-10-31", "2023-11-09"} {
			if (scoring.Settings{}).WantedBy(e, d, c, day(candidate)) {
				got = append(got, candidate)
			}
		}
		if !slices.Equal(got, days) {
			t.Errorf("%s it is wanted by %v, want %v", what, got, days)
		}
	}
	give := func(until string) {
		t.Helper()
		err := d.Apply(scoring.Stamp{Seq: d.Seq + 1, At: day(until).Start().AddDate(0, 0, -5)}, scoring.Returned{Criterion: c.ID, Until: day(until).End().Add(-time.Second)})
		if err != nil {
			t.Fatal(err)
		}
	}
	wanted("at first", "2023-03-31", "2023-10-31")
	give("2023-03-28")
	wanted("returned for an earlier day,", "2023-03-28", "2023-03-31", "2023-10-31")
	give("2023-04-14")
	wanted("returned for a later day,", "2023-04-14", "2023-10-31")
	give("2023-11-09")
	wanted("returned beyond the closing,", "2023-11-09")
	if days := d.ReturnDays(); len(days) != 1 || days[0].Day != day("2023-11-09") || !days[0].Since.Equal(day("2023-11-04").Start()) {
		t.Errorf("the days of returns are %v", days)
	}
}
