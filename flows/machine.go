package flows

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/looplab/fsm"
)

// Phase is what the conversation waits for.
type Phase string

// The phases.
const (
	Outside    Phase = "outside"    // nobody we know
	Confirming Phase = "confirming" // invited: is it you?
	Naming     Phase = "naming"     // invited without a name: who are you?
	Phoning    Phase = "phoning"    // shares the phone number
	Noticing   Phase = "noticing"   // reads the notice about classified papers
	Idle       Phase = "idle"       // nothing is asked
	Profiling  Phase = "profiling"  // a field of the general information
	Answering  Phase = "answering"  // an input of a criterion
	Filing     Phase = "filing"     // files or links for a criterion
	Noting     Phase = "noting"     // a remark for the verifier
	Reasoning  Phase = "reasoning"  // why a criterion does not concern the department
	Placing    Phase = "placing"    // which criterion a file belongs to
	Settling   Phase = "settling"   // another person was first: keep or replace
	Inviting   Phase = "inviting"   // an admin makes an invitation
	Posting    Phase = "posting"    // an admin writes an announcement
	Deciding   Phase = "deciding"   // an admin or verifier says why not, or what is still wanted
	Dating     Phase = "dating"     // an admin moves one of the edition's days
	Importing  Phase = "importing"  // a verifier takes in a file of figures
	Inquiring  Phase = "inquiring"  // a question about an official figure
	Replying   Phase = "replying"   // a verifier answers one
	Asking     Phase = "asking"     // a recipient asks about an announcement
	Clarifying Phase = "clarifying" // an admin answers that
	Describing Phase = "describing" // a document's number, date, issuer or subject
)

// Move is an event of the phase machine.
type Move string

// The moves.
const (
	presentInvitation Move = "present_invitation"
	askName           Move = "ask_name"
	askPhone          Move = "ask_phone"
	admit             Move = "admit"
	enter             Move = "enter"
	rest              Move = "rest"
	askProfile        Move = "ask_profile"
	askInput          Move = "ask_input"
	askEvidence       Move = "ask_evidence"
	askNote           Move = "ask_note"
	askReason         Move = "ask_reason"
	askPlace          Move = "ask_place"
	findConflict      Move = "find_conflict"
	askInvitation     Move = "ask_invitation"
	askPost           Move = "ask_post"
	askDecision       Move = "ask_decision"
	askDate           Move = "ask_date"
	askTable          Move = "ask_table"
	askInquiry        Move = "ask_inquiry"
	askReply          Move = "ask_reply"
	askQuestion       Move = "ask_question"
	askClarification  Move = "ask_clarification"
	askFact           Move = "ask_fact"
	leave             Move = "leave"
)

// inside are the phases of a person who has come in.
func inside() []Phase {
	return []Phase{Idle, Profiling, Answering, Filing, Noting, Reasoning, Placing, Settling, Inviting, Posting, Deciding, Dating, Importing, Inquiring, Replying, Asking, Clarifying, Describing}
}

func gettingIn() []Phase { return []Phase{Outside, Confirming, Naming, Phoning} }

// Transition is a row of the table from which the machine is built and the
// README's diagram is drawn.
type Transition struct {
	Move Move
	From []Phase
	To   Phase
}

// Transitions is the one table of phases.
func Transitions() []Transition {
	in := inside()
	any := append(append(gettingIn(), Noticing), in...)
	return []Transition{
		{presentInvitation, append(gettingIn(), in...), Confirming},
		{askName, []Phase{Confirming}, Naming},
		{askPhone, []Phase{Confirming, Naming}, Phoning},
		{admit, []Phase{Confirming, Naming, Phoning}, Noticing},
		{enter, append(gettingIn(), Noticing), Idle},
		{rest, in, Idle},
		{askProfile, in, Profiling},
		{askInput, in, Answering},
		{askEvidence, in, Filing},
		{askNote, in, Noting},
		{askReason, in, Reasoning},
		{askPlace, in, Placing},
		{findConflict, []Phase{Answering}, Settling},
		{askInvitation, in, Inviting},
		{askPost, in, Posting},
		{askDecision, in, Deciding},
		{askDate, in, Dating},
		{askTable, in, Importing},
		{askInquiry, in, Inquiring},
		{askReply, in, Replying},
		{askQuestion, in, Asking},
		{askClarification, in, Clarifying},
		{askFact, in, Describing},
		{leave, any, Outside},
	}
}

// files says whether what the phase waits for goes into a department's dossier.
func (p Phase) files() bool {
	switch p {
	case Profiling, Answering, Filing, Noting, Reasoning, Placing, Settling, Inquiring, Describing:
		return true
	case Outside, Confirming, Naming, Phoning, Noticing, Idle, Inviting, Posting, Deciding, Dating, Importing, Replying, Asking, Clarifying:
	}
	return false
}

// Known says whether p is a phase of the table.
func (p Phase) Known() bool {
	return slices.Contains(gettingIn(), p) || p == Noticing || slices.Contains(inside(), p)
}

// move gives the phase that a move leads to, or an error when the table has
// no such way. A machine is built for every call, without callbacks (see
// "Decisions" in the README), and of the rows that the move has: a step makes
// several.
func move(from Phase, m Move) (Phase, error) {
	var events fsm.Events
	for _, t := range Transitions() {
		if t.Move == m && slices.Contains(t.From, from) {
			events = append(events, fsm.EventDesc{Name: string(m), Src: []string{string(from)}, Dst: string(t.To)})
		}
	}
	machine := fsm.NewFSM(string(from), events, nil)
	err := machine.Event(context.Background(), string(m))
	var same fsm.NoTransitionError
	if err != nil && !(errors.As(err, &same) && same.Err == nil) {
		return from, fmt.Errorf("move %s from %q: %w", m, from, err)
	}
	return Phase(machine.Current()), nil
}
