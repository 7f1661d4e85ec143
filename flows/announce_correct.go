package flows

import "minhchung/flows/texts"

// The steps of a correction, as the prompt of the posting phase names them; the
// new text waits in the prompt, as HTML.
const (
	correctText = "correct"
	correctSure = "correct-sure" // the preview
)

// correcting says whether the open question is about the new text of an
// announcement that was sent.
func (t *turn) correcting() bool {
	return t.s.Phase == Posting && t.s.Prompt.Announcement != ""
}

// beginCorrection asks for the text that is to stand in the place of an
// announcement's, wherever it went.
func (t *turn) beginCorrection(a *Announcement) {
	t.open(askPost, Prompt{Ask: correctText, Announcement: a.ID})
	t.askCorrection()
}

// toCorrect is the announcement that is being corrected; where ok is false the
// step has to end here.
func (t *turn) toCorrect() (a *Announcement, ok bool) {
	a, loaded := t.announced(t.s.Prompt.Announcement)
	switch {
	case !loaded:
		return nil, false
	case a == nil:
		t.goHome()
		return nil, false
	case a.Deleted:
		t.settle()
		t.say("announce.correct_deleted", nil, t.toAnnouncement(a))
		return nil, false
	}
	return a, true
}

// askCorrection asks for the new text, or shows how it will be read.
func (t *turn) askCorrection() {
	a, ok := t.toCorrect()
	if !ok {
		return
	}
	args := t.announcementArgs(a)
	args["File"] = a.Announced.File != nil
	if t.s.Prompt.Value == "" {
		t.askNewText(a, args)
		return
	}
	o, loaded := t.outcomes(a)
	if !loaded {
		return
	}
	args["Sent"] = ProgressOf(a, o).Sent
	t.do(Say{Message{Text: t.corrected(a), File: a.Announced.File, NoPreview: true}})
	t.say("announce.correct_sure", args, t.correctionRow(), t.toAnnouncement(a))
}

// askNewText shows the text as it is, in a message that can be copied whole,
// and asks for the new one.
func (t *turn) askNewText(a *Announcement, args texts.Args) {
	body := bodyHTML(a.Text)
	if body != "" {
		t.do(Say{Message{Text: body, NoPreview: true}})
	}
	args["Empty"] = body == ""
	t.say("announce.ask_correction", args, t.toAnnouncement(a))
}

// refuseCorrectionFile says that only the text can be corrected; what was open stays open.
func (t *turn) refuseCorrectionFile() {
	a, ok := t.toCorrect()
	if !ok {
		return
	}
	waiting := t.s.Prompt.Ask == correctSure
	var rows [][]Button
	if waiting {
		rows = append(rows, t.correctionRow())
	}
	t.do(Say{Message{
		Text: t.text("announce.correct_no_file", texts.Args{"Waiting": waiting}), Buttons: append(rows, t.toAnnouncement(a)),
		Replace: t.e.Upload.Group, // an album is turned away once
	}})
}

// correctionRow are the answers to the preview of a correction.
func (t *turn) correctionRow() []Button {
	return row(t.answer("announce.correct_everywhere", nil, flowAnnounce, "send", ""), t.answer("post.rewrite", nil, flowAnnounce, "rewrite", ""))
}

// corrected is the announcement as it will be read.
func (t *turn) corrected(a *Announcement) string {
	return t.withRequest(t.announcementText(a.Announced.Number, t.s.Prompt.Value), a.Announced.Until)
}

// typedCorrection takes a line as the new text; at the preview "có" has it
// corrected.
func (t *turn) typedCorrection() {
	if t.s.Prompt.Ask == correctSure && t.saysYes() {
		t.correct()
		return
	}
	a, ok := t.toCorrect()
	if !ok {
		return
	}
	was := t.s.Prompt.Value
	t.s.Prompt.Value = t.written()
	limit := maxMessage
	if a.Announced.File != nil {
		limit = maxCaption
	}
	switch over := units(t.corrected(a)) - limit; {
	case over > 0:
		n := units(t.s.Prompt.Value)
		t.s.Prompt.Value = was
		t.say("announce.correct_long", texts.Args{"Max": max(0, n-over), "N": n}, t.toAnnouncement(a))
	case t.announcementText(a.Announced.Number, t.s.Prompt.Value) == a.Text:
		t.s.Prompt.Value = was
		t.say("announce.correct_same", nil, t.toAnnouncement(a))
	default:
		t.open(askPost, Prompt{Ask: correctSure, Announcement: a.ID, Value: t.s.Prompt.Value})
		t.askCorrection()
	}
}

// answeredCorrection takes the answer buttons under the preview.
func (t *turn) answeredCorrection(a Action) {
	switch {
	case t.s.Prompt.Ask == correctSure && a.Verb == "send":
		t.correct()
	case t.s.Prompt.Ask == correctSure && a.Verb == "rewrite":
		t.open(askPost, Prompt{Ask: correctText, Announcement: t.s.Prompt.Announcement})
		t.askCorrection()
	default:
		t.oldAnswer()
	}
}

// correct records the new text; the bot puts it where the old one went.
func (t *turn) correct() {
	a, ok := t.toCorrect()
	if !ok {
		return
	}
	if _, loaded := t.outcomes(a); !loaded {
		return
	}
	text := t.announcementText(a.Announced.Number, t.s.Prompt.Value)
	t.settle()
	a = t.amendAnnouncement(a, AnnouncementCorrected{Text: text})
	t.toast("announce.correcting", nil)
	t.announcementPage(a)
}
