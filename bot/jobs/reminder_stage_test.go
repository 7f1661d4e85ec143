package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/scoring"
	"minhchung/storage"
)

// dueDays are those of the edition of 2023.
var dueDays = []string{"2023-03-31", "2023-06-30", "2023-09-30", "2023-10-31"}

// year is the province of the test, with its clock, its store and its channel.
type year struct {
	t           *testing.T
	r           *rand.Rand
	began       time.Time
	ahead       atomic.Int64 // of the clock, before that of the bubble
	departments []string
	people      []string // who is reminded
	admins      []string
	procs       []*proc
	leader      chan struct{} // who holds it runs the reminders
	named       int           // processes so far

	mu       sync.Mutex
	rule     jobs.Rule
	records  map[string][]storage.Delivery
	unique   map[[3]string]bool
	done     map[string]bool // department and day of the edition
	busy     map[string]bool
	got      map[string]int // what was said, by the chore's id
	messages int
	trouble  bool // store and channel fail now and then
	failures int

	moved  []shift
	given  []givenBack
	plan   map[string]*chore
	byDay  map[string][]*chore // those whose time it may be on a day
	backs  int
	deaths int
}

// proc is a process that runs the reminders while it holds the lead.
type proc struct {
	cancel context.CancelFunc
	ended  chan struct{}
}

func newYear(t *testing.T, seed uint64, departments int) *year {
	y := &year{
		t: t, r: newRand(seed), began: moment("2023-01-02 07:00").Add(7 * time.Second), leader: make(chan struct{}, 1),
		records: map[string][]storage.Delivery{}, unique: map[[3]string]bool{}, done: map[string]bool{}, busy: map[string]bool{}, got: map[string]int{},
		admins: []string{"quản-trị-1", "quản-trị-2"},
	}
	y.ahead.Store(int64(time.Until(y.began)))
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		t.Fatal(err)
	}
	y.rule = jobs.Rule{Office: reminders.Office{Edition: edition, Directory: directory.New(), Calendar: reminders.Calendar{WorkingDay: workday}, Admins: y.admins}}
	var entries []scoring.Entry
	for d := range departments {
		id := fmt.Sprintf("sở-%02d", d)
		y.departments = append(y.departments, id)
		entries = append(entries, directory.DepartmentSet{ID: id, Name: id}, directory.RoleGranted{Person: "lãnh-đạo-" + id, Department: id, Role: directory.Leader})
		for n := range 3 {
			entries = append(entries, directory.RoleGranted{Person: fmt.Sprintf("đầu-mối-%02d-%d", d, n), Department: id, Role: directory.Contact})
		}
		y.people = append(y.people, y.contactsOf(id)...)
	}
	y.note(moment("2022-12-20 08:00"), entries...)
	for at, entries := range wishes(departments) {
		y.note(moment(at), entries...)
	}
	y.reckon(y.now())
	return y
}

func (y *year) contactsOf(department string) []string {
	var all []string
	for n := range 3 {
		all = append(all, fmt.Sprintf("đầu-mối-%s-%d", strings.TrimPrefix(department, "sở-"), n))
	}
	return all
}

// note puts entries into the directory.
func (y *year) note(at time.Time, entries ...scoring.Entry) {
	d := y.rule.Directory.Clone()
	if err := d.Apply(scoring.Stamp{Seq: d.Seq + 1, At: at}, entries...); err != nil {
		y.t.Fatal(err)
	}
	y.rule.Directory = d
	y.rule.Version += "+"
}

// apply moves a day, in the settings and for the oracle.
func (y *year) apply(m shift) {
	s := y.rule.Settings.Clone()
	err := s.Apply(scoring.Stamp{Seq: s.Seq + 1, At: m.at}, scoring.DueSet{Of: date(m.of), Date: date(m.to), Department: m.department})
	if err != nil {
		y.t.Fatal(err)
	}
	y.rule.Settings = s
	y.rule.Version += "+"
	y.reckon(y.now())
}

func (y *year) now() time.Time { return time.Now().Add(time.Duration(y.ahead.Load())) }

