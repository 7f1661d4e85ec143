package flows_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
)

// said joins the texts of the replies.
func said(effects []flows.Effect) string {
	var all []string
	for _, e := range effects {
		if say, ok := e.(flows.Say); ok {
			all = append(all, say.Text)
		}
	}
	return strings.Join(all, "\n")
}

// mover is an admin who moves a day.
type mover struct {
	t *testing.T
	w *flows.World // what both see
	p flows.Person
	s flows.Session
}

func newMover(t *testing.T, w *flows.World, id, name string) *mover {
	p := flows.Person{ID: id, Name: name, Chat: "test:" + id}
	w.People[id] = p
	return &mover{t: t, w: w, p: p, s: flows.Session{Phase: flows.Idle}}
}

// step takes one event of the admin, and lets what it appends be seen by both.
func (m *mover) step(e flows.Event) []flows.Effect {
	m.t.Helper()
	w := *m.w
	w.Me = flows.Me{Person: m.p, Admin: true}
	e.Chat, e.At = m.p.Chat, w.Now
	s, effects, err := flows.Step(w, m.s, e)
	if err != nil {
		m.t.Fatalf("%s: %v", e.Text+e.Data, err)
	}
	m.s = s
	if entries := appended(effects); len(entries) > 0 {
		fresh := w.Settings.Clone()
		if err := fresh.Apply(scoring.Stamp{Seq: fresh.Seq + 1, At: w.Now, By: m.p.ID}, entries...); err != nil {
			m.t.Fatal(err)
		}
		m.w.Settings = fresh
	}
	return effects
}

func (m *mover) press(data string) []flows.Effect {
	return m.step(flows.Event{Kind: flows.EventButton, Data: data})
}

func (m *mover) types(text string) []flows.Effect {
	return m.step(flows.Event{Kind: flows.EventText, Text: text})
}

func (m *mover) confirm() []flows.Effect { return m.press("adm:setdate::" + m.s.Prompt.Token) }

// TestTwoAdminsMoveOneDay: the later of two sees what the first has done, and
// confirms anew; then hers counts.
func TestTwoAdminsMoveOneDay(t *testing.T) {
	for _, day := range []struct {
		name, first, later string
		entry              func(scoring.Date, string) scoring.Entry
	}{
		{"2023-03-31", "2023-03-31/" + department, "2023-03-31/", func(d scoring.Date, why string) scoring.Entry {
			return scoring.DueSet{Of: scoring.Date{Year: 2023, Month: 3, Day: 31}, Date: d, Reason: why}
		}},
		{"closing", "closing/", "closing/", func(d scoring.Date, why string) scoring.Entry {
			return scoring.ClosingSet{Date: d, Reason: why}
		}},
	} {
		w := province(t)
		first, later := newMover(t, &w, "admin1", "Quân"), newMover(t, &w, "admin2", "Nga")
		later.press("adm:date:" + day.later + ":")
		later.types("20/12")
		later.types("Chờ số liệu cuối năm")
		first.press("adm:date:" + day.first + ":")
		first.types("15/12")
		first.types("Sở đang sáp nhập")
		if len(appended(first.confirm())) != 1 {
			t.Fatalf("%s: the first move is not recorded", day.name)
		}
		w.Now = w.Now.Add(time.Minute)
		shown := later.confirm()
		if got := appended(shown); len(got) != 0 {
			t.Errorf("%s: recorded over the other's: %v", day.name, got)
		}
		for _, want := range []string{"Quân", "15/12/2023", "Sở đang sáp nhập", "20/12/2023", "chưa được ghi"} {
			if !strings.Contains(said(shown), want) {
				t.Errorf("%s: %q is not shown in\n%s", day.name, want, said(shown))
			}
		}
		want := []scoring.Entry{day.entry(scoring.Date{Year: 2023, Month: 12, Day: 20}, "Chờ số liệu cuối năm")}
		if got := appended(later.confirm()); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: confirmed anew, recorded is %v", day.name, got)
		}
	}
}

// TestAnotherDaysMoveDisturbsNobody: what an admin does to another day, or for
// another department, asks nobody anew.
func TestAnotherDaysMoveDisturbsNobody(t *testing.T) {
	w := province(t)
	first, later := newMover(t, &w, "admin1", "Quân"), newMover(t, &w, "admin2", "Nga")
	later.press("adm:date:2023-03-31/" + department + ":")
	later.types("20/12")
	later.types("Chờ số liệu cuối năm")
	for _, other := range []string{"closing/", "2023-06-30/", "2023-03-31/so-co-ten-dai-nhat-co-the-co-002"} {
		first.press("adm:date:" + other + ":")
		first.types("15/12")
		first.types("Sở đang sáp nhập")
		first.confirm()
	}
	first.press("adm:lock::")
	if got := appended(later.confirm()); len(got) != 1 {
		t.Errorf("recorded is %v", got)
	}
}

// TestOnlyAdminsMoveDays: neither by a button that was seen elsewhere nor by
// one that is still open from before.
func TestOnlyAdminsMoveDays(t *testing.T) {
	w := province(t)
	for _, who := range []string{"verifier", "contact1", "leader"} {
		w.Me = flows.Me{Person: w.People[who]}
		for _, data := range []string{"adm:date:closing/:", "adm:lock::", "adm:unlock::", "adm:dates::", "adm:day:closing:"} {
			s, effects := pressed(t, w, flows.Session{Phase: flows.Idle}, data)
			if s.Phase != flows.Idle || len(appended(effects)) > 0 {
				t.Errorf("%s presses %s: %v", who, data, effects)
			}
		}
		open := flows.Session{Phase: flows.Dating, Prompt: flows.Prompt{Token: "1"},
			Admin: flows.Draft{Of: "closing", Was: "2023-10-31", Date: "2023-12-01", Text: "Chờ số liệu"}}
		if _, effects := pressed(t, w, open, "adm:setdate::1"); len(appended(effects)) > 0 {
			t.Errorf("%s moves the closing", who)
		}
	}
}

// TestADayThatHasGoneByMeanwhile is asked for anew: at midnight the day that was
// chosen is yesterday.
func TestADayThatHasGoneByMeanwhile(t *testing.T) {
	w := province(t)
	w.Now = time.Date(2023, 3, 24, 23, 59, 0, 0, scoring.Zone)
	admin := newMover(t, &w, "admin1", "Quân")
	admin.press("adm:date:2023-03-31/:")
	admin.types("24/3")
	admin.types("Tỉnh yêu cầu sớm hơn")
	w.Now = w.Now.Add(2 * time.Minute)
	got := admin.confirm()
	if len(appended(got)) != 0 || !strings.Contains(said(got), "24/3/2023 đã qua") {
		t.Errorf("the day is moved to yesterday: %s", said(got))
	}
	admin.types("29/3")
	if got := admin.confirm(); len(appended(got)) != 1 {
		t.Errorf("another day is not taken: %s", said(got))
	}

	admin.press("see:return:" + department + "/I.2.2:")
	admin.types("Thiếu kết luận cuộc họp")
	admin.types("25/3")
	w.Now = w.Now.AddDate(0, 0, 1)
	got = admin.press("adm:return::" + admin.s.Prompt.Token)
	if len(appended(got)) != 0 || !strings.Contains(said(got), "25/3/2023 đã qua") {
		t.Errorf("it is to be added to until yesterday: %s", said(got))
	}
}
