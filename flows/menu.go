package flows

import (
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
)

// flowMenu is the way around: home, help, language, what a person may do.
const flowMenu Flow = "menu"

// homeRow is the way out that every dead end offers.
func (t *turn) homeRow() []Button {
	return row(t.button("menu.home", nil, flowMenu, "home", ""))
}

// home shows where the person's work stands, and the ways on.
func (t *turn) home() {
	switch {
	case t.has(directory.Contact):
		t.contactHome()
	case t.has(directory.Leader):
		t.leaderHome()
	default:
		t.officeHome()
	}
}

func (t *turn) contactHome() {
	report := t.report()
	rows := [][]Button{}
	if next := t.nextMissing(""); next != nil {
		rows = append(rows, row(t.button("menu.continue", texts.Args{"Criterion": t.titleOf(next)}, flowCard, "open", next.ID)))
	}
	rows = append(rows,
		row(t.button("menu.pillars", nil, flowWalk, "pillars", ""), t.button("menu.missing", nil, flowMissing, "list", "0")),
		row(t.button("menu.score", nil, flowScore, "total", ""), t.button("menu.due", nil, flowDue, "list", "")),
		row(t.button("menu.profile", nil, flowProfile, "list", ""), t.button("menu.help", nil, flowMenu, "help", "")),
	)
	rows = append(rows, t.departmentRows()...)
	rows = append(rows, t.officeRow()...)
	t.show("menu.contact", t.progressArgs(report), rows...)
}

// departmentRows lead to the other departments of who works for several.
func (t *turn) departmentRows() [][]Button {
	var rows [][]Button
	for _, g := range t.w.Directory.GrantsOf(t.w.Me.Person.ID) {
		if g.Department != "" && g.Department != t.department() {
			rows = append(rows, row(t.button("menu.department",
				texts.Args{"Department": t.departmentName(g.Department)}, flowMenu, "department", g.Department)))
		}
	}
	return rows
}

func (t *turn) leaderHome() {
	rows := [][]Button{
		row(t.button("menu.score", nil, flowScore, "total", ""), t.button("menu.missing", nil, flowMissing, "list", "0")),
		row(t.button("menu.pillars", nil, flowWalk, "pillars", ""), t.button("menu.help", nil, flowMenu, "help", "")),
	}
	t.show("menu.leader", t.progressArgs(t.report()), append(rows, t.officeRow()...)...)
}

// officeRow is the way to the admins' and verifiers' menu for who is a
// department's contact as well.
func (t *turn) officeRow() [][]Button {
	if !t.mayDecide() && !t.mayImport() {
		return nil
	}
	return [][]Button{row(t.button("menu.office", nil, flowAdmin, "menu", ""))}
}

// goHome leaves whatever was asked or open, and shows the way on.
func (t *turn) goHome() {
	t.settle()
	t.s.Criterion, t.s.Pillar = "", ""
	t.home()
}

func (t *turn) pressedMenu(a Action) {
	switch a.Verb {
	case "home":
		t.goHome()
	case "help":
		t.settle()
		t.help()
	case "files":
		t.fileHelp()
	case "person":
		t.helpdesk()
	case "language":
		t.speak(a.Target)
	case "department":
		t.s.Department = a.Target // whose it is not, department() does not take
		t.goHome()
	default:
		t.staleButton()
	}
}

func (t *turn) help() {
	t.show("menu.help_text", ownerArgs(t.w),
		row(t.button("menu.file_help", nil, flowMenu, "files", ""), t.button("menu.person", nil, flowMenu, "person", "")),
		row(t.button("menu.other_language", nil, flowMenu, "language", t.otherLanguage()), t.button("menu.home", nil, flowMenu, "home", "")),
	)
}

func (t *turn) fileHelp() {
	t.show("menu.file_help_text", texts.Args{"MaxMB": t.w.Config.MaxFileMB}, t.homeRow())
}

func (t *turn) helpdesk() {
	t.show("menu.person_text", texts.Args{"Owner": t.w.Config.Owner, "Helpdesk": t.w.Config.Helpdesk}, t.homeRow())
}

func (t *turn) otherLanguage() string {
	if t.lang == "vi" {
		return "en"
	}
	return "vi"
}

// speak changes the language that the person is spoken to in.
func (t *turn) speak(lang string) {
	known := false
	for _, l := range texts.Languages() {
		known = known || l == lang
	}
	if !known {
		t.staleButton()
		return
	}
	person := t.w.Me.Person
	if person.ID != "" {
		person.Language = lang
		t.do(Know{person})
		t.w.Me.Person = person
	}
	t.lang = lang
	t.say("menu.language_set", nil)
	t.resume()
}

// commands are the words after a slash, in both languages, and the button
// that does the same.
func commands() map[string]Action {
	return map[string]Action{
		"start": {Flow: flowMenu, Verb: "home"}, "menu": {Flow: flowMenu, Verb: "home"},
		"tiep": {Flow: flowWalk, Verb: "next"}, "next": {Flow: flowWalk, Verb: "next"},
		"phan": {Flow: flowWalk, Verb: "pillars"}, "pillars": {Flow: flowWalk, Verb: "pillars"},
		"thieu": {Flow: flowMissing, Verb: "list", Target: "0"}, "missing": {Flow: flowMissing, Verb: "list", Target: "0"},
		"diem": {Flow: flowScore, Verb: "total"}, "score": {Flow: flowScore, Verb: "total"},
		"han": {Flow: flowDue, Verb: "list"}, "due": {Flow: flowDue, Verb: "list"},
		"nhacviec": {Flow: flowReminder, Verb: "wishes"}, "reminders": {Flow: flowReminder, Verb: "wishes"},
		"thongtin": {Flow: flowProfile, Verb: "list"}, "profile": {Flow: flowProfile, Verb: "list"},
		"trogiup": {Flow: flowMenu, Verb: "help"}, "help": {Flow: flowMenu, Verb: "help"},
		"huy": {Flow: flowMenu, Verb: "home"}, "cancel": {Flow: flowMenu, Verb: "home"},
		"quantri": {Flow: flowAdmin, Verb: "menu"}, "admin": {Flow: flowAdmin, Verb: "menu"},
	}
}

// command does what a line like "/thieu" asks for.
func (t *turn) command() bool {
	if !strings.HasPrefix(t.e.Text, "/") {
		return false
	}
	word := strings.ToLower(strings.TrimPrefix(strings.Fields(t.e.Text + " ")[0], "/"))
	word, _, _ = strings.Cut(word, "@")
	switch word {
	case "ngonngu", "lang", "language":
		t.speak(t.otherLanguage())
		return true
	}
	action, ok := commands()[word]
	if !ok {
		t.say("menu.unknown_command", nil, t.homeRow())
		return true
	}
	t.dispatch(action)
	return true
}
