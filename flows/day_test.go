package flows

import (
	"testing"

	"minhchung/scoring"
)

func TestParseDay(t *testing.T) {
	for typed, want := range map[string]string{
		"31/10": "2023-10-31", "5.11.2023": "2023-11-05", "5-11": "2023-11-05", " 05/11/23 ": "2023-11-05",
		"ngày 5 tháng 11": "2023-11-05", "ngay 15 thang 11 nam 2024": "2024-11-15", "hết ngày 30/11": "2023-11-30",
		"15/1/2024": "2024-01-15", "31/10.": "2023-10-31", "15 11": "2023-11-15", "２８/２": "2023-02-28", "29/2/2024": "2024-02-29",
		"31/2": "none", "29/2": "none", "0/5": "none", "12/13": "none", "31/11": "none",
		"": "unclear", "mai": "unclear", "tháng 11": "unclear", "31": "unclear", "31/10/20233": "unclear", "1/2/3/4": "unclear",
		"31/10 nhé": "unclear", "2023-10-31": "unclear",
	} {
		day, problem := ParseDay(typed, 2023)
		got := string(problem)
		if problem == DayRight {
			got = day.String()
		}
		if got != want {
			t.Errorf("%q is %s, not %s", typed, got, want)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	f.Add("31/10")
	f.Add("ngày 5 tháng 11 năm 2023")
	f.Fuzz(func(t *testing.T, typed string) {
		day, problem := ParseDay(typed, 2023)
		if problem != DayRight {
			return
		}
		if again, err := scoring.ParseDate(day.String()); err != nil || again != day {
			t.Errorf("%q gives the day %v", typed, day)
		}
	})
}
