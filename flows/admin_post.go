package flows

import (
	"encoding/hex"
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// maxPost is how long a text to all contacts may be, in characters.
const maxPost = 1000

// beginPost asks for a text to all contacts.
func (t *turn) beginPost() {
	recipients, _, _ := t.recipients()
	if len(recipients) == 0 {
		t.say("admin.post_nobody", nil, t.toOffice())
		return
	}
	t.open(askPost, Prompt{})
	t.askPost()
}

// recipients are the contacts of all departments who have come in, each once;
// how many departments they are of, and how many contacts are still to come.
func (t *turn) recipients() (persons []string, departments, away int) {
	for _, dep := range t.w.Directory.Departments() {
		came := t.reachable(dep.ID)
		if len(came) > 0 {
			departments++
		}
		away += len(t.w.Directory.InDepartment(dep.ID, directory.Contact)) - len(came)
		for _, person := range came {
			if !slices.Contains(persons, person) {
				persons = append(persons, person)
			}
		}
	}
	return persons, departments, away
}

// askPost asks for the text, or, once it is typed, shows it as it will be read.
func (t *turn) askPost() {
	if t.s.Admin.Text == "" {
		t.show("admin.ask_post", texts.Args{"Max": maxPost}, t.toOffice())
		return
	}
	persons, departments, away := t.recipients()
	args := texts.Args{"N": len(persons), "Departments": departments, "Away": away}
	t.do(Say{Message{Text: t.post(), NoPreview: true}})
	t.say("admin.post_sure", args,
		row(t.answer("admin.post_send", args, flowAdmin, "send", ""), t.answer("admin.post_again", nil, flowAdmin, "rewrite", "")),
		t.toOffice())
}

// post is the text as the contacts read it.
func (t *turn) post() string {
	return t.text("admin.post_message", texts.Args{"Owner": t.w.Config.Owner, "Text": t.s.Admin.Text})
}

func (t *turn) typedPost() {
	text := strings.TrimSpace(t.e.Text)
	if n := len([]rune(text)); n > maxPost {
		t.say("admin.post_too_long", texts.Args{"Max": maxPost, "N": n}, t.toOffice())
		return
	}
	t.s.Admin.Text = text
	t.open(askPost, Prompt{})
	t.askPost()
}

func (t *turn) answeredPost(a Action) {
	switch {
	case a.Verb == "rewrite":
		t.s.Admin.Text = ""
		t.beginPost()
	case a.Verb == "send" && t.s.Admin.Text != "":
		t.sendPost()
	default:
		t.staleButton()
	}
}

// sendPost records the announcement; the bot sends it to those it names.
func (t *turn) sendPost() {
	persons, _, _ := t.recipients()
	id := hex.EncodeToString(t.e.Nonce[:8])
	t.do(Append{
		Stream: AnnouncementStream(id), By: t.w.Me.Person.ID,
		Entries: []scoring.Entry{Announced{Text: t.post(), Recipients: persons}},
	})
	t.settle()
	t.show("admin.post_sent", texts.Args{"N": len(persons)}, t.toOffice())
}
