package document

import (
	"strconv"
	"strings"
	"time"

	"minhchung/bot/intake/pdf"
	"minhchung/scoring"
)

// date gives the document's date: that of its header, whose day and month may
// be blank on the page and stand in what the clerk's signature shows.
//
// A report or minutes may have place and day above the signature instead.
func (h header) date(s sheet, signed signature) scoring.Date {
	placed := false
	for _, column := range [][]line{h.right, h.left} {
		for i, l := range column {
			if !placeAndDay.MatchString(l.text) {
				continue
			}
			placed = true
			if d := dateFrom(s, column[i:min(i+maxParts, len(column))]); !d.IsZero() {
				return d
			}
		}
	}
	if d := drawnDate(s); !d.IsZero() || placed {
		return d
	}
	return signed.dated
}

// dayAbove is the day that stands right above a line, in its column.
func dayAbove(s sheet, at int) scoring.Date {
	below := s.printed[at]
	for i := at - 1; i >= 0; i-- {
		l := s.printed[i]
		if below.base-l.base > 3*below.size {
			break
		}
		if placeAndDay.MatchString(l.text) && abs(l.center()-below.center()) < 5*below.size {
			return dateFrom(s, s.printed[i:i+1])
		}
	}
	return scoring.Date{}
}

func dateFrom(s sheet, parts []line) scoring.Date {
	text := ""
	for _, l := range parts {
		text += l.text + " "
	}
	m := dayForm.FindStringSubmatch(text)
	if m == nil {
		return scoring.Date{}
	}
	day, month := m[1], m[2]
	if day == "" || month == "" {
		day, month = drawnDay(s, parts, day, month)
	}
	return validDate(day, month, m[3])
}

// drawnDay fills the blanks of a date with the figures that signatures put
// there: before "tháng" the day, between it and "năm" the month.
func drawnDay(s sheet, row []line, day, month string) (string, string) {
	first, monthAt, yearAt := row[0], -1.0, -1.0
	for _, l := range row {
		if !l.beside(first) {
			break
		}
		for _, w := range l.words {
			monthAt = max(monthAt, inside(w, "tháng"))
			yearAt = max(yearAt, inside(w, "năm"))
		}
	}
	for _, l := range s.drawn {
		for _, w := range l.words {
			if abs(l.base-first.base) > 1.2*first.size || len(w.Text) > 2 || !figures.MatchString(w.Text) || w.Left < first.left {
				continue
			}
			switch middle := (w.Left + w.Right) / 2; {
			case day == "" && middle < monthAt:
				day = w.Text
			case month == "" && middle > monthAt && middle < yearAt:
				month = w.Text
			}
		}
	}
	return day, month
}

// inside says where about a part of a word begins; -1 where it is not.
func inside(w pdf.Word, part string) float64 {
	at := strings.Index(w.Text, part)
	if at < 0 {
		return -1
	}
	return w.Left + (w.Right-w.Left)*float64(at)/float64(len(w.Text))
}

// drawnDate is a whole date that a signature shows as the document's. When a
// signature was made ("Ngày ký: …") is not it.
func drawnDate(s sheet) scoring.Date {
	for _, l := range s.drawn {
		if m := dayForm.FindStringSubmatch(l.text); m != nil {
			if d := validDate(m[1], m[2], m[3]); !d.IsZero() {
				return d
			}
		}
		if m := shortDay.FindStringSubmatch(l.text); m != nil {
			if d := validDate(m[1], m[2], m[3]); !d.IsZero() {
				return d
			}
		}
	}
	return scoring.Date{}
}

// validDate is no day unless there is such a one, since the Republic.
func validDate(day, month, year string) scoring.Date {
	d, errDay := strconv.Atoi(day)
	m, errMonth := strconv.Atoi(month)
	y, errYear := strconv.Atoi(year)
	if errDay != nil || errMonth != nil || errYear != nil || y < 1945 || y > 2100 {
		return scoring.Date{}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m {
		return scoring.Date{}
	}
	return scoring.Date{Year: y, Month: time.Month(m), Day: d}
}
