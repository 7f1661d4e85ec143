package flows

import (
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowNote is a remark of the contact for the verifier.
const flowNote Flow = "note"

func (t *turn) pressedNote(a Action) {
	c := t.w.Edition.Criterion(a.Target)
	switch {
	case c == nil:
		t.staleButton()
	case !t.mayFile():
		t.readOnly()
	case a.Verb == "begin" && t.refuseShut(c.ID):
	case a.Verb == "begin":
		t.s.Criterion = c.ID
		t.open(askNote, Prompt{Was: t.item(c).Note})
		t.askNote(c)
	case a.Token != "" && (t.s.Phase != Noting || a.Token != t.s.Prompt.Token):
		t.oldAnswer()
	case a.Verb == "keep":
		t.settle()
		t.card(c)
	case a.Verb == "replace":
		t.writeNote(c, t.s.Prompt.Value)
	case a.Verb == "clear":
		t.writeNote(c, "")
	default:
		t.staleButton()
	}
}

func (t *turn) askNote(c *scoring.Criterion) {
	args := t.criterionArgs(c)
	args["Note"] = t.item(c).Note
	if t.s.Prompt.Value != "" {
		t.askNoteConflict(c)
		return
	}
	rows := [][]Button{}
	if t.item(c).Note != "" {
		rows = append(rows, row(t.button("note.clear", nil, flowNote, "clear", c.ID)))
	}
	t.show("note.ask", args, append(rows, row(t.button("card.to_card", args, flowCard, "open", c.ID)))...)
}

func (t *turn) typedNote() {
	c := t.w.Edition.Criterion(t.s.Criterion)
	if c == nil {
		t.goHome()
		return
	}
	note := strings.TrimSpace(t.e.Text)
	if len([]rune(note)) > maxReason {
		t.say("note.too_long", texts.Args{"Max": maxReason}, t.homeRow())
		return
	}
	if t.item(c).Note != t.s.Prompt.Was {
		t.s.Prompt.Value = note // somebody else wrote one meanwhile
		t.askNoteConflict(c)
		return
	}
	t.writeNote(c, note)
}

// askNoteConflict shows what somebody else wrote, and asks which is to stay.
func (t *turn) askNoteConflict(c *scoring.Criterion) {
	last := t.item(c).Last
	args := t.criterionArgs(c)
	args["Who"], args["At"] = t.personName(last.By), clockTime(last.At)
	args["Theirs"], args["Mine"] = t.item(c).Note, t.s.Prompt.Value
	t.say("note.conflict", args,
		row(t.answer("note.keep", nil, flowNote, "keep", c.ID), t.answer("note.replace", nil, flowNote, "replace", c.ID)))
}

func (t *turn) writeNote(c *scoring.Criterion, note string) {
	if note != t.item(c).Note {
		t.file(scoring.NoteWritten{Criterion: c.ID, Text: note})
	}
	t.settle()
	t.s.Criterion = c.ID
	t.say("note.written", t.criterionArgs(c), t.afterRows(c)...)
}
