package flows

import (
	"slices"
	"strconv"

	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowFigures is other people's figures: a verifier takes in the file that a
// system exports, and departments ask about what stands in it.
const flowFigures Flow = "fig"

// verifiesFor says whether the person is a verifier, and whose figures alone
// they supply: no owners mean all criteria.
func (t *turn) verifiesFor() (owners []string, verifies bool) {
	for _, g := range t.w.Directory.GrantsOf(t.w.Me.Person.ID) {
		if g.Role == directory.Verifier && len(g.Owners) == 0 {
			return nil, true
		}
		if g.Role == directory.Verifier {
			owners, verifies = append(owners, g.Owners...), true
		}
	}
	return owners, verifies
}

// allowed is whose figures the person may supply; ok is false for nobody's.
func (t *turn) allowed() (allowed figures.Allowed, ok bool) {
	if t.w.Me.Admin {
		return figures.Allowed{}, true
	}
	owners, verifies := t.verifiesFor()
	return figures.Allowed{Owners: owners}, verifies
}

func (t *turn) mayImport() bool {
	_, ok := t.allowed()
	return ok
}

// maySupply says whether all these slots are among whose figures the person
// may supply.
func (t *turn) maySupply(refs ...scoring.SlotRef) bool {
	allowed, ok := t.allowed()
	return ok && !slices.ContainsFunc(refs, func(ref scoring.SlotRef) bool { return !allowed.MaySlot(t.w.Edition, ref) })
}

// toFigures leads back to the home of figures.
func (t *turn) toFigures() []Button {
	return row(t.button("figures.to_home", nil, flowFigures, "home", ""))
}

func (t *turn) pressedFigures(a Action) {
	page, _ := strconv.Atoi(a.Target) // what is no page is the first one
	switch a.Verb {
	case "ask", "use":
		t.pressedInquiry(a)
		return
	}
	switch {
	case !t.mayImport():
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
	case a.Token != "":
		t.answeredImport(a)
	case a.Verb == "home":
		t.settle()
		t.figuresHome()
	case a.Verb == "imports":
		t.settle()
		t.importList(page)
	case a.Verb == "import":
		t.settle()
		t.importCard(a.Target)
	case a.Verb == "withdraw":
		t.settle()
		t.withdrawImport(a.Target)
	case a.Verb == "asked":
		t.settle()
		t.inquiryList(page)
	case a.Verb == "reply":
		t.settle()
		t.beginReply(a.Target)
	default:
		t.staleButton()
	}
}

// figuresHome says what to send, and what came in before. A file that comes
// now is figures, also from who is a department's contact as well.
func (t *turn) figuresHome() {
	if !t.loadedAll() {
		return
	}
	open := len(t.openInquiries())
	rows := [][]Button{}
	if n := len(t.importsSeen()); n > 0 {
		rows = append(rows, row(t.button("figures.imports", texts.Args{"N": n}, flowFigures, "imports", "0")))
	}
	if open > 0 {
		rows = append(rows, row(t.button("figures.inquiries", texts.Args{"N": open}, flowFigures, "asked", "0")))
	}
	if t.mayDecide() {
		rows = append(rows, t.toOffice())
	} else {
		rows = append(rows, row(t.button("menu.help", nil, flowMenu, "help", "")))
		if t.department() != "" {
			rows = append(rows, t.homeRow())
		}
	}
	t.open(askTable, Prompt{Ask: importFile})
	t.show("figures.home", texts.Args{"Year": t.w.Edition.Year, "Owners": t.ownersInWords(), "Inquiries": open}, rows...)
}

// ownersInWords names whose figures the person supplies; "" for all.
func (t *turn) ownersInWords() string {
	allowed, _ := t.allowed()
	return t.ownerNames(allowed.Owners)
}

func (t *turn) ownerNames(roles []string) string {
	names := ""
	for _, role := range roles {
		if names != "" {
			names += ", "
		}
		names += t.w.Edition.Owner(role).NameIn(t.lang)
	}
	return names
}

// amendFigures appends to the stream of figures and applies it to what this
// step goes on to read. Its dossiers stay as they were: nothing of them is
// said after that.
func (t *turn) amendFigures(entries ...scoring.Entry) {
	old := t.w.Figures
	if old == nil {
		old = scoring.NewFigures()
	}
	seq := t.toAppend(FiguresStream(t.w.Edition), old.Seq, entries)
	fresh := old.Clone()
	if err := fresh.Apply(scoring.Stamp{Seq: seq, At: t.e.At, By: t.w.Me.Person.ID}, entries...); err != nil {
		t.fail(err)
		return
	}
	t.w.Figures = fresh
}

// official is a department's figure in a slot, as others supply it.
func (t *turn) official(department string, ref scoring.SlotRef) (scoring.Figure, bool) {
	figure, ok := t.w.Figures.Of(department)[ref]
	return figure, ok
}
