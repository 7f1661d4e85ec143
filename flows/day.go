package flows

import (
	"regexp"
	"strconv"
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// DayProblem names why a typed day cannot be taken.
type DayProblem string

// The outcomes of ParseDay.
const (
	DayRight   DayProblem = ""
	DayUnclear DayProblem = "unclear" // no day that can be made out
	DayNone    DayProblem = "none"    // 31/2
)

var dayPattern = regexp.MustCompile(`^(?:het )?(?:ngay )?(\d{1,2})(?: ?[/.-] ?| thang | )(\d{1,2})(?:(?: ?[/.-] ?| nam | )(\d{4}|\d{2}))?$`)

// ParseDay reads a day as people type it: "31/10", "5.11.2023", "ngày 5 tháng
// 11". Without a year it is in the given one.
func ParseDay(text string, year int) (scoring.Date, DayProblem) {
	found := dayPattern.FindStringSubmatch(plainDay(text))
	if found == nil {
		return scoring.Date{}, DayUnclear
	}
	day, month := found[1], found[2]
	if found[3] != "" {
		year, _ = strconv.Atoi(found[3]) // two or four digits
		if year < 100 {
			year += 2000
		}
	}
	date, err := scoring.ParseDate(strconv.Itoa(year) + "-" + pad(month) + "-" + pad(day))
	if err != nil {
		return scoring.Date{}, DayNone
	}
	return date, DayRight
}

func pad(digits string) string {
	if len(digits) < 2 {
		return "0" + digits
	}
	return digits
}

// plainDay folds the words of a day but keeps what separates its numbers.
func plainDay(text string) string {
	for _, separator := range []string{"/", ".", "-"} {
		if strings.Contains(text, separator) {
			parts := strings.Split(text, separator)
			for i := range parts {
				parts[i] = understand.Fold(parts[i])
			}
			return strings.Trim(strings.Join(parts, separator), separator)
		}
	}
	return understand.Fold(text)
}
