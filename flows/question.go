package flows

import (
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// asked takes a line that is no answer: a question at any moment. It is
// answered, and the person is led back to where they were.
func (t *turn) asked() {
	reading := t.w.Reader.Understand(t.e.Text)
	open := t.s.Phase != Idle
	if t.s.Phase == Placing && len(reading.Criteria) > 0 || t.s.Phase == Placing && reading.Intent == understand.Unclear {
		t.typedPlace()
		return
	}
	if !t.reply(reading) {
		return // it led somewhere else; there is nothing to return to
	}
	if open && t.s.Phase != Idle {
		t.resume()
	}
}

// reply answers a question. It says whether the person is to be led back to
// what was open.
func (t *turn) reply(r understand.Reading) bool {
	if r.Confidence < understand.Sure && !onlyShows(r.Intent) {
		t.unclear(r)
		return true
	}
	switch r.Intent {
	case understand.Missing, understand.Score, understand.Due, understand.PillarPoints, understand.Waiting,
		understand.ReviewStatus, understand.Progress:
		return t.replyFigures(r)
	case understand.CriterionInfo, understand.OpenCriterion, understand.OpenPillar,
		understand.ChangeAnswer, understand.WithdrawFile, understand.NoFigureYet, understand.NotApplicable:
		return t.replyCriterion(r)
	case understand.Next, understand.Skip, understand.Later, understand.Back, understand.Stop, understand.Menu:
		t.navigate(r.Intent)
		return false
	case understand.Profile:
		t.dispatch(Action{Flow: flowProfile, Verb: "list"})
		return false
	case understand.FileHelp:
		t.fileHelp()
	case understand.Person:
		t.helpdesk()
	case understand.Help:
		t.help()
	case understand.Language:
		t.speak(t.languageAsked(r))
		return false
	case understand.Greeting:
		t.say("common.greeting", texts.Args{"Name": t.w.Me.Person.Name})
		return t.backOrHome()
	case understand.Thanks:
		t.say("common.thanks", nil)
		return t.backOrHome()
	case understand.Reminder:
		if t.mayWish() {
			t.dispatch(Action{Flow: flowReminder, Verb: "wishes"})
			return false
		}
		t.say("remind.not_yours", nil, t.homeRow())
	case understand.SignOff, understand.Ranking, understand.Report:
		t.say("common.no_feature", texts.Args{"What": t.label("feature."+string(r.Intent), nil), "Owner": t.w.Config.Owner, "Helpdesk": t.w.Config.Helpdesk}, t.homeRow())
	case understand.Unclear:
		t.unclear(r)
	default:
		t.unclear(r)
	}
	return true
}

// onlyShows says whether an intent may be followed although it is only
// likely: it changes nothing and leads nowhere else.
func onlyShows(intent understand.Intent) bool {
	switch intent {
	case understand.Missing, understand.Score, understand.Due, understand.PillarPoints, understand.CriterionInfo,
		understand.OpenCriterion, understand.OpenPillar, understand.Waiting, understand.FileHelp,
		understand.ReviewStatus, understand.Person, understand.Help, understand.Greeting, understand.Thanks:
		return true
	default:
		return false
	}
}

func (t *turn) backOrHome() bool {
	if t.s.Phase == Idle {
		t.home()
		return false
	}
	return true
}

// languageAsked is the language that a line names, else the other one.
func (t *turn) languageAsked(r understand.Reading) string {
	if r.Language != "" {
		return r.Language
	}
	return t.otherLanguage()
}

func (t *turn) navigate(intent understand.Intent) {
	c := t.w.Edition.Criterion(t.s.Criterion)
	switch intent {
	case understand.Next, understand.Skip:
		t.settle()
		if t.hasDossier() {
			t.walkOn()
		}
	case understand.Later:
		if c != nil && t.s.Phase == Answering {
			t.noFigure(c)
			return
		}
		t.goHome()
	case understand.Back:
		if c != nil && t.s.Phase != Idle {
			t.settle()
			t.card(c)
			return
		}
		if t.s.Pillar != "" && t.hasDossier() {
			t.settle()
			t.s.Criterion = ""
			t.pillar(t.s.Pillar, 0)
			return
		}
		t.goHome()
	default:
		t.goHome()
	}
}

// replyFigures answers with figures of the whole dossier.
func (t *turn) replyFigures(r understand.Reading) bool {
	if r.Intent == understand.Progress && t.mayDecide() {
		t.dispatch(Action{Flow: flowAdmin, Verb: "progress"})
		return false
	}
	if r.Intent == understand.Due && len(r.Criteria) == 0 {
		t.due()
		return true
	}
	if !t.hasDossier() {
		return false
	}
	if len(r.Criteria) == 1 && r.Intent != understand.Waiting {
		return t.replyCriterion(r) // about one criterion its card says it all
	}
	switch r.Intent {
	case understand.Missing:
		if r.Pillar != "" {
			t.settle()
			t.pillar(r.Pillar, 0)
			return false
		}
		t.missingList(0)
	case understand.PillarPoints:
		if r.Pillar != "" {
			t.pillarScore(r.Pillar)
		} else {
			t.score()
		}
	case understand.Waiting:
		if c := t.meant(r); c != nil && len(r.Criteria) > 0 {
			args := t.criterionArgs(c)
			t.say("missing.whose", args, row(t.button("card.to_card", args, flowCard, "open", c.ID)))
		} else {
			t.waiting()
		}
	case understand.ReviewStatus:
		t.reviewStatus()
	default:
		t.score()
	}
	return true
}

// reviewStatus says how far verification has come.
func (t *turn) reviewStatus() {
	report := t.report()
	args := t.progressArgs(report)
	var returned []texts.Args
	var rows [][]Button
	for _, r := range report.Lines {
		if r.State == scoring.StateReturned {
			returned = append(returned, texts.Args{"Title": t.titleOf(r.Criterion), "Reason": shorten(t.item(r.Criterion).Verdict.Reason, 120)})
			rows = append(rows, row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(r.Criterion)}, flowCard, "open", r.Criterion.ID)))
		}
	}
	args["Returned"] = returned
	t.show("score.review", args, append(rows, t.homeRow())...)
}

