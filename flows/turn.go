package flows

import (
	"fmt"
	"slices"
	"strconv"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// turn is one step in the making: what it reads, and what it has decided so
// far. Every flow is a file of methods on it.
type turn struct {
	w       World
	s       Session
	e       Event
	lang    string
	effects []Effect
	anew    bool  // menus come as messages of their own: what was pressed is to stay readable
	err     error // the first mistake of the program; the step fails with it

	shut *shut // what the step would have filed is closed; nothing of the step happens
	late bool  // something that it files comes after the closing

	scored   *scoring.Report // see report
	scoredOf *scoring.Dossier
}

func newTurn(w World, s Session, e Event) *turn {
	s.Turn++
	s.Import = s.Import.clone()
	t := &turn{w: w, s: s, e: e, lang: language(w, e)}
	if t.s.Phase == "" {
		t.s.Phase = Outside
	}
	return t
}

// language is the one that the person chose, else the app's, else the first.
func language(w World, e Event) string {
	for _, wanted := range []string{w.Me.Person.Language, e.Language} {
		for _, lang := range texts.Languages() {
			if wanted == lang {
				return lang
			}
		}
	}
	return texts.Languages()[0]
}

func (t *turn) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *turn) do(e Effect) { t.effects = append(t.effects, e) }

// move changes the phase; a way that the table does not have fails the step.
func (t *turn) move(m Move) {
	to, err := move(t.s.Phase, m)
	if err != nil {
		t.fail(err)
		return
	}
	t.s.Phase = to
}

// text gives a message's text as HTML.
func (t *turn) text(key string, args texts.Args) string {
	said, err := t.w.Texts.Message(t.lang, key, args)
	if err != nil {
		t.fail(err)
	}
	return said
}

// label gives a text where no HTML belongs: on a button.
func (t *turn) label(key string, args texts.Args) string {
	said, err := t.w.Texts.Label(t.lang, key, args)
	if err != nil {
		t.fail(err)
	}
	return said
}

// say sends a new message.
func (t *turn) say(key string, args texts.Args, rows ...[]Button) {
	t.do(Say{Message{Text: t.text(key, args), Buttons: rows, NoPreview: true}})
}

// show sends a menu: in place of the one whose button was pressed, or anew.
func (t *turn) show(key string, args texts.Args, rows ...[]Button) {
	t.do(Say{Message{Text: t.text(key, args), Buttons: rows, NoPreview: true, Edit: !t.anew}})
}

func (t *turn) toast(key string, args texts.Args) {
	t.do(Toast{Text: t.label(key, args)})
}

// button makes an open button: it never expires.
func (t *turn) button(key string, args texts.Args, flow Flow, verb, target string) Button {
	return Button{Label: t.label(key, args), Action: Action{Flow: flow, Verb: verb, Target: target}}
}

// answer makes a button that answers the open prompt.
func (t *turn) answer(key string, args texts.Args, flow Flow, verb, target string) Button {
	b := t.button(key, args, flow, verb, target)
	b.Action.Token = t.s.Prompt.Token
	return b
}

func row(buttons ...Button) []Button { return buttons }

// grid lays buttons out in rows of n.
func grid(n int, buttons []Button) [][]Button {
	var rows [][]Button
	for len(buttons) > 0 {
		k := min(n, len(buttons))
		rows = append(rows, buttons[:k])
		buttons = buttons[k:]
	}
	return rows
}

// open starts a prompt: what is asked, and the token of its answer buttons.
func (t *turn) open(m Move, p Prompt) {
	p.Token = strconv.FormatInt(int64(t.s.Turn), 36)
	t.s.Prompt = p
	t.move(m)
}

// settle ends whatever was asked.
func (t *turn) settle() {
	t.s.Prompt = Prompt{}
	t.s.Admin, t.s.Post, t.s.Import = Draft{}, Post{}, nil
	t.move(rest)
}

