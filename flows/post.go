package flows

import (
	"slices"
	"strconv"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// Post is an announcement in the making.
type Post struct {
	Text     string         `json:"html,omitempty"`  // as the admin wrote it, in HTML
	File     *AnnouncedFile `json:"file,omitempty"`  // what it goes with; never changed in place
	Group    string         `json:"group,omitempty"` // the album that the file came in
	Number   string         `json:"number,omitempty"`
	Until    string         `json:"until,omitempty"` // the day by whose end "Đã nhận" is asked for
	Audience Audience       `json:"audience,omitzero"`
	Shown    []string       `json:"seen,omitempty"` // the recipients that the last preview counted; never changed in place
}

// The steps of an announcement, as the prompt names them.
const (
	postText        = "text"
	postAudience    = "audience"
	postDepartments = "departments"
	postMissing     = "missing"
	postNumber      = "number"
	postUntil       = "until"
	postSure        = "sure" // the preview: send it, or change something?
)

// written says whether there is something to be announced.
func (p Post) written() bool { return p.Text != "" || p.File != nil }

// beginPost asks for what is to be announced.
func (t *turn) beginPost() {
	if !t.w.Me.Admin {
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	}
	t.settle()
	t.postStep(postText)
}

func (t *turn) postStep(ask string) {
	t.open(askPost, Prompt{Ask: ask})
	t.askPost()
}

// askPost puts the open question of the announcement.
func (t *turn) askPost() {
	back := t.answer("post.back", nil, flowAnnounce, "keep", "")
	switch ask := t.s.Prompt.Ask; {
	case ask == postText && t.s.Post.written():
		t.show("post.ask_text", nil, append(t.noFileRow(), back), t.toOffice())
	case ask == postText || !t.s.Post.written():
		t.show("post.ask_text", nil, t.toOffice())
	case ask == postAudience:
		t.askAudience()
	case ask == postDepartments:
		t.askAudienceDepartments(0)
	case ask == postMissing:
		t.askMissing("")
	case ask == postNumber:
		t.show("post.ask_number", texts.Args{"Number": t.s.Post.Number},
			row(t.answer("post.no_number", nil, flowAnnounce, "nonumber", ""), back), t.toOffice())
	case ask == postUntil:
		t.askPostUntil(back)
	default:
		t.previewPost()
	}
}

// noFileRow lets the admin leave the file out, where there is one.
func (t *turn) noFileRow() []Button {
	if t.s.Post.File == nil {
		return nil
	}
	return row(t.answer("post.no_file", nil, flowAnnounce, "nofile", ""))
}

// postOn goes on to what is still to be said: who gets it, then the preview.
func (t *turn) postOn() {
	if t.s.Post.Audience.Kind == "" {
		t.postStep(postAudience)
		return
	}
	t.postStep(postSure)
}

// askPostUntil asks by when "Đã nhận" is wanted.
func (t *turn) askPostUntil(back Button) {
	var days []Button
	day := scoring.DateOf(t.w.Now)
	for range 3 { // the next working days are the likeliest
		day = t.w.Config.Calendar().WorkingAfter(day)
		days = append(days, t.answer("post.day", texts.Args{"Day": day.Short()}, flowAnnounce, "by", day.String()))
	}
	t.show("post.ask_until", texts.Args{"Example": day.Full()}, days,
		row(t.answer("post.no_until", nil, flowAnnounce, "nountil", ""), back), t.toOffice())
}

// answeredPost takes the answer buttons of an announcement in the making.
func (t *turn) answeredPost(a Action) {
	if !t.s.Post.written() {
		t.oldAnswer()
		return
	}
	switch step := t.s.Prompt.Ask; {
	case slices.Contains([]string{postAudience, postDepartments, postMissing}, step):
		t.answeredAudience(a)
	case a.Verb == "keep":
		t.postOn()
	case a.Verb == "nofile" && t.s.Post.File != nil:
		t.dropPostFile()
	case a.Verb == "nonumber" && step == postNumber:
		t.s.Post.Number = ""
		t.postOn()
	case a.Verb == "nountil" && step == postUntil:
		t.s.Post.Until = ""
		t.postOn()
	case a.Verb == "by" && step == postUntil:
		t.takeUntil(a.Target)
	case step == postSure:
		t.pressedPreview(a.Verb)
	default:
		t.oldAnswer()
	}
}

// pressedPreview sends what was shown, or opens what is to be changed.
func (t *turn) pressedPreview(verb string) {
	switch verb {
	case "send":
		t.sendPost()
	case "rewrite":
		t.postStep(postText)
	case "who":
		t.postStep(postAudience)
	case "number":
		t.postStep(postNumber)
	case "until":
		t.postStep(postUntil)
	default:
		t.oldAnswer()
	}
}

// leavePost leads out of a question about the announcement by words: past what
// may be left out, or back to the preview. Where leads is false, out of it all.
func (t *turn) leavePost(intent understand.Intent) (leads bool) {
	out := intent == understand.Stop || intent == understand.Menu
	if out || !t.w.Me.Admin || !t.s.Post.written() || t.s.Prompt.Ask == postSure || t.s.Post.Audience.Kind == "" {
		return false
	}
	t.postStep(postSure)
	return true
}

// pageNumber reads a page's number; what is none is the first page.
func pageNumber(target string) int {
	page, _ := strconv.Atoi(target)
	return page
}