// rest lets time pass, and waits until everybody rests.
func (y *year) rest(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// work has some department finish what is due on some day.
func (y *year) work() {
	if y.chance(90 * 60 / len(y.departments)) {
		y.done[y.departments[y.r.IntN(len(y.departments))]+" "+dueDays[y.r.IntN(len(dueDays))]] = true
	}
	if len(y.given) > 0 && y.chance(4000) {
		r := y.given[y.r.IntN(len(y.given))]
		y.done[r.department+" back "+r.until] = true
	}
}

// giveBack has something returned: the rule and the oracle see it.
func (y *year) giveBack(r givenBack) {
	days := map[string][]scoring.DueDay{}
	for department, known := range y.rule.Returns {
		days[department] = known
	}
	days[r.department] = append(slices.Clone(days[r.department]), scoring.DueDay{Day: date(r.until), Since: r.at})
	y.rule.Returns = days
	y.rule.Version += "+"
	y.reckon(y.now())
}

// lacks says whether a department, or any, has not done what is due on a day.
func (y *year) lacks(department, day string) bool {
	if department == "" {
		return slices.ContainsFunc(y.departments, func(d string) bool { return y.lacks(d, day) })
	}
	back := slices.ContainsFunc(y.given, func(r givenBack) bool {
		return r.department == department && r.until == day && !y.done[department+" back "+day]
	})
	return back || slices.ContainsFunc(dueDays, func(of string) bool { return y.dayOf(department, of) == day && !y.done[department+" "+of] })
}

func (y *year) start() {
	for range 3 {
		y.procs = append(y.procs, y.born(true))
	}
	synctest.Wait()
}

// born starts a process; one that does not ask for the lead runs at once.
func (y *year) born(asks bool) *proc {
	ctx, cancel := context.WithCancel(context.Background())
	p := &proc{cancel: cancel, ended: make(chan struct{})}
	y.named++
	r := jobs.NewReminder(y.deps(fmt.Sprintf("p%d", y.named)))
	go func() {
		defer close(p.ended)
		if !asks {
			r.Run(ctx)
			return
		}
		select {
		case y.leader <- struct{}{}:
			r.Run(ctx)
			<-y.leader
		case <-ctx.Done():
		}
	}()
	return p
}

func (p *proc) die() {
	p.cancel()
	<-p.ended
}

func (y *year) kill(n int) {
	y.procs[n].die()
	y.procs[n] = y.born(true)
	y.deaths++
}

func (y *year) stop() {
	for _, p := range y.procs {
		p.die()
	}
}

func (y *year) deps(holder string) jobs.ReminderDeps {
	locked := func(f func()) {
		y.mu.Lock()
		defer y.mu.Unlock()
		f()
	}
	return jobs.ReminderDeps{
		Rule: func(context.Context) (rule jobs.Rule, err error) {
			locked(func() { rule = y.rule })
			return rule, nil
		},
		Say: func(_ context.Context, items []reminders.Item) (m flows.Message, said bool, err error) {
			locked(func() { m, said = y.say(items) })
			return m, said, nil
		},
		Busy: func(_ context.Context, person string) (until time.Time, err error) {
			locked(func() {
				if y.busy[person] {
					until = y.now().Add(10 * time.Minute)
				}
			})
			return until, nil
		},
		Send: func(_ context.Context, person string, m flows.Message) (ref string, outcome jobs.Outcome, err error) {
			<-time.After(30 * time.Millisecond) // the pace
			locked(func() { outcome, err = y.send(person, m) })
			return "1", outcome, err
		},
		Record: func(_ context.Context, d storage.Delivery) (err error) {
			locked(func() { err = y.record(d) })
			return err
		},
		Recorded: func(_ context.Context, job string) (all []storage.Delivery, err error) {
			locked(func() { all = slices.Clone(y.records[job]) })
			return all, nil
		},
		Now: y.now, AfterFunc: func(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop },
		Sleep: func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
		Holder: holder, Log: slog.New(slog.DiscardHandler),
	}
}

// say names the chores of which something is lacking.
func (y *year) say(items []reminders.Item) (m flows.Message, said bool) {
	var lines []string
	for _, i := range items {
		if y.lacks(i.Department, i.Day.String()) {
			lines = append(lines, fmt.Sprintf("%s %s %s %s", i.Person, i.Department, i.Day, i.Step))
		}
	}
	return flows.Message{Text: strings.Join(lines, "\n")}, len(lines) > 0
}

var errAway = errors.New("away")

func (y *year) fails() bool {
	if !y.trouble || !y.chance(20) {
		return false
	}
	y.failures++
	return true
}

// send delivers; some people blocked the bot, and are told as often as others:
// not at all, once.
func (y *year) send(person string, m flows.Message) (jobs.Outcome, error) {
	switch {
	case y.fails():
		return jobs.Unknown, errAway
	case y.fails():
		return jobs.Unknown, nil
	}
	y.messages++
	for _, id := range strings.Split(m.Text, "\n") {
		y.got[id]++
	}
	if strings.HasSuffix(person, "3-2") {
		return jobs.Unreachable, nil
	}
	return jobs.Sent, nil
}

// record inserts; what fails may have been made or not.
func (y *year) record(d storage.Delivery) error {
	if y.fails() {
		return errAway
	}
	key := [3]string{d.Job, d.Recipient, d.Mark}
	if y.unique[key] {
		return storage.ErrExists
	}
	y.unique[key] = true
	y.records[d.Job] = append(y.records[d.Job], d)
	if y.fails() {
		return errAway
	}
	return nil
}

// compare holds what was said against what the oracle says.
func (y *year) compare() {
	expected := 0
	for _, c := range y.plan {
		if c.said {
			expected++
		}
		if want := map[bool]int{true: 1, false: 0}[c.said]; y.got[c.id] != want {
			y.t.Errorf("%s was said %d times, want %d (due %s)", c.id, y.got[c.id], want, c.at.Format(time.DateTime))
		}
		if !c.decided {
			y.t.Errorf("%s never had its time: the year is too hard", c.id)
		}
	}
	for id := range y.got {
		if y.plan[id] == nil {
			y.t.Errorf("%s was said, which no rule says", id)
		}
	}
	y.t.Logf("%d of %d reminders said in %d messages; %d restarts, %d moves back, %d failures", expected, len(y.plan), y.messages, y.deaths, y.backs, y.failures)
	if expected < len(y.plan)/8 || y.deaths < 50 || y.backs < 5 || y.failures < 5 {
		y.t.Error("the year was too quiet to tell anything")
	}
}
