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
	case a.Verb == "begin":
		t.s.Criterion = c.ID
		t.open(askNote, Prompt{Seq: t.item(c).Last.Seq})
		t.askNote(c)
	case a.Verb == "clear":
		t.writeNote(c, "")
	default:
		t.staleButton()
	}
}

func (t *turn) askNote(c *scoring.Criterion) {
	args := t.criterionArgs(c)
	args["Note"] = t.item(c).Note
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
	t.writeNote(c, note)
}

func (t *turn) writeNote(c *scoring.Criterion, note string) {
	if note != t.item(c).Note {
		t.file(scoring.NoteWritten{Criterion: c.ID, Text: note})
	}
	t.settle()
	t.s.Criterion = c.ID
	t.say("note.written", t.criterionArgs(c), t.afterRows(c)...)
}
