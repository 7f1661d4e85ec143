package flows

import (
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// pressedInquiry takes what a department does with an official figure.
func (t *turn) pressedInquiry(a Action) {
	c := t.w.Edition.Criterion(a.Target)
	switch {
	case c == nil:
		t.staleButton()
	case !t.mayFile():
		t.readOnly()
	case len(t.item(c).Figures) == 0: // taken back meanwhile
		t.settle()
		t.card(c)
	case a.Verb == "use":
		t.useFigure(c)
	default:
		t.s.Criterion = c.ID
		t.open(askInquiry, Prompt{})
		t.askInquiry(c)
	}
}

// figureSlot is the slot of a criterion that holds an official figure.
func (t *turn) figureSlot(c *scoring.Criterion) (scoring.Slot, scoring.Figure, bool) {
	for _, slot := range c.Evidence {
		if figure, ok := t.item(c).Figures[slot.ID]; ok {
			return slot, figure, true
		}
	}
	return scoring.Slot{}, scoring.Figure{}, false
}

// useFigure makes the official figure the department's own answer.
func (t *turn) useFigure(c *scoring.Criterion) {
	_, figure, _ := t.figureSlot(c)
	t.settle()
	if own := t.item(c).Answer; own == nil || !own.Equal(figure.Answer) {
		t.file(scoring.AnswerGiven{Criterion: c.ID, Answer: figure.Answer})
	}
	t.card(c)
}

// inquiryArgs name a criterion and its official figure in a text.
func (t *turn) inquiryArgs(c *scoring.Criterion) texts.Args {
	args := t.criterionArgs(c)
	slot, figure, _ := t.figureSlot(c)
	args["Official"], args["Source"], args["Row"] = t.inWords(c, figure.Answer), figure.Source, figure.Row
	args["Owner"] = t.w.Edition.Owner(slot.Owner).NameIn(t.lang)
	return args
}

func (t *turn) askInquiry(c *scoring.Criterion) {
	t.show("figures.ask_inquiry", t.inquiryArgs(c), row(t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID)))
}

// typedInquiry records a question and tells who can answer it.
func (t *turn) typedInquiry() {
	c := t.w.Edition.Criterion(t.s.Criterion)
	if c == nil || !t.mayFile() {
		t.goHome()
		return
	}
	slot, _, there := t.figureSlot(c)
	text := strings.TrimSpace(t.e.Text)
	switch n := len([]rune(text)); {
	case !there:
		t.settle()
		t.card(c)
		return
	case n < 2 || n > maxReason:
		t.say("figures.text_length", texts.Args{"Max": maxReason}, row(t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID)))
		return
	}
	t.file(scoring.FigureAsked{Criterion: c.ID, Slot: slot.ID, Text: text})
	department := t.department()
	message := func() Message {
		args := t.inquiryArgs(c)
		args["Department"], args["Who"], args["Text"] = t.departmentName(department), t.w.Me.Person.Name, text
		return Message{Text: t.text("figures.asked_told", args), Buttons: [][]Button{
			row(t.button("figures.reply", nil, flowFigures, "reply", department+"/"+c.ID)),
		}}
	}
	suppliers := t.suppliers(slot.Owner)
	for _, person := range suppliers {
		t.tell(person, message)
	}
	if len(suppliers) == 0 {
		t.do(Tell{Person: AllAdmins, Message: message()})
	}
	t.settle()
	t.s.Criterion = c.ID
	t.say("figures.asked", t.inquiryArgs(c), t.afterRows(c)...)
}

// suppliers lists the verifiers who supply an owner's figures and have come in.
func (t *turn) suppliers(owner string) []string {
	var persons []string
	for _, g := range t.w.Directory.Grants() {
		if g.Role == directory.Verifier && (len(g.Owners) == 0 || slices.Contains(g.Owners, owner)) && t.w.People[g.Person].Chat != "" {
			persons = append(persons, g.Person)
		}
	}
	return persons
}

// figureRow offers what a department can do with an official figure: ask
// about it, or take it where its own says something else.
func (t *turn) figureRow(c *scoring.Criterion) [][]Button {
	_, figure, there := t.figureSlot(c)
	if !there {
		return nil
	}
	buttons := row(t.button("card.ask_figure", nil, flowFigures, "ask", c.ID))
	if own := t.item(c).Answer; own != nil && !own.Equal(figure.Answer) {
		buttons = append(buttons, t.button("card.use_figure", nil, flowFigures, "use", c.ID))
	}
	return [][]Button{buttons}
}
