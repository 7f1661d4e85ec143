package jobs_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/flows/directory"
	"minhchung/scoring"
)

// TestAYearOfReminders lets a year go by over 60 departments of three contacts
// and a leader each, two admins, and three processes of which one runs the
// reminders: they are restarted at random, two run at once for a while, the
// store and the channel fail now and then, people are busy, the clock is set
// back by any length and forward by up to an hour, days are moved, verifiers
// return things, and work is done at random. What is said must be exactly what the rule says, each once;
// the rule stands a second time, in other words, in oracle_test.go.
func TestAYearOfReminders(t *testing.T) {
	departments, years := 60, uint64(1)
	switch {
	case os.Getenv("SOAK") != "":
		years = 10
	case raceDetector:
		departments = 12 // the detector makes all ten times slower; the soak has them all
	}
	for seed := range years {
		synctest.Test(t, func(t *testing.T) { newYear(t, seed+1, departments).run() })
	}
}

// calendar of the test: the weekends and some days of 2023 are off.
var off = map[string]bool{"04-29": true, "05-01": true, "05-02": true, "05-03": true, "09-01": true, "09-04": true, "10-30": true}

func workday(day time.Time) bool {
	local := day.In(scoring.Zone)
	return local.Weekday() != time.Saturday && local.Weekday() != time.Sunday && !off[local.Format("01-02")]
}

// run lets the year go by in moves of the clock, with three minutes after each
// in which the processes do what there is to do.
func (y *year) run() {
	y.start()
	end := moment("2023-12-01 00:00")
	back := 14 // how often the clock is still set back
	for y.now().Before(end) {
		y.live()
		y.move(&back)
	}
	y.stop()
	y.compare()
}

// live lets three minutes pass, in which a process may die or a second one
// begin although the first still runs.
func (y *year) live() {
	from := y.now()
	over := func() {}
	switch what, after := y.fate(); what {
	case "death":
		y.rest(after)
		y.kill(int(after) % len(y.procs))
	case "usurper":
		over = y.born(false).die
	}
	y.rest(from.Add(3 * time.Minute).Sub(y.now()))
	over()
	y.oracle(from, y.now())
}

// fate says what befalls the processes, and when: in outages too, for a process
// that loses the jobs records first what it has sent.
func (y *year) fate() (what string, after time.Duration) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.trouble = y.chance(3)
	rare := 60
	if y.hot(y.now()) {
		rare = 3
	}
	switch {
	case y.chance(rare):
		return "death", time.Duration(y.r.IntN(20_000)) * time.Millisecond
	case y.chance(rare):
		return "usurper", 0 // it runs beside the first, which lost the lead and does not know it yet
	}
	return "", 0
}

// move sets the clock, and changes what goes on: who is busy, what is done.
func (y *year) move(back *int) {
	y.mu.Lock()
	defer y.mu.Unlock()
	wasBusy := len(y.busy) > 0
	clear(y.busy)
	step := time.Duration(1+y.r.IntN(59)) * time.Minute
	if y.chance(3) {
		step = time.Minute
	}
	switch {
	case *back > 0 && y.chance(1200):
		*back--
		most := int64(y.now().Sub(y.began))
		if y.chance(2) {
			most = min(most, int64(72*time.Hour))
		}
		step = -time.Duration(y.r.Int64N(most+1) / int64(time.Minute) * int64(time.Minute))
		y.backs++
	case wasBusy:
		step = max(step, 11*time.Minute) // until nobody is held up any more
	}
	// No window ends while it is lived through: who came first would be a matter of luck.
	for y.endsWithin(y.now().Add(step), 3*time.Minute) {
		step += 5 * time.Minute
	}
	y.ahead.Add(int64(step))
	if y.chance(8) {
		y.busy[y.people[y.r.IntN(len(y.people))]] = true
	}
	y.work()
	y.decide()
}

func (y *year) endsWithin(from time.Time, d time.Duration) bool {
	for _, end := range []string{"17:30", "21:00", "00:00"} {
		for day := range 2 {
			at := moment(from.In(scoring.Zone).AddDate(0, 0, day).Format("2006-01-02 ") + end)
			if at.After(from) && !at.After(from.Add(d)) {
				return true
			}
		}
	}
	return false
}

// decide has the admins move days, and verifiers return things, when their time
// comes.
func (y *year) decide() {
	for n := len(y.moved); n < len(moves()) && y.now().After(moves()[n].at); n = len(y.moved) {
		y.moved = append(y.moved, moves()[n])
		y.apply(moves()[n])
	}
	for n := len(y.given); n < len(returns()) && y.now().After(returns()[n].at); n = len(y.given) {
		y.given = append(y.given, returns()[n])
		y.giveBack(returns()[n])
	}
}

// shift is a day that is moved.
type shift struct {
	at         time.Time
	of, to     string
	department string // "" for all
}

func moves() []shift {
	return []shift{
		{moment("2023-02-20 10:00"), "2023-03-31", "2023-04-05", "sở-02"},
		{moment("2023-07-05 10:00"), "2023-06-30", "2023-07-14", "sở-03"},
		{moment("2023-09-11 10:00"), "2023-09-30", "2023-10-07", ""},
	}
}

// givenBack is something that a verifier returns to a department.
type givenBack struct {
	at         time.Time
	department string
	until      string // its own day
}

// returns are made between the edition's days, for one of them, by a day whose
// steps are partly past, twice to one department, and after filing has closed.
func returns() []givenBack {
	return []givenBack{
		{moment("2023-04-12 10:00"), "sở-04", "2023-04-21"},
		{moment("2023-04-13 15:00"), "sở-05", "2023-04-21"},
		{moment("2023-05-15 09:00"), "sở-04", "2023-06-10"},
		{moment("2023-06-20 10:00"), "sở-06", "2023-06-30"},
		{moment("2023-07-20 16:00"), "sở-01", "2023-08-19"},
		{moment("2023-11-02 10:00"), "sở-07", "2023-11-10"},
	}
}

// wishes are what people chose before the year began, and pauses of its course.
func wishes(n int) map[string][]scoring.Entry {
	all := map[string][]scoring.Entry{}
	for d := range n {
		switch who := fmt.Sprintf("đầu-mối-%02d-0", d); d % 4 {
		case 1:
			all["2023-01-01 08:00"] = append(all["2023-01-01 08:00"], directory.ReminderHourSet{Person: who, Minutes: 16*60 + 15})
		case 2:
			all["2023-03-20 10:00"] = append(all["2023-03-20 10:00"], directory.RemindersPaused{Person: who, Until: date("2023-04-02")})
		}
	}
	return all
}

func date(text string) scoring.Date {
	d, err := scoring.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func moment(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, scoring.Zone)
	if err != nil {
		panic(err)
	}
	return at
}

func (y *year) chance(oneIn int) bool { return y.r.IntN(oneIn) == 0 }

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2023)) }
