package flows_test

import (
	"fmt"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// BenchmarkStep measures what a busy contact does, in a province of 500
// contacts and with every other criterion answered.
func BenchmarkStep(b *testing.B) {
	w := busyWorld(b)
	for _, bench := range []struct {
		name   string
		before []flows.Event // what leads there
		event  flows.Event
	}{
		{"question", nil, press("ans:begin:VI.3.1:")},
		{"number", []flows.Event{press("ans:begin:VI.3.1:")}, line("37/119")},
		{"link", nil, line("I.5.1 https://syt.thuathienhue.gov.vn/tin-1")},
		{"words", nil, line("VI.3.1 chưa có số liệu")},
		{"later", nil, press("ans:later:VI.3.1:")},
		{"card", nil, line("I.2.2")},
		{"missing", nil, line("còn thiếu gì")},
		{"score", nil, line("điểm của tôi")},
		{"pillars", nil, press("walk:pillars::")},
	} {
		b.Run(bench.name, func(b *testing.B) {
			s := flows.Session{Phase: flows.Idle}
			for _, e := range bench.before {
				s, _ = step(b, w, s, e)
			}
			b.ReportAllocs()
			for b.Loop() {
				step(b, w, s, bench.event)
			}
		})
	}
}

func step(b *testing.B, w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect) {
	s, effects, err := flows.Step(w, s, e)
	if err != nil {
		b.Fatal(err)
	}
	return s, effects
}

func line(text string) flows.Event { return event(flows.Event{Kind: flows.EventText, Text: text}) }

func press(data string) flows.Event {
	return event(flows.Event{Kind: flows.EventButton, Data: data, Message: "7"})
}

func event(e flows.Event) flows.Event {
	e.Key, e.Chat, e.At = "m:101:7", "telegram:101", time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone)
	return e
}

// busyWorld is Lan's, one of 500 contacts of 60 departments.
func busyWorld(b *testing.B) flows.World {
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := texts.Load()
	if err != nil {
		b.Fatal(err)
	}
	d, people := directory.New(), map[string]flows.Person{}
	var entries []scoring.Entry
	for i := range 500 {
		id, department := fmt.Sprintf("p%03d", i), fmt.Sprintf("don-vi-%02d", i%60)
		entries = append(entries, directory.DepartmentSet{ID: department, Name: "Sở Y tế"},
			directory.RoleGranted{Person: id, Department: department, Role: directory.Contact},
			directory.NoticeConfirmed{Person: id})
		people[id] = flows.Person{ID: id, Name: "Lan", Language: "vi"}
	}
	if err := d.Apply(scoring.Stamp{Seq: 1}, entries...); err != nil {
		b.Fatal(err)
	}
	dossier := scoring.NewDossier("don-vi-40")
	if err := dossier.Apply(scoring.Stamp{Seq: 1, By: "p400"}, halfDone(edition)...); err != nil {
		b.Fatal(err)
	}
	return flows.World{
		Now: time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone), Edition: edition, Directory: d,
		Dossiers: map[string]*scoring.Dossier{"don-vi-40": dossier}, People: people,
		Me: flows.Me{Person: people["p400"]}, Texts: catalog, Reader: understand.New(edition),
	}
}

func halfDone(e *scoring.Edition) []scoring.Entry {
	var entries []scoring.Entry
	for i, c := range e.Criteria() {
		if i%2 == 1 {
			continue
		}
		entries = append(entries, scoring.AnswerGiven{Criterion: c.ID, Answer: someAnswer(c)},
			scoring.EvidenceKept{Criterion: c.ID, Evidence: scoring.Evidence{
				ID: fmt.Sprintf("EV%05d", i), Kind: scoring.EvidenceDocument, Name: "giay-moi.pdf", Type: "application/pdf",
			}})
	}
	return entries
}

func someAnswer(c *scoring.Criterion) scoring.Answer {
	inputs := c.Rule.Inputs()
	switch inputs[0].Kind {
	case scoring.InputYesNo:
		return scoring.YesAnswer(true)
	case scoring.InputChoice:
		return scoring.ChoiceAnswer(inputs[0].Options[0].ID)
	case scoring.InputChecklist:
		return scoring.DoneAnswer(inputs[0].Options[0].ID)
	case scoring.InputCount:
		return scoring.Answer{Count: scoring.Int(5).Ref()}
	case scoring.InputRatio:
	}
	if len(inputs) == 2 {
		return scoring.Answer{Ratios: []scoring.Ratio{scoring.PartOf(37, 119), scoring.PartOf(38, 119)}}
	}
	return scoring.Ratio{Percent: scoring.Int(90).Ref()}.Answer()
}
