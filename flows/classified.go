package flows

import (
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowSecret is what happens to files with a mark of secrecy: they are shut
// away at once, never shown or passed on, and an admin can purge them.
const flowSecret Flow = "secret"

// quarantine shuts a file away, and tells the person and the admins what to do.
// Its name is not repeated: that too may be secret.
func (t *turn) quarantine(found *Found, id string) {
	t.file(scoring.EvidenceQuarantined{ID: id, Blob: found.Blob, Level: string(found.Classified)})
	args := texts.Args{
		"Level": t.label("secret."+string(found.Classified), nil), "Code": id, "Owner": t.w.Config.Owner,
		"Helpdesk": t.w.Config.Helpdesk, "Department": t.departmentName(t.department()),
		"Who": t.w.Me.Person.Name, "At": dayTime(t.e.At),
	}
	t.say("secret.told", args, t.homeRow())
	t.do(Tell{Person: AllAdmins, Message: Message{
		Text:    t.text("secret.admins", args),
		Buttons: [][]Button{row(t.button("secret.purge", nil, flowSecret, "purge", t.department()+"/"+id))},
	}})
}

func (t *turn) pressedSecret(a Action) {
	if !t.w.Me.Admin {
		t.readOnly()
		return
	}
	department, id, _ := strings.Cut(a.Target, "/")
	if _, known := t.w.Directory.Department(department); !known || a.Verb != "purge" {
		t.staleButton()
		return
	}
	d, loaded := t.w.Dossiers[department]
	if !loaded {
		t.do(Need{Departments: []string{department}})
		return
	}
	for _, q := range d.Quarantine {
		if q.ID == id {
			t.record(department, scoring.EvidencePurged{ID: id})
			t.do(Purge{Blob: q.Blob})
			t.say("secret.purged", texts.Args{"Code": id}, t.homeRow())
			return
		}
	}
	t.say("secret.gone", texts.Args{"Code": id}, t.homeRow())
}
