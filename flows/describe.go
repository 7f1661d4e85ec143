package flows

import (
	"strings"
	"unicode"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// flowDescribe is what a contact says a document is, where reading it was wrong
// or impossible.
const flowDescribe Flow = "desc"

// What can be said of a document.
const (
	factNumber  = "number"
	factDate    = "date"
	factIssuer  = "issuer"
	factSubject = "subject"
)

// maxFact is how long each may be, in characters.
func maxFact(fact string) int {
	switch fact {
	case factNumber:
		return 60
	case factIssuer:
		return 150
	}
	return 300
}

// describable says whether a piece is a document that has a number and a date.
func describable(ev scoring.Evidence) bool {
	return ev.Kind == scoring.EvidenceDocument || ev.Kind == scoring.EvidencePhoto
}

// pressedDescribe takes the buttons; the target is "<evidence>/<fact>".
func (t *turn) pressedDescribe(a Action) {
	if !t.mayFile() {
		t.readOnly()
		return
	}
	id, fact, _ := strings.Cut(a.Target, "/")
	ev, c, ok := t.findOrSay(id)
	switch {
	case !ok:
	case !describable(ev):
		t.staleButton()
	case t.refuseShut(idOf(c)):
	case a.Verb == "begin":
		t.settle()
		t.showFacts(ev, false)
	case a.Verb == "ask" && (fact == factNumber || fact == factDate || fact == factIssuer || fact == factSubject):
		t.open(askFact, Prompt{Ask: fact, Evidence: []string{ev.ID}})
		t.askFact(ev)
	case a.Verb == "none" && (t.s.Phase != Describing || a.Token != t.s.Prompt.Token):
		t.oldAnswer()
	case a.Verb == "none":
		t.state(ev, "", scoring.Date{})
	default:
		t.staleButton()
	}
}

// statementOf is what is said of a document so far: by the contact, else by
// itself.
func statementOf(ev scoring.Evidence) scoring.Statement {
	facts := ev.Facts()
	if facts == nil {
		return scoring.Statement{}
	}
	return scoring.Statement{Number: facts.Number, Date: facts.Date, Issuer: facts.Issuer, Subject: facts.Subject}
}

func (t *turn) statementArgs(ev scoring.Evidence, s scoring.Statement) texts.Args {
	return texts.Args{
		"Name": shorten(ev.Name, 60), "Code": ev.ID,
		"Number": s.Number, "Date": fullDate(s.Date), "Issuer": t.issuerName(t.department(), s.Issuer), "Subject": shorten(s.Subject, 2*maxSubject),
	}
}

// describeRow leads to what is known of a document, for whoever may correct it.
func (t *turn) describeRow(ev scoring.Evidence) [][]Button {
	if !describable(ev) {
		return nil
	}
	label := "describe.correct"
	if statementOf(ev) == (scoring.Statement{}) {
		label = "describe.begin"
	}
	return [][]Button{row(t.button(label, nil, flowDescribe, "begin", ev.ID))}
}

// showFacts shows what is known of a document, each with a button that
// corrects it.
func (t *turn) showFacts(ev scoring.Evidence, saved bool) {
	args := t.statementArgs(ev, statementOf(ev))
	args["Saved"] = saved
	ask := func(fact string) Button {
		return t.button("describe."+fact, nil, flowDescribe, "ask", ev.ID+"/"+fact)
	}
	t.show("describe.facts", args,
		row(ask(factNumber), ask(factDate)), row(ask(factIssuer), ask(factSubject)),
		row(t.button("describe.back", nil, flowEvidence, "one", ev.ID)))
}

func (t *turn) askFact(ev scoring.Evidence) {
	args := t.statementArgs(ev, statementOf(ev))
	args["Year"] = t.w.Edition.Year
	t.show("describe.ask_"+t.s.Prompt.Ask, args, t.factRow(ev))
}

func (t *turn) factRow(ev scoring.Evidence) []Button {
	return row(
		t.answer("describe.none", nil, flowDescribe, "none", ev.ID+"/"+t.s.Prompt.Ask),
		t.button("describe.leave", nil, flowDescribe, "begin", ev.ID))
}

// described gives the document that is asked about, if it is there still.
func (t *turn) described() (ev scoring.Evidence, ok bool) {
	if len(t.s.Prompt.Evidence) == 0 {
		return scoring.Evidence{}, false
	}
	ev, _, ok = t.find(t.s.Prompt.Evidence[0])
	return ev, ok
}

// typedFact takes what was typed for what is asked.
func (t *turn) typedFact() {
	ev, ok := t.described()
	if !ok {
		t.say("evidence.gone", texts.Args{"Code": strings.Join(t.s.Prompt.Evidence, "")}, t.homeRow())
		t.settle()
		return
	}
	fact, typed := t.s.Prompt.Ask, strings.Join(strings.Fields(t.e.Text), " ")
	args := texts.Args{"Max": maxFact(fact), "Typed": shorten(typed, 40), "Year": t.w.Edition.Year}
	if len([]rune(typed)) > maxFact(fact) {
		t.say("describe.too_long", args, t.factRow(ev))
		return
	}
	switch fact {
	case factDate:
		day, problem := ParseDay(typed, t.w.Edition.Year)
		args["Date"] = day.Full()
		switch {
		case problem == DayUnclear && t.isQuestion():
			t.asked()
		case problem != DayRight:
			t.say("describe.no_day", args, t.factRow(ev))
		case day.DaysUntil(t.w.Now) > 0:
			t.say("describe.day_ahead", args, t.factRow(ev))
		default:
			t.state(ev, "", day)
		}
	case factNumber:
		switch {
		case strings.IndexFunc(typed, unicode.IsDigit) >= 0:
			t.state(ev, typed, scoring.Date{})
		case t.isQuestion():
			t.asked()
		default:
			t.say("describe.no_number", args, t.factRow(ev))
		}
	default:
		if len(strings.Fields(typed)) < 2 {
			t.say("describe.too_short", args, t.factRow(ev))
			return
		}
		t.state(ev, typed, scoring.Date{})
	}
}

// isQuestion says whether a line is surely one of those that are answered at
// any moment; a document's own words may name a criterion.
func (t *turn) isQuestion() bool {
	r := t.w.Reader.Understand(t.e.Text)
	return r.Intent != understand.Unclear && r.Confidence >= understand.Sure && len(r.Criteria) == 0 && r.Pillar == ""
}

// state records one of the facts, the others as they stand.
func (t *turn) state(ev scoring.Evidence, text string, day scoring.Date) {
	s := statementOf(ev)
	switch t.s.Prompt.Ask {
	case factNumber:
		s.Number = text
	case factDate:
		s.Date = day
	case factIssuer:
		s.Issuer = text
	case factSubject:
		s.Subject = text
	}
	if s != statementOf(ev) {
		t.file(scoring.EvidenceDescribed{ID: ev.ID, Stated: s})
		ev.Stated = &s
	}
	t.settle()
	t.showFacts(ev, true)
}
