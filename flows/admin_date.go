package flows

import (
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// dateBack as the date of a draft takes an earlier move back.
const dateBack = "back"

// beginDate asks for a new day in place of one of the edition's, for all or for
// one department. The target is "<day>/<department>".
func (t *turn) beginDate(target string) {
	name, department, _ := strings.Cut(target, "/")
	of, ok := t.dayOf(name)
	if _, known := t.w.Directory.Department(department); !ok || !known && department != "" {
		t.staleButton()
		return
	}
	t.s.Admin = Draft{
		Of: name, Department: department, Seq: t.w.Settings.Seq,
		Was: t.w.Settings.Day(t.w.Edition, of, department).String(),
	}
	t.open(askDate, Prompt{})
	t.askDate()
}

// draftMove gives the move in the making: as far as it goes, the day zero when
// it takes an earlier one back.
func (t *turn) draftMove() scoring.Move {
	of, ok := t.dayOf(t.s.Admin.Of)
	m := scoring.Move{Of: of, Department: t.s.Admin.Department, Reason: t.s.Admin.Text}
	if ok && t.s.Admin.Date != "" && t.s.Admin.Date != dateBack {
		date, err := scoring.ParseDate(t.s.Admin.Date)
		if err != nil {
			t.fail(err) // it was read from a date
		}
		m.Date = date
	}
	return m
}

// dateArgs describe the move in the making.
func (t *turn) dateArgs() texts.Args {
	m := t.draftMove()
	args := t.dayArgs(m.Of, m.Department)
	args["Example"] = scoring.DateOf(t.w.Settings.Day(t.w.Edition, m.Of, m.Department).Start().AddDate(0, 0, 14)).Full()
	args["Given"], args["Max"] = m.Reason, maxReason
	if t.s.Admin.Date == "" {
		return args
	}
	after := t.settingsWith(m)
	day := after.Day(t.w.Edition, m.Of, m.Department)
	args["Date"], args["Back"] = day.Full(), m.Date.IsZero()
	concerned := t.dateConcerns(m)
	people, _ := t.hearers(concerned, t.staff)
	args["Told"], args["People"] = len(t.staffed(concerned)), len(people)
	closes := after.Closes(t.w.Edition, m.Department)
	args["Closes"], args["AfterClosing"] = closes.Full(), day.Compare(closes) > 0
	args["BeforeDue"] = ""
	if m.Of.IsZero() {
		for _, d := range after.DueDates(t.w.Edition, m.Department) {
			if d.Date.Compare(day) > 0 {
				args["BeforeDue"] = d.Date.Full()
			}
		}
	}
	return args
}

// askDate asks for the day, then for the reason, and then for a confirmation:
// the departments hear of it.
func (t *turn) askDate() {
	args := t.dateArgs()
	switch {
	case t.s.Admin.Date == "":
		var rows [][]Button
		m := t.draftMove()
		if move, moved := t.w.Settings.LastMove(m.Of, m.Department); moved && !move.Date.IsZero() {
			back := t.settingsWith(m).Day(t.w.Edition, m.Of, m.Department)
			rows = append(rows, row(t.answer("dates.take_back", texts.Args{"Date": back.Full(), "All": m.Department == ""}, flowAdmin, "backdate", "")))
		}
		t.show("dates.ask_day", args, append(rows, t.datesRow())...)
	case t.s.Admin.Text == "":
		t.say("dates.ask_reason", args, row(t.answer("dates.another", nil, flowAdmin, "nodate", "")), t.datesRow())
	default:
		t.say("dates.sure", args, row(
			t.answer("dates.yes", args, flowAdmin, "setdate", ""),
			t.answer("dates.another", nil, flowAdmin, "nodate", "")), t.datesRow())
	}
}

// typedDate takes a line as the day, the reason or the confirmation.
func (t *turn) typedDate() {
	switch {
	case t.s.Admin.Date == "":
		t.typedDay()
	case t.s.Admin.Text == "":
		t.typedWhyDate()
	case t.saysYes():
		t.answeredDate(Action{Verb: "setdate"})
	case t.saysNo():
		t.answeredDate(Action{Verb: "nodate"})
	default:
		t.asked()
	}
}

func (t *turn) typedDay() {
	date, problem := ParseDay(t.e.Text, t.w.Edition.Year)
	args := t.dateArgs()
	args["Typed"], args["Date"] = shorten(t.e.Text, 40), date.Full()
	switch {
	case problem == DayUnclear && t.w.Reader.Understand(t.e.Text).Intent != understand.Unclear:
		t.asked()
	case problem != DayRight:
		t.say("dates.day_"+string(problem), args, t.datesRow())
	case date.DaysUntil(t.w.Now) < 0:
		t.say("dates.day_past", args, t.datesRow())
	case date == t.w.Settings.Day(t.w.Edition, t.draftMove().Of, t.s.Admin.Department):
		t.say("dates.day_same", args, t.datesRow())
	default:
		t.s.Admin.Date = date.String()
		t.open(askDate, Prompt{})
		t.askDate()
	}
}

// typedWhyDate takes the reason of a move.
func (t *turn) typedWhyDate() {
	reason := strings.TrimSpace(t.e.Text)
	if n := len([]rune(reason)); n < 5 || n > maxReason {
		t.say("dates.reason_length", t.dateArgs(), t.datesRow())
		return
	}
	t.s.Admin.Text = reason
	t.open(askDate, Prompt{})
	t.askDate()
}

func (t *turn) answeredDate(a Action) {
	target := t.s.Admin.Of + "/" + t.s.Admin.Department
	switch {
	case a.Verb == "nodate":
		t.beginDate(target)
	case a.Verb == "backdate" && t.s.Admin.Date == "":
		t.s.Admin.Date = dateBack
		t.open(askDate, Prompt{})
		t.askDate()
	case a.Verb == "setdate" && t.s.Admin.Date != "" && t.s.Admin.Text != "":
		t.moveDate()
	default:
		t.staleButton()
	}
}