// department is the one that the person works for now.
func (t *turn) department() string {
	grants := t.w.Directory.GrantsOf(t.w.Me.Person.ID)
	for _, g := range grants {
		if g.Department == t.s.Department && g.Department != "" {
			return g.Department
		}
	}
	for _, g := range grants {
		if g.Department != "" {
			return g.Department
		}
	}
	return ""
}

// has says whether the person has the role: for the department of now, or, a
// verifier, for all.
func (t *turn) has(role directory.Role) bool {
	for _, g := range t.w.Directory.GrantsOf(t.w.Me.Person.ID) {
		if g.Role == role && (g.Department == "" || g.Department == t.department()) {
			return true
		}
	}
	return false
}

func (t *turn) mayFile() bool { return t.has(directory.Contact) }

// mayDecide is the right of admins and of verifiers for all criteria; who is
// one for named owners only supplies their figures.
func (t *turn) mayDecide() bool {
	owners, verifies := t.verifiesFor()
	return t.w.Me.Admin || verifies && len(owners) == 0
}

// dossier is that of the person's department; an empty one for who has none.
// That of a department which this very step has brought is asked for.
func (t *turn) dossier() *scoring.Dossier {
	department := t.department()
	if d, ok := t.w.Dossiers[department]; ok {
		return d
	}
	if department != "" {
		t.do(Need{Departments: []string{department}})
	}
	return scoring.NewDossier(department)
}

// item is what the dossier holds under a criterion; never nil.
func (t *turn) item(c *scoring.Criterion) *scoring.Item {
	if item, ok := t.dossier().Items[c.ID]; ok {
		return item
	}
	return &scoring.Item{}
}

// file appends entries to the dossier of the person's department and applies
// them to what this step goes on to read.
func (t *turn) file(entries ...scoring.Entry) {
	t.lookClosed(entries)
	t.record(t.department(), entries...)
}

func (t *turn) record(department string, entries ...scoring.Entry) {
	old, ok := t.w.Dossiers[department]
	if !ok {
		old = scoring.NewDossier(department)
	}
	seq := t.toAppend(DossierStream(t.w.Edition, department), old.Seq, entries)
	fresh := old.Clone()
	stamp := scoring.Stamp{Seq: seq, At: t.e.At, By: t.w.Me.Person.ID}
	if err := fresh.Apply(stamp, entries...); err != nil {
		t.fail(fmt.Errorf("apply what is being recorded: %w", err))
		return
	}
	all := map[string]*scoring.Dossier{}
	for id, d := range t.w.Dossiers {
		all[id] = d
	}
	all[department] = fresh
	t.w.Dossiers = all
}

// toAppend adds entries to the one document that a step may append, and gives
// its number.
func (t *turn) toAppend(stream string, after int64, entries []scoring.Entry) (seq int64) {
	for i, effect := range t.effects {
		if earlier, ok := effect.(Append); ok && earlier.Stream == stream {
			earlier.Entries = slices.Concat(earlier.Entries, entries)
			t.effects[i] = earlier
			return earlier.After + 1
		}
	}
	t.do(Append{Stream: stream, After: after, By: t.w.Me.Person.ID, Entries: entries})
	return after + 1
}

// report scores the department's dossier as it stands in this step: once, until
// the step files something. It is not to be changed.
func (t *turn) report() *scoring.Report {
	if d := t.dossier(); t.scored == nil || t.scoredOf != d {
		report := scoring.Score(t.w.Edition, t.w.Settings, d)
		t.scored, t.scoredOf = &report, d
	}
	return t.scored
}

func (t *turn) departmentName(id string) string {
	if dep, ok := t.w.Directory.Department(id); ok {
		return dep.Name
	}
	return id
}

// personName is how a person is called; who was erased has none any more.
func (t *turn) personName(id string) string {
	if p, ok := t.w.People[id]; ok && p.Name != "" {
		return p.Name
	}
	return t.label("common.somebody", nil)
}
