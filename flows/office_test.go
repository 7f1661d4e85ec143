package flows_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

const department = "so-co-ten-dai-nhat-co-the-co-001"

// pressed takes a step with a pressed button.
func pressed(t *testing.T, w flows.World, s flows.Session, data string) (flows.Session, []flows.Effect) {
	t.Helper()
	s, effects, err := flows.Step(w, s, flows.Event{Kind: flows.EventButton, Data: data, Chat: w.Me.Person.Chat, At: w.Now})
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return s, effects
}

func appended(effects []flows.Effect) []scoring.Entry {
	for _, e := range effects {
		if a, ok := e.(flows.Append); ok {
			return a.Entries
		}
	}
	return nil
}

// buttonsOf lists the actions that the messages offer.
func buttonsOf(effects []flows.Effect) (all []string) {
	for _, e := range effects {
		if say, ok := e.(flows.Say); ok {
			for _, row := range say.Buttons {
				for _, b := range row {
					all = append(all, b.Action.String())
				}
			}
		}
	}
	return all
}

// TestARevokedRoleEndsItsInvitation: somebody who was imported and invited,
// but has not come in, cannot do so after the role is taken back.
func TestARevokedRoleEndsItsInvitation(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: flows.Person{ID: "admin", Chat: "test:admin"}, Admin: true}
	idle := flows.Session{Phase: flows.Idle}
	for page := range 4 {
		_, list := pressed(t, w, idle, fmt.Sprintf("adm:people:%d:", page))
		for _, data := range buttonsOf(list) {
			ref, isRole := strings.CutPrefix(data, "adm:role:")
			if !isRole {
				continue
			}
			_, effects := pressed(t, w, idle, "adm:revoke:"+ref)
			entries := appended(effects)
			if len(entries) == 0 || entries[0].(directory.RoleRevoked).Person != "expected" {
				continue
			}
			want := []scoring.Entry{
				directory.RoleRevoked{Person: "expected", Department: department, Role: directory.Contact},
				directory.InvitationRevoked{Hash: strings.Repeat("a", 64)},
			}
			if !reflect.DeepEqual(entries, want) {
				t.Errorf("recorded is %v", entries)
			}
			return
		}
	}
	t.Error("nobody is expected")
}

// TestAnUpdateLeavesWhatAnotherAnswered: the answers that were to follow a
// changed total have been given anew by another contact meanwhile.
func TestAnUpdateLeavesWhatAnotherAnswered(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact1"]}
	d := w.Dossiers[department]
	change := func(by string, entries ...scoring.Entry) {
		t.Helper()
		d = d.Clone()
		if err := d.Apply(scoring.Stamp{Seq: d.Seq + 1, At: w.Now, By: by}, entries...); err != nil {
			t.Fatal(err)
		}
		w.Dossiers[department] = d
	}
	change("contact1", scoring.AnswerGiven{Criterion: "VIII.1.1", Answer: scoring.RatioAnswer(60, 119)})
	s, _ := pressed(t, w, flows.Session{Phase: flows.Idle, Department: department}, "prof:edit:civil_servants:")
	s, effects := pressed(t, w, s, "prof:count:90:"+s.Prompt.Token)
	change("contact1", appended(effects)...)
	if !s.Prompt.Update {
		t.Fatalf("nothing is asked after a changed total: %v", effects)
	}
	change("expected", scoring.AnswerGiven{Criterion: "VII.1.1", Answer: scoring.RatioAnswer(101, 119)})
	_, effects = pressed(t, w, s, "prof:update::"+s.Prompt.Token)
	want := []scoring.Entry{scoring.AnswerGiven{Criterion: "VIII.1.1", Answer: scoring.RatioAnswer(60, 129)}}
	if got := appended(effects); !reflect.DeepEqual(got, want) {
		t.Errorf("updated is %v", got)
	}
}
