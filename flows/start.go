package flows

import (
	"regexp"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowStart is the way in: an invitation, who one is, the phone number, the
// notice about classified papers.
const flowStart Flow = "start"

// tokenPattern finds an invitation's token: 128 bits in URL-safe Base64, in a
// /start line or in a deep link that was pasted as text.
var tokenPattern = regexp.MustCompile(`(?:^\s*/start(?:@\w+)?\s+|[?&]start=)([A-Za-z0-9_-]{16,64})`)

func startToken(e Event) (string, bool) {
	if e.Kind != EventText {
		return "", false
	}
	found := tokenPattern.FindStringSubmatch(e.Text)
	if found == nil {
		return "", false
	}
	return found[1], true
}

func ownerArgs(w World) texts.Args { return texts.Args{"Owner": w.Config.Owner} }

// present takes an invitation and asks whether it found the right person.
func (t *turn) present(token string) {
	if person, used := t.w.Directory.UsedBy(token); used && person == t.w.Me.Person.ID {
		t.settleIn() // the same link once more: they are in already
		return
	}
	inv, ok := t.w.Directory.Invitation(token, t.w.Now)
	if !ok {
		t.say("start.expired", ownerArgs(t.w))
		return
	}
	if t.s.Phase == Noticing {
		t.move(enter)
	}
	t.s.Invitation = token
	t.open(presentInvitation, Prompt{})
	t.confirm(inv)
}

// confirm asks whether the invitation found the right person.
func (t *turn) confirm(inv directory.Invitation) {
	t.say("start.confirm", t.invitationArgs(inv),
		row(t.answer("start.yes", nil, flowStart, "yes", ""), t.answer("start.no", nil, flowStart, "no", "")))
}

func (t *turn) invitationArgs(inv directory.Invitation) texts.Args {
	return texts.Args{
		"Name":       t.w.People[inv.Person].Name,
		"Role":       t.roleLabel(inv.Role, inv.Owners),
		"Department": t.departmentName(inv.Department),
	}
}

// getIn goes on with whoever presented an invitation.
func (t *turn) getIn() {
	inv, ok := t.w.Directory.Invitation(t.s.Invitation, t.w.Now)
	if !ok {
		t.turnAway("start.expired")
		return
	}
	switch t.s.Phase {
	case Confirming:
		t.confirmed(inv)
	case Naming:
		t.named(inv)
	default: // Phoning: handle sends no others here
		t.phoned(inv)
	}
}

func (t *turn) turnAway(key string) {
	t.s = Session{Phase: t.s.Phase, Turn: t.s.Turn}
	t.move(leave)
	t.do(Say{Message{Text: t.text(key, ownerArgs(t.w)), DropKeys: true}})
}

func (t *turn) confirmed(inv directory.Invitation) {
	action, pressed := ParseAction(t.e.Data)
	yes := pressed && action.Flow == flowStart && action.Verb == "yes"
	no := pressed && action.Flow == flowStart && action.Verb == "no"
	if t.e.Kind == EventText {
		yes, no = t.saysYes(), t.saysNo()
	}
	switch {
	case no:
		t.turnAway("start.not_me")
	case !yes:
		t.confirm(inv)
	case t.w.Me.Person.Name != "": // in already: another role
		t.identified(inv, t.w.Me.Person.Name)
	case t.w.People[inv.Person].Name == "":
		t.open(askName, Prompt{})
		t.say("start.ask_name", nil)
	default:
		t.identified(inv, t.w.People[inv.Person].Name)
	}
}

// maxName is how long a name may be, in characters.
const maxName = 80

func (t *turn) named(inv directory.Invitation) {
	name := strings.Join(strings.Fields(t.e.Text), " ")
	if t.e.Kind != EventText || len([]rune(name)) < 2 || len([]rune(name)) > maxName || strings.HasPrefix(name, "/") {
		t.say("start.ask_name", nil)
		return
	}
	t.identified(inv, name)
}

// identified goes on once it is known who the person says to be: where the
// directory holds a phone number, it must be theirs.
func (t *turn) identified(inv directory.Invitation, name string) {
	if t.w.People[inv.Person].Phone == "" {
		t.admit(inv, name)
		return
	}
	t.open(askPhone, Prompt{Ask: name})
	t.askPhone()
}

func (t *turn) askPhone() {
	t.do(Say{Message{Text: t.text("start.ask_phone", nil), AskPhone: t.label("start.share_phone", nil)}})
}

func (t *turn) phoned(inv directory.Invitation) {
	switch {
	case t.e.Kind == EventText && t.saysNo():
		t.turnAway("start.not_me")
	case t.e.Kind != EventPhone || !t.e.OwnPhone:
		t.askPhone()
	case t.e.Phone != t.w.People[inv.Person].Phone:
		t.turnAway("start.other_phone")
	default:
		t.admit(inv, t.s.Prompt.Ask)
	}
}

// admit uses the invitation up and lets the person in.
func (t *turn) admit(inv directory.Invitation, name string) {
	person := t.w.People[inv.Person]
	person.ID = inv.Person
	if mine := t.w.Me.Person; mine.ID != "" { // somebody who is in already takes on another role
		if person.Phone != "" {
			mine.Phone = person.Phone
		}
		person = mine
	}
	person.Name, person.Chat = name, t.e.Chat
	if person.Language == "" {
		person.Language = t.lang
	}
	t.do(Know{person})
	t.amendDirectory(person.ID, t.seated(inv, person.ID)...)
	t.w.Me.Person = person
	t.s = Session{Phase: t.s.Phase, Turn: t.s.Turn, Department: inv.Department}
	t.move(admit)
	t.do(Say{Message{Text: t.text("start.welcome", texts.Args{
		"Name": name, "Role": t.roleLabel(inv.Role, inv.Owners), "Department": t.departmentName(inv.Department),
	}), DropKeys: true}})
	t.tellOthers(inv)
	t.settleIn()
}

// seated gives the role to who came in; a record that was made for the same
// person by an import no longer has it.
func (t *turn) seated(inv directory.Invitation, person string) []scoring.Entry {
	entries := []scoring.Entry{directory.RoleGranted{
		Person: person, Department: inv.Department, Role: inv.Role, Owners: inv.Owners, Invitation: inv.Hash,
	}}
	for _, g := range t.w.Directory.GrantsOf(inv.Person) {
		if inv.Person != person && g.Department == inv.Department && g.Role == inv.Role {
			entries = append(entries, directory.RoleRevoked{Person: g.Person, Department: g.Department, Role: g.Role})
		}
	}
	return entries
}

// tellOthers lets the department's other contacts know who came.
func (t *turn) tellOthers(inv directory.Invitation) {
	if inv.Role != directory.Contact {
		return
	}
	for _, g := range t.w.Directory.InDepartment(inv.Department, directory.Contact) {
		if g.Person != t.w.Me.Person.ID {
			t.do(Tell{Person: g.Person, Message: Message{Text: t.text("start.new_colleague", texts.Args{
				"Name": t.w.Me.Person.Name, "Department": t.departmentName(inv.Department),
			})}})
		}
	}
}

// noticeDue says whether the notice about classified papers is still unread.
func (t *turn) noticeDue() bool {
	return !t.w.Directory.NoticeRead(t.w.Me.Person.ID) && len(t.w.Directory.GrantsOf(t.w.Me.Person.ID)) > 0
}

func (t *turn) settleIn() {
	if t.noticeDue() {
		t.askNotice()
		return
	}
	if t.s.Phase == Noticing || t.s.Phase == Outside {
		t.move(enter)
	} else {
		t.settle()
	}
	t.home()
}

func (t *turn) askNotice() {
	t.say("start.notice", nil, row(t.button("start.understood", nil, flowStart, "notice", "")))
}

// notice waits until the notice is confirmed; nothing else goes before it.
func (t *turn) notice() {
	action, pressed := ParseAction(t.e.Data)
	if pressed && action.Flow == flowStart && action.Verb == "notice" || t.e.Kind == EventText && t.saysYes() {
		t.amendDirectory(t.w.Me.Person.ID, directory.NoticeConfirmed{Person: t.w.Me.Person.ID})
		t.anew = true
		t.settleIn()
		return
	}
	if t.e.Kind == EventUpload {
		t.say("start.file_before_notice", nil)
	}
	t.askNotice()
}

// amendDirectory appends to the directory and applies it to what this step
// goes on to read.
func (t *turn) amendDirectory(by string, entries ...scoring.Entry) {
	old := t.w.Directory
	t.do(Append{Stream: directory.Stream, After: old.Seq, By: by, Entries: entries})
	fresh := old.Clone()
	if err := fresh.Apply(scoring.Stamp{Seq: old.Seq + 1, At: t.e.At, By: by}, entries...); err != nil {
		t.fail(err)
		return
	}
	t.w.Directory = fresh
}
