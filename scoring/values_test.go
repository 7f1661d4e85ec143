package scoring

import (
	"encoding/json"
	"math/big"
	"testing"
	"time"
)

func TestPointsAreRoundedHalfUpOnce(t *testing.T) {
	for _, test := range []struct {
		num, den int64
		want     Points
	}{
		{5, 3, 167}, {1665, 1000, 167}, {16649, 10000, 166}, {0, 1, 0}, {10, 1, 1000}, {370, 119, 311}, {1, 200, 1}, {1, 201, 0},
	} {
		if got := roundPoints(big.NewRat(test.num, test.den)); got != test.want {
			t.Errorf("%d/%d is %d hundredths, want %d", test.num, test.den, got, test.want)
		}
	}
}

func TestPointsAsPeopleReadThem(t *testing.T) {
	for p, want := range map[Points]string{
		41250: "412,5", 50000: "500", 0: "0", 5: "0,05", 8594: "85,94", 141250: "1.412,5", -150: "-1,5", 123456789: "1.234.567,89",
	} {
		if got := p.String(); got != want {
			t.Errorf("%d is shown as %s, want %s", int64(p), got, want)
		}
	}
}

func TestPointsAsJSON(t *testing.T) {
	for text, want := range map[string]Points{"412.5": 41250, "0": 0, "1e1": 1000, "0.05": 5, "-1.50": -150} {
		var p Points
		if err := json.Unmarshal([]byte(text), &p); err != nil || p != want {
			t.Errorf("%s is %d (%v), want %d", text, p, err, want)
		}
		back, _ := json.Marshal(p)
		var again Points
		if err := json.Unmarshal(back, &again); err != nil || again != p {
			t.Errorf("%s comes back as %s", text, back)
		}
	}
	for _, text := range []string{"0.001", `"5"`, "1e400", "true"} {
		var p Points
		if err := json.Unmarshal([]byte(text), &p); err == nil {
			t.Errorf("%s was taken for points", text)
		}
	}
}

func TestNumbersAreExact(t *testing.T) {
	for text, want := range map[string]string{
		"95.50": "95.5", "1e0": "1", "1E+3": "1000", "12.5e-1": "1.25", "-0": "0", "0.0": "0", "-0.10": "-0.1", "1.000e2": "100",
		"123456789012345678901234567890": "123456789012345678901234567890", "0e999": "0", "5e-3": "0.005",
	} {
		n, err := ParseNumber(text)
		if err != nil || n.decimal() != want {
			t.Errorf("%s is %s (%v), want %s", text, n.decimal(), err, want)
		}
		again, err := ParseNumber(n.decimal())
		if err != nil || again != n {
			t.Errorf("%s is not read back the same", text)
		}
	}
	for _, text := range []string{"", "01", "+1", "1.", ".5", "1e", "0x1", "1e999999999", "1 000", "NaN", "1e-99999999999999999999"} {
		if n, err := ParseNumber(text); err == nil {
			t.Errorf("%q was taken for %s", text, n)
		}
	}
	if Int(0) != (Number{}) || Int(-1500).String() != "-1.500" || Int(119).decimal() != "119" {
		t.Error("whole numbers are not what they were")
	}
	if n, ok := Int(1 << 40).Int64(); !ok || n != 1<<40 {
		t.Errorf("got %d, %t", n, ok)
	}
}

func TestDaysEndAtMidnightInHue(t *testing.T) {
	d, err := ParseDate("2023-03-31")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.End().UTC().Format(time.RFC3339); got != "2023-03-31T17:00:00Z" {
		t.Errorf("ends %s", got)
	}
	lateEvening := time.Date(2023, 3, 31, 16, 59, 59, 0, time.UTC) // 23:59:59 in Huế
	if DateOf(lateEvening) != d || DateOf(d.End()) == d {
		t.Error("the day does not end at 24:00 in Huế")
	}
	if got := d.DaysUntil(lateEvening); got != 0 {
		t.Errorf("%d days until today", got)
	}
	if got := d.DaysUntil(time.Date(2023, 3, 24, 2, 0, 0, 0, time.UTC)); got != 7 {
		t.Errorf("%d days from 24 March", got)
	}
	if got := d.DaysUntil(d.End()); got != -1 {
		t.Errorf("%d days, once it is over", got)
	}
	if d.Short() != "31/3" || d.Full() != "31/3/2023" || d.String() != "2023-03-31" {
		t.Errorf("shown as %s, %s, %s", d.Short(), d.Full(), d)
	}
}

func TestDatesMoveByYears(t *testing.T) {
	for from, want := range map[Date]Date{
		{2024, 2, 29}: {2025, 2, 28}, {2024, 2, 28}: {2025, 2, 28}, {2023, 10, 31}: {2024, 10, 31},
	} {
		if got := from.addYears(1); got != want {
			t.Errorf("%s moves to %s, want %s", from, got, want)
		}
	}
	if got := (Date{2024, 2, 29}).addYears(4); got != (Date{2028, 2, 29}) {
		t.Errorf("a leap day stays one in a leap year: %s", got)
	}
}

func TestDatesAsText(t *testing.T) {
	type holder struct {
		Date Date `json:"date"`
	}
	for _, d := range []Date{{}, {2023, 10, 31}} {
		raw, err := json.Marshal(holder{d})
		if err != nil {
			t.Fatal(err)
		}
		var back holder
		if err := json.Unmarshal(raw, &back); err != nil || back.Date != d {
			t.Errorf("%s comes back as %s (%v)", d, back.Date, err)
		}
	}
	for _, text := range []string{"2023-02-29", "31.10.2023", "2023-13-01"} {
		if _, err := ParseDate(text); err == nil {
			t.Errorf("%s was taken for a day", text)
		}
	}
}

// TestASmallShareRoundsAsALargeOne: the short way and the long one agree, also
// half way between two hundredths.
func TestASmallShareRoundsAsALargeOne(t *testing.T) {
	for _, p := range []Points{0, 1, 50, 150, 311, 1000, 50000} {
		for _, whole := range []int64{1, 3, 7, 8, 119, 2000, 1 << 20} {
			for part := int64(0); part <= whole; part += max(1, whole/50) {
				s := big.NewRat(part, whole)
				if got, want := p.share(s), roundPoints(new(big.Rat).Mul(s, p.rat())); got != want {
					t.Errorf("%d of %d of %s: %s, want %s", part, whole, p, got, want)
				}
			}
		}
	}
}
