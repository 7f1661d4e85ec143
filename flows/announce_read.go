package flows

import (
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// readable finds an announcement that the person got and that was not taken
// back; else it says so. Where ok is false the step has to end here.
func (t *turn) readable(id string) (a *Announcement, ok bool) {
	a, loaded := t.announced(id)
	switch {
	case !loaded:
		return nil, false
	case a == nil, !slices.Contains(a.Announced.Recipients, t.w.Me.Person.ID):
		t.toast("announce.not_yours", nil)
		return nil, false
	case a.Deleted:
		t.toast("announce.was_taken_back", nil)
		return nil, false
	}
	return a, true
}

// received confirms an announcement for those that the person works for: one
// confirmation of a department is enough. It disturbs no dialogue.
func (t *turn) received(id string) {
	a, ok := t.readable(id)
	if !ok {
		return
	}
	if a.Announced.Until.IsZero() {
		t.toast("common.stale_button", nil)
		return
	}
	var entries []scoring.Entry
	mine := Party(t.w.Directory, t.w.Me.Person.ID)
	for _, party := range mine {
		if !a.ReceivedBy(party) {
			entries = append(entries, AnnouncementReceived{Department: party})
		}
	}
	if len(entries) > 0 {
		t.amendAnnouncement(a, entries...)
		t.toast("announce.thanks", nil)
		return
	}
	for _, r := range a.Received {
		if slices.Contains(mine, r.Department) {
			t.toast("announce.received_before", texts.Args{
				"At": dayTime(r.Stamp.At), "Mine": r.Stamp.By == t.w.Me.Person.ID, "Who": t.personName(r.Stamp.By),
			})
			return
		}
	}
	t.toast("announce.not_yours", nil)
}

// beginQuestion asks for a question about an announcement.
func (t *turn) beginQuestion(id string) {
	if _, ok := t.readable(id); !ok {
		return
	}
	t.settle()
	t.open(askQuestion, Prompt{Announcement: id})
	t.askQuestion()
}

// questioned is the announcement that the open question is about; where ok is
// false the step has to end here.
func (t *turn) questioned() (a *Announcement, ok bool) {
	a, loaded := t.announced(t.s.Prompt.Announcement)
	if !loaded {
		return nil, false
	}
	if a == nil || a.Deleted || !slices.Contains(a.Announced.Recipients, t.w.Me.Person.ID) {
		t.settle()
		t.say("announce.question_gone", nil, t.homeRow())
		return nil, false
	}
	return a, true
}

func (t *turn) askQuestion() {
	if a, ok := t.questioned(); ok {
		args := t.announcementArgs(a)
		args["Owner"] = t.w.Config.Owner
		t.say("announce.ask_question", args, t.homeRow())
	}
}

// typedQuestion records a question and tells the admins.
func (t *turn) typedQuestion() {
	a, ok := t.questioned()
	if !ok {
		return
	}
	text := strings.TrimSpace(t.e.Text)
	if n := len([]rune(text)); n < 2 || n > maxReason {
		t.say("announce.text_length", texts.Args{"Max": maxReason}, t.homeRow())
		return
	}
	party := t.askingParty()
	a = t.amendAnnouncement(a, AnnouncementAsked{Department: party, Text: text})
	args := t.questionArgs(a, a.Questions[len(a.Questions)-1])
	t.do(Tell{Person: AllAdmins, Message: Message{
		Text: t.text("announce.asked_told", args),
		Buttons: [][]Button{row(
			t.button("announce.reply", nil, flowAnnounce, "reply", questionRef(a, len(a.Questions)-1)),
			t.button("announce.open", nil, flowAnnounce, "one", a.ID))},
	}})
	t.settle()
	t.say("announce.asked", args, t.receiptRow(a, t.w.Me.Person.ID)...)
}

// askingParty is whose question the person's is: that of the department that
// they are at, where they are at one.
func (t *turn) askingParty() string {
	if department := t.department(); department != "" {
		return department
	}
	return t.w.Me.Person.ID
}

// partyName is how a department, or a person without one, is called.
func (t *turn) partyName(party string) string {
	if dep, ok := t.w.Directory.Department(party); ok {
		return dep.Name
	}
	return t.personName(party)
}

// receiptRow lets who has not confirmed an announcement do it, and leads home.
func (t *turn) receiptRow(a *Announcement, person string) [][]Button {
	home := t.homeRow()
	open := slices.ContainsFunc(Party(t.w.Directory, person), func(party string) bool { return !a.ReceivedBy(party) })
	if open && !a.Announced.Until.IsZero() {
		home = append(row(t.button("announce.received", nil, flowAnnounce, "received", a.ID)), home...)
	}
	return [][]Button{home}
}
