package flows

import (
	"slices"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// inquiry is a question about a figure that is open.
type inquiry struct {
	department string
	criterion  *scoring.Criterion
	question   scoring.Inquiry // the latest of the slot
}

// openInquiries lists what is open of the figures that the person supplies,
// the longest waiting first.
func (t *turn) openInquiries() []inquiry {
	var all []inquiry
	for _, dep := range t.w.Directory.Departments() {
		for _, c := range t.w.Edition.Criteria() {
			if q, open := t.openInquiry(dep.ID, c); open {
				all = append(all, inquiry{dep.ID, c, q})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b inquiry) int { return a.question.Stamp.At.Compare(b.question.Stamp.At) })
	return all
}

// openInquiry is the latest open question of a department about a criterion,
// if its figure is one that the person supplies.
func (t *turn) openInquiry(department string, c *scoring.Criterion) (scoring.Inquiry, bool) {
	all := t.w.Dossiers[department].Item(c.ID).Inquiries
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Answer == "" && t.maySupply(scoring.SlotRef{Criterion: c.ID, Slot: all[i].Slot}) {
			return all[i], true
		}
	}
	return scoring.Inquiry{}, false
}

func (t *turn) inquiryList(page int) {
	if !t.loadedAll() {
		return
	}
	all := t.openInquiries()
	from, to, page, pages := pageOfOffice(len(all), page, officePage)
	var lines []texts.Args
	var buttons []Button
	for i, q := range all[from:to] {
		n := from + i + 1
		lines = append(lines, texts.Args{
			"N": n, "Department": t.departmentName(q.department), "Title": t.titleOf(q.criterion),
			"Text": shorten(q.question.Text, 100), "Who": t.personName(q.question.Stamp.By), "At": dayTime(q.question.Stamp.At),
		})
		buttons = append(buttons, t.button("figures.reply_n", texts.Args{"N": n}, flowFigures, "reply", q.department+"/"+q.criterion.ID))
	}
	rows := append(grid(3, buttons), t.pageRow(flowFigures, "asked", "", page, pages)...)
	t.show("figures.inquiry_list", texts.Args{"Lines": lines, "N": len(all), "Page": page + 1, "Pages": pages}, append(rows, t.toFigures())...)
}

// beginReply asks for the answer to a department's question.
func (t *turn) beginReply(target string) {
	department, criterion, _ := strings.Cut(target, "/")
	c := t.w.Edition.Criterion(criterion)
	if _, known := t.w.Directory.Department(department); !known || c == nil {
		t.staleButton()
		return
	}
	if !t.loaded(department) {
		return
	}
	if _, open := t.openInquiry(department, c); !open {
		t.nothingToReply(department, c)
		return
	}
	t.s.Admin = Draft{Department: department, Criterion: c.ID}
	t.open(askReply, Prompt{})
	t.askReply()
}

// nothingToReply says that somebody was first, or that it is not for this person.
func (t *turn) nothingToReply(department string, c *scoring.Criterion) {
	args := t.criterionArgs(c)
	args["Department"], args["Who"], args["Text"] = t.departmentName(department), "", ""
	all := t.w.Dossiers[department].Item(c.ID).Inquiries
	if n := len(all); n > 0 && all[n-1].Answer != "" && t.maySupply(scoring.SlotRef{Criterion: c.ID, Slot: all[n-1].Slot}) {
		args["Who"], args["Text"] = t.personName(all[n-1].AnsweredBy.By), shorten(all[n-1].Answer, 200)
	}
	t.say("figures.nothing_to_reply", args, t.toFigures())
}

// replying is what the person is answering; ok is false when the step has to
// end here.
func (t *turn) replying() (string, *scoring.Criterion, scoring.Inquiry, bool) {
	department, c := t.s.Admin.Department, t.w.Edition.Criterion(t.s.Admin.Criterion)
	if c == nil || !t.mayImport() {
		t.settle()
		t.officeHome()
		return department, c, scoring.Inquiry{}, false
	}
	if !t.loaded(department) {
		return department, c, scoring.Inquiry{}, false
	}
	q, open := t.openInquiry(department, c)
	if !open {
		t.settle()
		t.nothingToReply(department, c)
	}
	return department, c, q, open
}

func (t *turn) askReply() {
	department, c, q, ok := t.replying()
	if !ok {
		return
	}
	args := t.criterionArgs(c)
	args["Department"], args["Text"], args["Who"] = t.departmentName(department), shorten(q.Text, 300), t.personName(q.Stamp.By)
	args["Official"], args["Source"], args["Row"] = "", "", 0
	if figure, there := t.official(department, scoring.SlotRef{Criterion: c.ID, Slot: q.Slot}); there {
		args["Official"], args["Source"], args["Row"] = t.inWords(c, figure.Answer), figure.Source, figure.Row
	}
	t.say("figures.ask_reply", args, t.toFigures())
}

// typedReply records the answer and tells the department.
func (t *turn) typedReply() {
	text := strings.TrimSpace(t.e.Text)
	if n := len([]rune(text)); n < 2 || n > maxReason {
		t.say("figures.text_length", texts.Args{"Max": maxReason}, t.toFigures())
		return
	}
	department, c, q, ok := t.replying()
	if !ok {
		return
	}
	t.record(department, scoring.FigureAnswered{Criterion: c.ID, Slot: q.Slot, Text: text})
	slot, _ := c.Slot(q.Slot)
	t.tellContacts(department, func() Message {
		args := t.criterionArgs(c)
		args["Owner"], args["Question"], args["Text"] = t.w.Edition.Owner(slot.Owner).NameIn(t.lang), shorten(q.Text, 200), text
		return Message{Text: t.text("figures.replied_told", args), Buttons: [][]Button{
			row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flowCard, "open", c.ID)),
		}}
	})
	t.settle()
	left := 0
	if t.loadedAll() {
		left = len(t.openInquiries())
	}
	rows := [][]Button{}
	if left > 0 {
		rows = append(rows, row(t.button("figures.inquiries", texts.Args{"N": left}, flowFigures, "asked", "0")))
	}
	t.say("figures.replied", texts.Args{"Department": t.departmentName(department), "Number": c.OfficialNumber()}, append(rows, t.toFigures())...)
}

// figureLines show the official figures of a criterion on its card.
func (t *turn) figureLines(c *scoring.Criterion) []texts.Args {
	var lines []texts.Args
	item := t.item(c)
	for _, slot := range c.Evidence {
		figure, there := item.Figures[slot.ID]
		if !there {
			continue
		}
		line := texts.Args{"Owner": t.w.Edition.Owner(slot.Owner).NameIn(t.lang), "Answer": t.inWords(c, figure.Answer), "Points": "", "Source": figure.Source, "Row": strconv.Itoa(figure.Row)}
		if points, err := c.Rule.Claim(figure.Answer, t.dossier().Profile); err == nil {
			line["Points"] = points.String()
		}
		lines = append(lines, line)
	}
	return lines
}

// lastInquiry shows the last question about a figure on the card.
func (t *turn) lastInquiry(c *scoring.Criterion) texts.Args {
	all := t.item(c).Inquiries
	if len(all) == 0 {
		return nil
	}
	q := all[len(all)-1]
	return texts.Args{"Text": shorten(q.Text, 120), "Answer": shorten(q.Answer, 160)}
}
