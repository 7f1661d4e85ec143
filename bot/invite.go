package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// Invite is an invitation to make. Name and Phone may be empty: the person is
// asked for the name, and a phone number that is not known is not compared.
type Invite struct {
	Department string         `json:"department"` // "" for a verifier
	Role       directory.Role `json:"role"`
	Owners     []string       `json:"owners,omitempty"` // of a verifier who only supplies their figures: roles of the edition
	Name       string         `json:"name"`
	Phone      string         `json:"phone"`
}

// Invited is an invitation. Its token is nowhere kept: this is the only time
// that it is seen.
type Invited struct {
	Token   string    `json:"token"`
	Person  string    `json:"person"` // the id of whom it is for
	Link    string    `json:"link"`   // "" when the bot's name is not known
	Line    string    `json:"line"`   // to be pasted to the bot when the link breaks
	Expires time.Time `json:"expires"`
}

// Invite lets a person in. An *OfficeError says what is wrong with the
// invitation.
func (o *Office) Invite(ctx context.Context, in Invite) (Invited, error) {
	if !slices.Contains(directory.Roles(), in.Role) {
		return Invited{}, &OfficeError{UnknownRole, string(in.Role)}
	}
	if len(in.Owners) > 0 && in.Role != directory.Verifier {
		return Invited{}, &OfficeError{OwnersOfOthers, string(in.Role)}
	}
	phone, ok := parsePhone(in.Phone)
	if !ok {
		return Invited{}, &OfficeError{BadPhone, in.Phone}
	}
	in.Name, in.Phone = cleanLine(in.Name), phone
	f, err := o.directory.read(ctx)
	if err != nil {
		return Invited{}, err
	}
	if _, ok := f.value.Department(in.Department); !ok && !(in.Role == directory.Verifier && in.Department == "") {
		return Invited{}, &OfficeError{UnknownDepartment, in.Department}
	}
	person, _, err := o.enlist(ctx, f.value, in)
	if err != nil {
		return Invited{}, err
	}
	token := randomID()
	made := directory.InvitationMade{
		Hash: directory.Hash(token), Department: in.Department, Role: in.Role, Owners: in.Owners, Person: person.ID,
		Expires: flows.InvitationExpires(o.clock.Now(), o.config.WorkingDay),
	}
	err = o.amend(ctx, func(d *directory.Directory) ([]scoring.Entry, error) {
		return append(o.earlier(d, made), made), nil
	})
	if err != nil {
		return Invited{}, err
	}
	return Invited{
		Token: token, Person: person.ID, Expires: made.Expires,
		Link: flows.InvitationLink(o.config.BotName, token), Line: flows.InvitationLine(token),
	}, nil
}

// earlier revokes the open invitations of the same person to the same role:
// only the newest works.
func (o *Office) earlier(d *directory.Directory, made directory.InvitationMade) []scoring.Entry {
	var entries []scoring.Entry
	for _, inv := range d.OpenInvitations(o.clock.Now()) {
		if inv.Person == made.Person && inv.Department == made.Department && inv.Role == made.Role {
			entries = append(entries, directory.InvitationRevoked{Hash: inv.Hash})
		}
	}
	return entries
}

// enlist finds the person by the phone number, or by the name among those whom
// the department expects in the role; else it makes a new record.
func (o *Office) enlist(ctx context.Context, d *directory.Directory, in Invite) (flows.Person, change, error) {
	o.people.forget()
	everyone, err := o.people.all(ctx)
	if err != nil {
		return flows.Person{}, unchanged, err
	}
	known, ok := findPerson(everyone, d, in)
	if !ok {
		person := flows.Person{ID: "p" + randomID(), Name: in.Name, Phone: in.Phone}
		return person, added, o.people.put(ctx, person)
	}
	better := known
	if in.Name != "" {
		better.Name = in.Name
	}
	if in.Phone != "" {
		better.Phone = in.Phone
	}
	if better == known {
		return known, unchanged, nil
	}
	return better, changed, o.people.put(ctx, better)
}

func findPerson(everyone *crowd, d *directory.Directory, in Invite) (flows.Person, bool) {
	for _, person := range everyone.byID {
		if in.Phone != "" && person.Phone == in.Phone {
			return person, true
		}
	}
	for _, id := range d.Expected(in.Department, in.Role) {
		person, ok := everyone.byID[id]
		if ok && in.Name != "" && person.Name == in.Name && (in.Phone == "" || person.Phone == "") {
			return person, true
		}
	}
	return flows.Person{}, false
}

// parsePhone is flows.ParsePhone for a number that may be left out.
func parsePhone(text string) (digits string, ok bool) {
	if strings.TrimSpace(text) == "" {
		return "", true
	}
	return flows.ParsePhone(text)
}

// cleanLine brings a typed line into the one form that is compared.
func cleanLine(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
