package flows_test

import (
	"encoding/json"
	"slices"
	"testing"

	"minhchung/flows"
	"minhchung/scoring"
)

// writes says whether a step leads to anything but words to the person, who
// may not get a file so either.
func writes(effects []flows.Effect) bool {
	for _, e := range effects {
		switch e.(type) {
		case flows.Append, flows.Announce, flows.Know, flows.Tell, flows.Wake, flows.Show, flows.Picture:
			return true
		}
	}
	return false
}

// TestForgedButtons presses, as people without the right to it, what only
// others are shown: nothing is recorded and nobody is told.
func TestForgedButtons(t *testing.T) {
	w := province(t)
	admin := []string{
		"adm:on:III.3.1:", "adm:off:III.3.1:", "adm:date::", "adm:date:" + department + ":", "adm:invite::", "adm:people:0:",
		"adm:role:0000000000000000:", "adm:revoke:0000000000000000:", "adm:cancel:aaaaaaaaaaaaaaaa:", "ann:new::", "adm:settings::", "adm:dates::", "adm:lock::", "adm:date:closing/:", "ann:reply:" + announcement + "/0:",
		"ann:one:" + announcement + ":", "ann:stop:" + announcement + ":", "ann:xlsx:" + announcement + ":", "ann:one:0000000000000000:",
		"ann:list:0:", "ann:waiting:" + announcement + "/0:", "ann:unreached:" + announcement + "/0:", "ann:delete:" + announcement + ":", "ann:correct:" + announcement + ":", "ann:remove:" + announcement + ":",
	}
	decider := []string{
		"na:grant:" + department + "/II.5.1:", "na:refuse:" + department + "/II.5.1:", "adm:grant_all:" + department + "/1:",
		"adm:refuse_all:" + department + "/1:", "adm:progress:0:", "adm:department:" + department + ":", "adm:requests:0:", "adm:request:" + department + "/1:",
		"see:list:" + department + "/0:", "see:return:" + department + "/I.2.2:", "see:one:" + department + "/I.2.2:", "see:piece:" + department + "/0A1B2C3D:",
		"see:show:" + department + "/0A1B2C3D:", "see:picture:" + department + "/0A1B2C3D:", "adm:menu::",
	}
	contact := []string{"desc:begin:0A1B2C3D:", "desc:ask:0A1B2C3D/number:", "prof:edit:units:", "prof:walk::", "fig:ask:VI.12.1:", "fig:use:VI.12.1:"}
	recipient := []string{"ann:received:" + announcement + ":", "ann:ask:" + announcement + ":", "ann:received:0000000000000000:", "ann:ask:x:"}
	supplier := []string{
		"fig:withdraw:0123456789abcdef:", "fig:import:0123456789abcdef:", "fig:imports:0:", "fig:home::", "fig:asked:0:", "fig:reply:" + department + "/VI.12.1:",
	}
	others := []string{"fig:withdraw:0123456789abcdef:", "fig:reply:" + department + "/VI.12.1:"} // another owner's
	for who, forged := range map[string][][]string{
		"verifier": {admin, contact}, "contact2": {admin, decider, supplier, recipient}, "leader": {admin, decider, contact, supplier, recipient},
		"supplier": {admin, decider[:len(decider)-1], contact[4:]}, "neighbour": {admin, decider[:len(decider)-1], contact[4:], others}, // their menu is the figures
	} {
		for _, list := range forged {
			for _, data := range list {
				w.Me = flows.Me{Person: w.People[who]}
				s, effects, err := flows.Step(w, flows.Session{Phase: flows.Idle}, flows.Event{Kind: flows.EventButton, Data: data, Chat: w.Me.Person.Chat, At: w.Now})
				if err != nil {
					t.Fatalf("%s %s: %v", who, data, err)
				}
				if writes(effects) || s.Phase != flows.Idle {
					t.Errorf("%s gets %v and the phase %s from %s", who, effects, s.Phase, data)
				}
			}
		}
	}
}

