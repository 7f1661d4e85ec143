package scoring

import (
	"fmt"
	"time"
)

// Date is a day in Zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads "2023-10-31". It fails on a day that does not exist.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day like 2023-10-31", text)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// DateOf gives the day in Zone on which t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Zone).Date()
	return Date{y, m, d}
}

// String writes "2023-10-31".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Short writes the day as people say it: "31/10".
func (d Date) Short() string { return fmt.Sprintf("%d/%d", d.Day, int(d.Month)) }

// Full writes "31/10/2023".
func (d Date) Full() string { return fmt.Sprintf("%d/%d/%d", d.Day, int(d.Month), d.Year) }

// IsZero says that no day is meant.
func (d Date) IsZero() bool { return d == Date{} }

// Start is 0:00 of the day in Zone.
func (d Date) Start() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Zone) }

// End is 24:00 of the day in Zone: what is before it is in time.
func (d Date) End() time.Time { return time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, Zone) }

// Compare gives -1, 0 or 1 as d is before, on or after other.
func (d Date) Compare(other Date) int { return d.Start().Compare(other.Start()) }

// DaysUntil counts the days from the day of now to d: 0 on the day itself,
// negative when it is over.
func (d Date) DaysUntil(now time.Time) int {
	from := DateOf(now)
	a := time.Date(from.Year, from.Month, from.Day, 0, 0, 0, 0, time.UTC)
	b := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return int(b.Sub(a) / (24 * time.Hour))
}

// addYears moves the day by whole years; the 29th of February becomes the 28th
// where there is none.
func (d Date) addYears(n int) Date {
	moved := Date{d.Year + n, d.Month, d.Day}
	if moved.Start().Month() != d.Month {
		moved.Day--
	}
	return moved
}

// MarshalText writes "2023-10-31", and nothing for no day.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	got, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = got
	return nil
}
