// Package flows is the conversation: what the bot does with an event, as a
// pure function of what it may read and where the chat stands.
//
// It knows no Telegram, no storage, no clock and no I/O. What is to be done
// comes back as effects; the bot performs them.
package flows

import (
	"fmt"

	"minhchung/flows/directory"
)

// Step decides what follows from an event. It returns the session that the
// chat is left in and what is to be done, in order. An error means that the
// program is wrong, never the person.
func Step(w World, s Session, e Event) (Session, []Effect, error) {
	if s.Phase != "" && !s.Phase.Known() {
		return s, nil, fmt.Errorf("step: the session has an unknown phase %q", s.Phase)
	}
	t := newTurn(w, s, e)
	t.arrive()
	t.handle()
	if e.Kind != EventWake && e.Kind != EventBlocked {
		t.s.Seen = w.Now
	}
	if t.err != nil {
		return s, nil, fmt.Errorf("step %s in phase %s: %w", e.Kind, s.Phase, t.err)
	}
	for _, effect := range t.effects {
		// The same step comes again with more loaded; until then nothing happened.
		if need, ok := effect.(Need); ok {
			return s, []Effect{need}, nil
		}
	}
	if t.shut != nil {
		t = t.refusedClosed(w, s)
	}
	t.sayLate()
	if t.err != nil {
		return s, nil, fmt.Errorf("step %s in phase %s: %w", e.Kind, s.Phase, t.err)
	}
	return t.s, t.effects, nil
}

// arrive brings the phase in line with what the person may do now: roles come
// and go between two messages.
func (t *turn) arrive() {
	known := t.w.Me.Admin || len(t.w.Directory.GrantsOf(t.w.Me.Person.ID)) > 0
	gettingIn := t.s.Phase == Outside
	switch {
	case !known && !gettingIn && t.s.Invitation == "":
		t.s = Session{Phase: t.s.Phase, Turn: t.s.Turn}
		t.move(leave)
	case known && gettingIn:
		t.move(enter)
	}
	department := t.department()
	if t.s.Phase.files() && (!t.mayFile() || t.s.Department != "" && t.s.Department != department) {
		t.settle() // what was asked concerns a department for which the person files no more
	}
	t.s.Department = department
}

// handle sends the event to the flow that it belongs to.
func (t *turn) handle() {
	if t.e.Kind == EventBlocked {
		return // the bot has marked the person; nobody is there to answer
	}
	if t.e.Kind == EventWake && t.e.Wake.Reason == wakeScanned {
		t.scanned()
		return
	}
	if token, ok := startToken(t.e); ok {
		t.present(token)
		return
	}
	switch t.s.Phase {
	case Outside:
		t.say("start.stranger", ownerArgs(t.w))
		return
	case Confirming, Naming, Phoning:
		t.getIn()
		return
	default:
	}
	if t.noticeDue() {
		t.notice()
		return
	}
	switch t.e.Kind {
	case EventText:
		t.typed()
	case EventButton:
		t.pressed()
	case EventUpload:
		t.uploaded()
	case EventEdited:
		t.edited()
	case EventWake:
		t.woken()
	case EventPhone, EventOther:
		t.say("common.other_kind", nil, t.homeRow())
	default:
		t.fail(fmt.Errorf("unknown event kind %q", t.e.Kind))
	}
}

// Admit says whether an upload may be fetched at all: nothing is downloaded
// from people who may not file.
func Admit(w World, s Session, e Event) Refusal {
	t := newTurn(w, s, e)
	t.arrive()
	switch {
	case t.s.Phase == Outside, t.s.Phase == Confirming, t.s.Phase == Naming, t.s.Phase == Phoning:
		return RefusedNoRights
	case !t.has(directory.Contact) && !t.takesTable() && !t.takesPostFile(), t.correcting() && t.w.Me.Admin:
		return RefusedNoRights
	case t.noticeDue():
		return RefusedUnsettled
	case e.Upload != nil && e.Upload.Size > int64(w.Config.MaxFileMB)<<20:
		return RefusedTooLarge
	case !t.takesTable() && !t.takesPostFile() && t.allShut():
		return RefusedClosed
	}
	return RefusedNot
}

// TakesTable says whether an admitted upload is to be read as a table of
// figures: a verifier's file need not be of the types that evidence has.
func TakesTable(w World, s Session, e Event) bool {
	t := newTurn(w, s, e)
	t.arrive()
	return t.takesTable()
}