// TestRightsThatEndedMidway types and presses on in what was begun as an
// admin, verifier or contact, once the role is gone.
func TestRightsThatEndedMidway(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["leader"]}
	for _, s := range []flows.Session{
		{Phase: flows.Inviting, Prompt: flows.Prompt{Token: "1", Ask: "phone"}, Admin: flows.Draft{Department: department, Role: "contact"}},
		{Phase: flows.Posting, Prompt: flows.Prompt{Token: "1", Ask: "sure"}, Post: flows.Post{Text: "Chào", Audience: flows.Audience{Kind: flows.AudienceAll}, Shown: everyone(w)}},
		{Phase: flows.Posting, Prompt: flows.Prompt{Token: "1", Ask: "correct-sure", Announcement: announcement, Value: "Chào"}},
		{Phase: flows.Dating, Prompt: flows.Prompt{Token: "1"}, Admin: flows.Draft{Date: "2023-11-15"}},
		{Phase: flows.Deciding, Prompt: flows.Prompt{Token: "1", Criteria: []string{"II.5.1"}}, Admin: flows.Draft{Department: department}},
		{Phase: flows.Importing, Prompt: flows.Prompt{Token: "1", Ask: "preview"}, Import: &flows.Import{
			Blob: "ae", Name: "hue-s.xlsx", Department: 1, Targets: []string{"", "", "VI.12.1/figure/ratio/part", "VI.12.1/figure/ratio/whole", "", ""}, Asked: true}},
		{Phase: flows.Replying, Prompt: flows.Prompt{Token: "1"}, Admin: flows.Draft{Department: department, Criterion: "VI.12.1"}},
		{Phase: flows.Clarifying, Prompt: flows.Prompt{Token: "1", Announcement: announcement}},
		{Phase: flows.Asking, Prompt: flows.Prompt{Token: "1", Announcement: announcement}},
		{Phase: flows.Noting, Prompt: flows.Prompt{Token: "1"}, Criterion: "I.2.2"},
		{Phase: flows.Reasoning, Prompt: flows.Prompt{Token: "1", Criteria: []string{"I.2.2"}}},
		{Phase: flows.Answering, Prompt: flows.Prompt{Token: "1", Ask: "yes"}, Criterion: "II.2.1"},
		{Phase: flows.Describing, Prompt: flows.Prompt{Token: "1", Ask: "number", Evidence: []string{"0A1B2C3D"}}},
		{Phase: flows.Inquiring, Prompt: flows.Prompt{Token: "1"}, Criterion: "VI.12.1"},
		{Phase: flows.Profiling, Prompt: flows.Prompt{Token: "1", Ask: "units"}},
		{Phase: flows.Profiling, Prompt: flows.Prompt{Token: "1", Ask: "units", Value: "12"}},
		{Phase: flows.Profiling, Prompt: flows.Prompt{Token: "1", Ask: "civil_servants", Was: "70", Update: true}},
	} {
		for _, e := range []flows.Event{
			{Kind: flows.EventText, Text: "0905 123 456"}, {Kind: flows.EventText, Text: "có"}, {Kind: flows.EventText, Text: "12"},
			{Kind: flows.EventButton, Data: "adm:nophone::1"}, {Kind: flows.EventButton, Data: "ann:send::1"}, {Kind: flows.EventButton, Data: "adm:setdate::1"},
			{Kind: flows.EventButton, Data: "fig:take::1"}, {Kind: flows.EventButton, Data: "prof:count:7:1"}, {Kind: flows.EventButton, Data: "prof:replace::1"}, {Kind: flows.EventButton, Data: "prof:update::1"},
		} {
			e.Chat, e.At = w.Me.Person.Chat, w.Now
			_, effects, err := flows.Step(w, s, e)
			if err != nil {
				t.Fatalf("%s %q %q: %v", s.Phase, e.Text, e.Data, err)
			}
			if writes(effects) {
				t.Errorf("%s: %q %q leads to %v", s.Phase, e.Text, e.Data, effects)
			}
		}
	}
}

// TestADepartmentThatEndedMidway: who works for two departments and loses the
// one that a question was about does not answer it for the other.
func TestADepartmentThatEndedMidway(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact2"]}
	s := flows.Session{Phase: flows.Noting, Criterion: "I.2.2", Prompt: flows.Prompt{Token: "1"}}
	for _, c := range []struct {
		department string
		writes     bool
	}{{department, false}, {w.Directory.GrantsOf("contact2")[0].Department, true}} {
		s.Department = c.department
		_, effects, err := flows.Step(w, s, flows.Event{Kind: flows.EventText, Text: "xin xem trang 2", Chat: w.Me.Person.Chat, At: w.Now})
		if err != nil || writes(effects) != c.writes {
			t.Errorf("asked for %s: %v, %v", c.department, effects, err)
		}
	}
}

// everyone lists who would get an announcement to all.
func everyone(w flows.World) (persons []string) {
	for _, g := range w.Directory.Grants() {
		if w.People[g.Person].Chat != "" && !slices.Contains(persons, g.Person) {
			persons = append(persons, g.Person)
		}
	}
	return persons
}

// TestAConflictCanComeTwice: while a contact looks at what another one wrote,
// it is written once more.
func TestAConflictCanComeTwice(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact1"]}
	other := func(seq int64, value string) {
		t.Helper()
		d := w.Dossiers[department].Clone()
		if err := d.Apply(scoring.Stamp{Seq: seq, At: w.Now, By: "expected"}, scoring.ProfileSet{Field: "workstations", Value: value}); err != nil {
			t.Fatal(err)
		}
		w.Dossiers[department] = d
	}
	s, _ := pressed(t, w, flows.Session{Phase: flows.Idle, Department: department}, "prof:edit:workstations:")
	other(2, "110")
	s, effects := pressed(t, w, s, "prof:count:112:"+s.Prompt.Token)
	if writes(effects) || s.Prompt.Value != "112" {
		t.Fatalf("another one's value is overwritten: %v", effects)
	}
	other(3, "111")
	s, effects = pressed(t, w, s, "prof:replace::"+s.Prompt.Token)
	if writes(effects) {
		t.Fatalf("the second value of another one is overwritten unseen: %v", effects)
	}
	_, effects = pressed(t, w, s, "prof:replace::"+s.Prompt.Token)
	raw, err := json.Marshal(appended(effects))
	if err != nil || string(raw) != `[{"field":"workstations","value":"112"}]` {
		t.Errorf("what was chosen is recorded as %s: %v", raw, err)
	}
}
