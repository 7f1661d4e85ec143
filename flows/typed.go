package flows

import (
	"regexp"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
)

// typed takes a line: a command, a criterion's number, the answer to what is
// asked, a link, or a question. In that order, except where free text is
// asked for: there everything is the text but commands and ways out.
func (t *turn) typed() {
	t.e.Text = strings.TrimSpace(t.e.Text)
	switch {
	case t.e.Text == "":
		t.say("common.other_kind", nil, t.homeRow())
	case t.command():
	case t.takesNumbers() && t.numbered():
	case t.wantsText():
		t.freeText()
	case t.s.Phase == Answering && t.typedAnswer():
	case t.receiptTyped():
	case t.linked():
	default:
		t.asked()
	}
}

// takesNumbers says whether a criterion's number opens it: everywhere but
// where an office person writes dates, names and announcements, and where a
// document's own number or date is asked for.
func (t *turn) takesNumbers() bool {
	return t.s.Phase != Describing && t.s.Phase != Posting && t.s.Phase != Inviting && t.s.Phase != Dating && t.s.Phase != Importing
}

// wantsText says whether free text is asked for.
func (t *turn) wantsText() bool {
	switch t.s.Phase {
	case Noting, Reasoning, Posting, Deciding, Profiling, Inviting, Dating, Inquiring, Replying, Asking, Clarifying, Describing:
		return true
	case Importing:
		return t.s.Prompt.Ask != importFile
	case Outside, Confirming, Naming, Phoning, Noticing, Idle, Answering, Filing, Placing, Settling:
	}
	return false
}

// freeText takes a line as the text that was asked for; a bare "hủy" or
// "quay lại" leads out.
func (t *turn) freeText() {
	if intent, ok := t.saysWayOut(); ok {
		t.wayOut(intent)
		return
	}
	if t.asksInstead() {
		t.asked()
		return
	}
	switch t.s.Phase {
	case Noting:
		t.typedNote()
	case Reasoning:
		t.typedReason()
	case Profiling:
		t.typedField()
	case Inviting, Posting, Deciding, Dating:
		t.typedOffice()
	case Importing:
		t.typedImport()
	case Inquiring:
		t.typedInquiry()
	case Replying:
		t.typedReply()
	case Asking:
		t.typedQuestion()
	case Clarifying:
		t.typedClarification()
	case Describing:
		t.typedFact()
	case Outside, Confirming, Naming, Phoning, Noticing, Idle, Answering, Filing, Placing, Settling:
	}
}

// saysWayOut recognises a line that says nothing but that the person wants
// out of what is asked: three words at the most, and plainly that.
func (t *turn) saysWayOut() (understand.Intent, bool) {
	if len(strings.Fields(t.e.Text)) > 3 {
		return understand.Unclear, false
	}
	r := t.w.Reader.Understand(t.e.Text)
	if r.Confidence < understand.Sure {
		return r.Intent, false
	}
	switch r.Intent {
	case understand.Stop, understand.Back, understand.Skip, understand.Later, understand.Next, understand.Menu:
		return r.Intent, true
	default:
		return r.Intent, false
	}
}

// asksInstead recognises a line that is plainly a question to the bot, where a
// reason, a note or a field of the general information is asked for, or where
// an announcement is written already. What goes to other people may be a
// question itself.
func (t *turn) asksInstead() bool {
	written := t.s.Phase == Posting && t.s.Prompt.Ask == postSure
	if t.s.Phase != Reasoning && t.s.Phase != Noting && t.s.Phase != Profiling && !written || !understand.Asks(t.e.Text) {
		return false
	}
	r := t.w.Reader.Understand(t.e.Text)
	switch r.Intent {
	case understand.Missing, understand.Score, understand.Due, understand.PillarPoints, understand.FileHelp,
		understand.ReviewStatus, understand.Person, understand.Help:
		return r.Confidence >= understand.Plain
	default:
		return false
	}
}

// receiptPattern finds a receipt code in a line that says little else.
var receiptPattern = regexp.MustCompile(`(?i)^(?:mã|ma|mã tiếp nhận|code)?[ :#]*([0-9A-HJKMNP-TV-Z]{8})$`)

// receiptTyped opens the file whose receipt code was typed.
func (t *turn) receiptTyped() bool {
	found := receiptPattern.FindStringSubmatch(t.e.Text)
	if found == nil {
		return false
	}
	id := strings.ToUpper(found[1])
	if _, _, ok := t.find(id); !ok {
		if _, ok := t.dossier().Earlier(id); !ok {
			return false
		}
	}
	t.settle()
	t.evidenceCard(id)
	return true
}

// numbered opens a criterion or pillar that is named by its number alone.
func (t *turn) numbered() bool {
	hit := t.w.Reader.Number(t.e.Text, understand.Whole)
	switch {
	case hit.Pillar != "":
		t.settle()
		t.pillar(hit.Pillar, 0)
	case len(hit.IDs) == 1 && t.s.Phase == Placing && len(t.s.Prompt.Evidence) > 0:
		t.dispatch(Action{Flow: flowPlace, Verb: t.placeVerb(), Target: t.s.Prompt.Evidence[0] + "/" + hit.IDs[0]})
	case len(hit.IDs) == 1:
		t.settle()
		t.card(t.w.Edition.Criterion(hit.IDs[0]))
	case len(hit.IDs) > 1:
		t.whichOf("common.which_number", hit.IDs)
	default:
		return false
	}
	return true
}

// whichOf asks which of several criteria is meant.
func (t *turn) whichOf(key string, ids []string) {
	verb, flow, prefix := "open", flowCard, ""
	if t.s.Phase == Placing && len(t.s.Prompt.Evidence) > 0 {
		verb, flow, prefix = "to", flowPlace, t.s.Prompt.Evidence[0]+"/"
	}
	var rows [][]Button
	for _, id := range ids {
		c := t.w.Edition.Criterion(id)
		rows = append(rows, row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flow, verb, prefix+id)))
	}
	t.say(key, texts.Args{"Typed": shorten(t.e.Text, 40)}, append(rows, t.homeRow())...)
}

// wayOut leaves what is asked.
func (t *turn) wayOut(intent understand.Intent) {
	c := t.w.Edition.Criterion(t.s.Criterion)
	switch {
	case t.s.Phase == Profiling:
		t.leaveField(intent)
	case t.s.Phase == Inviting, t.s.Phase == Posting, t.s.Phase == Deciding, t.s.Phase == Dating:
		t.leaveOffice(intent)
	case t.s.Phase == Importing, t.s.Phase == Replying:
		t.settle()
		t.figuresHome()
	case intent == understand.Skip, intent == understand.Next:
		t.settle()
		t.walkOn()
	case intent == understand.Back && c != nil:
		t.settle()
		t.card(c)
	default:
		t.goHome()
	}
}

// edited asks: a message that was changed never changes an answer by itself.
func (t *turn) edited() {
	c := t.w.Edition.Criterion(t.s.Criterion)
	args := texts.Args{"Typed": shorten(t.e.Text, 80)}
	if c != nil && t.refuseShut(c.ID) {
		return
	}
	if c == nil || t.item(c).Answer == nil || !t.mayFile() {
		t.say("common.edited", args, t.homeRow())
		return
	}
	for name, value := range t.criterionArgs(c) {
		args[name] = value
	}
	args["Answer"] = t.answerOf(c)
	t.say("common.edited_answer", args,
		row(t.button("common.answer_again", args, flowAnswer, "begin", c.ID)),
		row(t.button("common.leave_as_is", nil, flowCard, "open", c.ID)))
}
