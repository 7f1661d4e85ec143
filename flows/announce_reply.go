package flows

import (
	"slices"
	"strconv"
	"strings"

	"minhchung/flows/texts"
)

// questionRef names a question about an announcement on a button.
func questionRef(a *Announcement, n int) string { return a.ID + "/" + strconv.Itoa(n) }

// beginClarification asks an admin for the answer to a question about an
// announcement.
func (t *turn) beginClarification(id string, n int) {
	if !t.w.Me.Admin {
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	}
	a, loaded := t.announced(id)
	switch {
	case !loaded:
	case a == nil || n < 0 || n >= len(a.Questions):
		t.staleButton()
	case a.Questions[n].Answer != "":
		t.answeredBefore(a, a.Questions[n])
	default:
		t.settle()
		t.open(askClarification, Prompt{Announcement: id, Question: n})
		t.askClarification()
	}
}

// clarified is the question that the admin answers; where ok is false the step
// has to end here.
func (t *turn) clarified() (a *Announcement, q AnnouncementQuestion, ok bool) {
	if !t.w.Me.Admin {
		t.settle()
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return nil, q, false
	}
	a, loaded := t.announced(t.s.Prompt.Announcement)
	n := t.s.Prompt.Question
	switch {
	case !loaded:
		return nil, q, false
	case a == nil || n < 0 || n >= len(a.Questions):
		t.goHome()
		return nil, q, false
	case a.Questions[n].Answer != "":
		t.settle()
		t.answeredBefore(a, a.Questions[n])
		return nil, q, false
	}
	return a, a.Questions[n], true
}

// questionArgs name a question in a text.
func (t *turn) questionArgs(a *Announcement, q AnnouncementQuestion) texts.Args {
	args := t.announcementArgs(a)
	args["Department"], args["Who"], args["Text"] = t.partyName(q.Department), t.personName(q.Stamp.By), q.Text
	args["Answer"], args["Owner"] = q.Answer, t.w.Config.Owner
	if q.Department == q.Stamp.By { // who has no department asks for nobody else
		args["Who"] = ""
	}
	return args
}

// answeredBefore says that another admin was first.
func (t *turn) answeredBefore(a *Announcement, q AnnouncementQuestion) {
	args := t.questionArgs(a, q)
	args["Who"] = t.deciderName(q.AnsweredBy.By)
	t.say("announce.answered_before", args, t.toAnnouncement(a))
}

func (t *turn) askClarification() {
	a, q, ok := t.clarified()
	if !ok {
		return
	}
	args := t.questionArgs(a, q)
	var lines []texts.Args // the answer is to all that the department has asked
	for _, open := range a.Questions {
		if open.Department == q.Department && open.Answer == "" {
			lines = append(lines, t.questionArgs(a, open))
		}
	}
	args["Lines"] = lines
	t.say("announce.ask_answer", args, t.toAnnouncement(a))
}

// typedClarification records the answer to what the department has asked, and
// tells who asked it.
func (t *turn) typedClarification() {
	a, q, ok := t.clarified()
	if !ok {
		return
	}
	text := strings.TrimSpace(t.e.Text)
	if n := len([]rune(text)); n < 2 || n > maxReason {
		t.say("announce.text_length", texts.Args{"Max": maxReason}, t.toAnnouncement(a))
		return
	}
	var askers []string
	for _, open := range a.Questions {
		if open.Department == q.Department && open.Answer == "" && !slices.Contains(askers, open.Stamp.By) {
			askers = append(askers, open.Stamp.By)
		}
	}
	a = t.amendAnnouncement(a, AnnouncementAnswered{Department: q.Department, Text: text})
	for _, person := range askers {
		t.tell(person, func() Message {
			args := t.questionArgs(a, lastQuestion(a, person))
			args["Answer"] = text
			rows := [][]Button{row(t.button("announce.ask", nil, flowAnnounce, "ask", a.ID))}
			return Message{Text: t.text("announce.answered_told", args), Buttons: append(rows, t.receiptRow(a, person)...), NoPreview: true}
		})
	}
	t.settle()
	var rows [][]Button
	if open := openParties(a); len(open) > 0 {
		rows = append(rows, t.replyRow(a, open[0]))
	}
	t.say("announce.answered", t.questionArgs(a, q), append(rows, t.toAnnouncement(a))...)
}

// lastQuestion is what the person asked last.
func lastQuestion(a *Announcement, person string) (last AnnouncementQuestion) {
	for _, q := range a.Questions {
		if q.Stamp.By == person {
			last = q
		}
	}
	return last
}
