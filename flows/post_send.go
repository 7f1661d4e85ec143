package flows

import (
	"encoding/hex"
	"strings"
	"unicode/utf16"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// maxMessage and maxCaption are how long the channel lets a message and the
// text under a file be, in UTF-16 units of what is read.
const (
	maxMessage = 4096
	maxCaption = 1024
)

// announcementText is an announcement as it is recorded: under the office's
// name, and the number of the document that it goes with. The text is HTML.
func (t *turn) announcementText(number, text string) string {
	heading := t.text("post.heading", texts.Args{"Owner": t.w.Config.Owner, "Number": number})
	return strings.TrimSpace(heading + "\n\n" + text)
}

// escaped makes HTML of plain text; quotation marks may stand as they are.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// written is what the person wrote in this event as HTML, with its formatting.
func (t *turn) written() string {
	if t.e.HTML != "" {
		return t.e.HTML
	}
	return escaped.Replace(strings.TrimSpace(t.e.Text))
}

// postUntil is the day by whose end "Đã nhận" is wanted; zero for not at all.
func (t *turn) postUntil() scoring.Date {
	if t.s.Post.Until == "" {
		return scoring.Date{}
	}
	date, err := scoring.ParseDate(t.s.Post.Until)
	if err != nil {
		t.fail(err) // it was written from a date
	}
	return date
}

// postMessage is the announcement as it will be read; its buttons come with
// the sending.
func (t *turn) postMessage() Message {
	text := t.withRequest(t.announcementText(t.s.Post.Number, t.s.Post.Text), t.postUntil())
	return Message{Text: text, File: t.s.Post.File, NoPreview: true}
}

func units(html string) int { return len(utf16.Encode([]rune(plainText(html)))) }

// postFits looks whether the channel takes the announcement; else it says how
// much shorter it has to be, and asks for it again.
func (t *turn) postFits() bool {
	limit := maxMessage
	if t.s.Post.File != nil {
		limit = maxCaption
	}
	over := units(t.postMessage().Text) - limit
	if over <= 0 {
		return true
	}
	n := units(t.s.Post.Text)
	t.open(askPost, Prompt{Ask: postText})
	t.say("post.too_long", texts.Args{"Max": max(0, n-over), "N": n, "File": t.s.Post.File != nil}, append(t.noFileRow(), t.toOffice()...))
	return false
}

// previewPost shows the announcement as it will be read, who gets it, and asks
// whether it is to be sent.
func (t *turn) previewPost() {
	if !t.postFits() {
		return
	}
	r, loaded := t.reached()
	if !loaded {
		return
	}
	t.s.Post.Shown = r.persons
	args := texts.Args{
		"Audience": t.audienceInWords(), "N": len(r.persons), "Departments": r.departments, "Away": r.away,
		"Number": t.s.Post.Number, "Until": fullDate(t.postUntil()),
	}
	var rows [][]Button
	if len(r.persons) > 0 {
		rows = append(rows, row(t.answer("post.send", args, flowAnnounce, "send", "")))
	}
	rows = append(rows,
		row(t.answer("post.change_audience", nil, flowAnnounce, "who", ""), t.answer("post.change_number", nil, flowAnnounce, "number", "")),
		row(t.answer("post.change_until", nil, flowAnnounce, "until", ""), t.answer("post.rewrite", nil, flowAnnounce, "rewrite", "")))
	if leave := t.noFileRow(); leave != nil {
		rows = append(rows, leave)
	}
	t.do(Say{t.postMessage()})
	t.say("post.sure", args, append(rows, t.toOffice())...)
}

// sendPost records the announcement; the bot sends it to those it names. Where
// others would get it than were counted, it says who, and shows it again.
func (t *turn) sendPost() {
	r, loaded := t.reached()
	if !loaded {
		return
	}
	persons, until := r.persons, t.postUntil()
	added, gone := without(persons, t.s.Post.Shown), without(t.s.Post.Shown, persons)
	switch {
	case len(added)+len(gone) > 0:
		t.say("post.changed", texts.Args{"Added": len(added), "Gone": len(gone), "Came": t.peopleInWords(added), "Left": t.peopleInWords(gone)})
		t.postStep(postSure)
		return
	case len(persons) == 0: // who says yes to it all the same
		t.postStep(postSure)
		return
	case !until.IsZero() && until.DaysUntil(t.w.Now) < 0: // it was written yesterday
		t.open(askPost, Prompt{Ask: postUntil})
		t.wrongUntil("post.until_past")
		return
	}
	id := hex.EncodeToString(t.e.Nonce[:8])
	t.do(Append{
		Stream: AnnouncementStream(id), By: t.w.Me.Person.ID,
		Entries: []scoring.Entry{Announced{
			Text: t.announcementText(t.s.Post.Number, t.s.Post.Text), Number: t.s.Post.Number, File: t.s.Post.File,
			Recipients: persons, Until: until,
		}},
	})
	t.settle()
	t.show("post.sent", texts.Args{"N": len(persons)}, row(t.button("announce.open", nil, flowAnnounce, "one", id)), t.toOffice())
}
