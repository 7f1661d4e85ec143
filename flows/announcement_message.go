package flows

import (
	"html"
	"regexp"
	"strings"
	"time"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowAnnounce is announcements: admins compose and follow them, those who
// read them confirm and ask.
const flowAnnounce Flow = "ann"

// AnnouncementMessage is an announcement as a recipient reads it now; with a
// file the text is the caption. Of one that was deleted it is what is left
// where the channel deletes nothing any more.
func AnnouncementMessage(a *Announcement, person string, c *texts.Catalog, lang string) (Message, error) {
	t := speaker(c, lang)
	m := t.announcement(a, person)
	return m, t.err
}

// AnnouncementReminder asks one who has not confirmed an announcement to do
// so; see Announcement.Reminded.
func AnnouncementReminder(a *Announcement, _ string, c *texts.Catalog, lang string) (Message, error) {
	t := speaker(c, lang)
	m := Message{Text: t.text("announce.reminder", t.announcementArgs(a)), Buttons: t.readerRows(a), NoPreview: true}
	return m, t.err
}

// Progress is how far the sending of an announcement has come, in recipients.
type Progress struct {
	Recipients, Sent, Unreachable, Failed int

	Corrected int           // where the last correction has arrived
	Removed   int           // where it was deleted
	Left      time.Duration // until it is through; zero when that cannot be said
	Ended     bool          // nothing is being sent, corrected or deleted any more
}

// AnnouncementProgress is the message that shows an admin, while it is edited,
// how far an announcement has come.
func AnnouncementProgress(a *Announcement, p Progress, c *texts.Catalog, lang string) (Message, error) {
	t := speaker(c, lang)
	args := t.announcementArgs(a)
	for name, value := range progressArgs(a, p) {
		args[name] = value
	}
	args["Seconds"], args["Minutes"] = timeLeft(p.Left)
	buttons := row(t.button("announce.open", nil, flowAnnounce, "one", a.ID))
	switch {
	case !p.Ended && !a.Stopped && !a.Deleted:
		buttons = append(row(t.button("announce.stop", nil, flowAnnounce, "stop", a.ID)), buttons...)
	case p.Ended:
		buttons = append(buttons, t.button("announce.xlsx", nil, flowAnnounce, "xlsx", a.ID))
	}
	m := Message{
		Text: t.text("announce.progress", args), Buttons: [][]Button{buttons}, NoPreview: true,
		Replace: announcements + a.ID, // one message, however often it is said
	}
	return m, t.err
}

// speaker says texts where no step is taken.
func speaker(c *texts.Catalog, lang string) *turn {
	return newTurn(World{Texts: c, Me: Me{Person: Person{Language: lang}}}, Session{}, Event{})
}

func (t *turn) announcement(a *Announcement, person string) Message {
	if a.Deleted {
		return Message{Text: t.text("announce.taken_back", t.announcementArgs(a)), NoPreview: true}
	}
	if own, ok := a.Own(person); ok {
		return own.message()
	}
	return Message{Text: t.withRequest(a.Text, a.Announced.Until), Buttons: t.readerRows(a), File: a.Announced.File, NoPreview: true}
}

// withRequest adds to an announcement's text that it is to be confirmed.
func (t *turn) withRequest(text string, until scoring.Date) string {
	if until.IsZero() {
		return text
	}
	return text + "\n\n" + t.text("announce.request", texts.Args{"Until": until.Full()})
}

// readerRows are the buttons under an announcement.
func (t *turn) readerRows(a *Announcement) [][]Button {
	buttons := row(t.button("announce.ask", nil, flowAnnounce, "ask", a.ID))
	if !a.Announced.Until.IsZero() {
		buttons = append(row(t.button("announce.received", nil, flowAnnounce, "received", a.ID)), buttons...)
	}
	return [][]Button{buttons}
}

// announcementArgs name an announcement in a text.
func (t *turn) announcementArgs(a *Announcement) texts.Args {
	args := texts.Args{"Number": a.Announced.Number, "At": dayTime(a.Stamp.At), "Title": shorten(bodyOf(a.Text), titleLength), "Until": ""}
	if file := a.Announced.File; file != nil && args["Title"] == "" {
		args["Title"] = shorten(t.announcedName(file), titleLength)
	}
	if !a.Announced.Until.IsZero() {
		args["Until"] = a.Announced.Until.Full()
	}
	return args
}

// announcedName is how people call a file; a picture's name says nothing.
func (t *turn) announcedName(file *AnnouncedFile) string {
	if file.Photo {
		return t.label("announce.photo", nil)
	}
	return file.Name
}

// titleLength is how much of an announcement stands for it, in characters.
const titleLength = 60

var tags = regexp.MustCompile(`<[^>]*>`)

// bodyHTML gives an announcement without the heading that all have, which ends
// with the first blank line.
func bodyHTML(text string) string {
	if heading, rest, found := strings.Cut(text, "\n\n"); strings.HasPrefix(heading, "<b>") {
		if text = rest; !found {
			text = ""
		}
	}
	return text
}

// bodyOf is bodyHTML as plain text.
func bodyOf(text string) string { return plainText(bodyHTML(text)) }

func plainText(text string) string { return html.UnescapeString(tags.ReplaceAllString(text, "")) }

func progressArgs(a *Announcement, p Progress) texts.Args {
	done := p.Sent + p.Unreachable + p.Failed
	shown, of := done, p.Recipients
	switch {
	case a.Deleted:
		shown, of = p.Removed, p.Sent
	case a.Corrected > 0 && (done >= p.Recipients || a.Stopped):
		shown, of = p.Corrected, p.Sent
	}
	percent := 100
	if of > 0 {
		percent = shown * 100 / of
	}
	return texts.Args{
		"Bar": bar(int64(shown), int64(of)), "Percent": percent,
		"Recipients": p.Recipients, "Sent": p.Sent, "Unreachable": p.Unreachable, "Failed": p.Failed, "Open": max(0, p.Recipients-done),
		"Corrected": p.Corrected, "IsCorrected": a.Corrected > 0, "Removed": p.Removed,
		"Stopped": a.Stopped, "Deleted": a.Deleted, "Ended": p.Ended,
	}
}

// timeLeft rounds a duration up to what people say: five seconds, or minutes.
func timeLeft(d time.Duration) (seconds, minutes int) {
	const step, soon = 5 * time.Second, 90 * time.Second
	if d <= soon {
		return int((d+step-1)/step) * 5, 0
	}
	return 0, int((d + time.Minute - 1) / time.Minute)
}