// meant is the criterion that a line names; several are asked about by who
// calls; none named means the one that is open.
func (t *turn) meant(r understand.Reading) *scoring.Criterion {
	if len(r.Criteria) > 0 {
		return t.w.Edition.Criterion(r.Criteria[0])
	}
	return t.w.Edition.Criterion(t.s.Criterion)
}

// replyCriterion answers what is about one criterion.
func (t *turn) replyCriterion(r understand.Reading) bool {
	if !t.hasDossier() {
		return false
	}
	if r.Pillar != "" && len(r.Criteria) == 0 {
		t.settle()
		t.pillar(r.Pillar, 0)
		return false
	}
	if len(r.Criteria) > 1 {
		t.whichOf("common.which", r.Criteria)
		return false
	}
	c := t.meant(r)
	if c == nil {
		t.say("common.which_criterion", nil, row(t.button("menu.pillars", nil, flowWalk, "pillars", "")), t.homeRow())
		return true
	}
	switch r.Intent {
	case understand.ChangeAnswer:
		t.dispatch(Action{Flow: flowAnswer, Verb: "begin", Target: c.ID})
	case understand.WithdrawFile:
		t.evidenceList(c, 0)
	case understand.NoFigureYet:
		t.dispatch(Action{Flow: flowAnswer, Verb: "later", Target: c.ID})
	case understand.NotApplicable:
		t.dispatch(Action{Flow: flowNA, Verb: "begin", Target: c.ID})
	case understand.CriterionInfo, understand.Score, understand.Missing, understand.Due, understand.ReviewStatus:
		if t.s.Phase != Idle && t.s.Criterion != c.ID {
			t.info(c)
			return true
		}
		t.settle()
		t.card(c)
	default:
		t.settle()
		t.card(c)
	}
	return false
}

// info says what a criterion wants without leaving what is open.
func (t *turn) info(c *scoring.Criterion) {
	args := t.cardArgs(c, *t.report().Line(c.ID))
	t.say("card.card", args, row(t.button("card.to_card", args, flowCard, "open", c.ID)))
}

// unclear offers the three likeliest meanings.
func (t *turn) unclear(r understand.Reading) {
	var rows [][]Button
	for _, id := range r.Criteria {
		if c := t.w.Edition.Criterion(id); c != nil && len(rows) < 3 {
			rows = append(rows, row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flowCard, "open", c.ID)))
		}
	}
	for _, intent := range r.Alternatives {
		if b, ok := t.intentButton(intent); ok && len(rows) < 3 {
			rows = append(rows, row(b))
		}
	}
	if len(rows) == 0 {
		rows = append(rows, row(t.button("menu.help", nil, flowMenu, "help", "")))
	}
	t.say("common.unclear", texts.Args{"Typed": shorten(t.e.Text, 60)}, append(rows, t.homeRow())...)
}

// intentButton is the button that does what an intent means.
func (t *turn) intentButton(intent understand.Intent) (Button, bool) {
	switch intent {
	case understand.Missing:
		return t.button("menu.missing", nil, flowMissing, "list", "0"), true
	case understand.Score, understand.ReviewStatus:
		return t.button("menu.score", nil, flowScore, "total", ""), true
	case understand.Due:
		return t.button("menu.due", nil, flowDue, "list", ""), true
	case understand.PillarPoints, understand.OpenPillar, understand.OpenCriterion, understand.CriterionInfo:
		return t.button("menu.pillars", nil, flowWalk, "pillars", ""), true
	case understand.Next, understand.Skip:
		return t.button("walk.next", nil, flowWalk, "next", ""), true
	case understand.Waiting:
		return t.button("menu.waiting", nil, flowMissing, "waiting", ""), true
	case understand.Profile:
		return t.button("menu.profile", nil, flowProfile, "list", ""), true
	case understand.FileHelp:
		return t.button("menu.file_help", nil, flowMenu, "files", ""), true
	case understand.Person:
		return t.button("menu.person", nil, flowMenu, "person", ""), true
	case understand.Reminder:
		return t.button("remind.wishes", nil, flowReminder, "wishes", ""), t.mayWish()
	case understand.Help:
		return t.button("menu.help", nil, flowMenu, "help", ""), true
	default:
		return Button{}, false // what changes something is not offered on a guess
	}
}
