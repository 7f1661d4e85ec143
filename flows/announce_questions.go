package flows

import (
	"slices"

	"minhchung/flows/texts"
)

// questionsPage is how many questions about an announcement stand on a page;
// questionLength and answerLength are how much of each, in characters.
const (
	questionsPage  = 5
	questionLength = 400
	answerLength   = 200
)

// openQuestions lists the questions that nobody has answered, as numbers.
func openQuestions(a *Announcement) []int {
	var open []int
	for n, q := range a.Questions {
		if q.Answer == "" {
			open = append(open, n)
		}
	}
	return open
}

// openParties lists the first open question of each department, as numbers:
// an answer is to all that the department has asked.
func openParties(a *Announcement) []int {
	var first []int
	for _, n := range openQuestions(a) {
		same := func(m int) bool { return a.Questions[m].Department == a.Questions[n].Department }
		if !slices.ContainsFunc(first, same) {
			first = append(first, n)
		}
	}
	return first
}

// questionRows lead from an announcement's page to what was asked about it:
// straight to the answer where only one department waits for one.
func (t *turn) questionRows(a *Announcement) [][]Button {
	open := openParties(a)
	if len(open) == 1 && len(openQuestions(a)) == len(a.Questions) {
		return [][]Button{t.replyRow(a, open[0])}
	}
	if len(a.Questions) == 0 {
		return nil
	}
	args := texts.Args{"N": len(a.Questions), "Open": len(openQuestions(a))}
	return [][]Button{row(t.button("announce.questions", args, flowAnnounce, "asked", a.ID+"/0"))}
}

// replyRow opens the answer to a question.
func (t *turn) replyRow(a *Announcement, n int) []Button {
	args := texts.Args{"Department": t.partyName(a.Questions[n].Department)}
	return row(t.button("announce.reply_to", args, flowAnnounce, "reply", questionRef(a, n)))
}

// questionList shows all that was asked about an announcement: what is open
// first, each with the button that answers it.
func (t *turn) questionList(a *Announcement, page int) {
	order := openQuestions(a)
	for n, q := range a.Questions {
		if q.Answer != "" {
			order = append(order, n)
		}
	}
	from, to, page, pages := pageOfOffice(len(order), page, questionsPage)
	var lines []texts.Args
	var rows [][]Button
	offered := map[string]bool{}
	for i, n := range order[from:to] {
		q := a.Questions[n]
		line := t.questionArgs(a, q)
		line["N"], line["At"], line["By"] = from+i+1, dayTime(q.Stamp.At), ""
		line["Text"], line["Answer"] = shorten(q.Text, questionLength), shorten(q.Answer, answerLength)
		if q.Answer != "" {
			line["By"] = t.deciderName(q.AnsweredBy.By)
		} else if !offered[q.Department] {
			offered[q.Department] = true
			rows = append(rows, t.replyRow(a, n))
		}
		lines = append(lines, line)
	}
	args := t.announcementArgs(a)
	args["Lines"], args["Open"], args["Page"], args["Pages"] = lines, len(openQuestions(a)), page+1, pages
	t.show("announce.question_list", args, append(append(rows, t.pageRow(flowAnnounce, "asked", a.ID+"/", page, pages)...), t.toAnnouncement(a))...)
}
