// Package directory is who takes part: departments, invitations and roles, as
// the fold of the stream "directory".
//
// It knows persons by their random ids only; names, phone numbers and channel
// ids live in the erasable record of people, which it must not see.
package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"sort"
	"time"

	"minhchung/scoring"
)

// Stream is the name of the stream that a Directory is the fold of.
const Stream = "directory"

// Role is what a person may do.
type Role string

// The roles. A contact files for one department, a leader reads what it
// filed, a verifier reads all and decides requests, or only supplies the
// figures of named owners. Admins are named in the configuration, not invited.
const (
	Contact  Role = "contact"
	Leader   Role = "leader"
	Verifier Role = "verifier"
)

// Roles lists the roles that can be invited, in the order they are shown.
func Roles() []Role { return []Role{Contact, Leader, Verifier} }

// Department is a Sở, ban or ngành. ID is a short word: "so-y-te".
type Department struct {
	ID   string
	Name string
}

// Invitation is a way in for one person, department and role, once.
type Invitation struct {
	Hash       string // of the token; the token itself is nowhere kept
	Department string // "" for verifiers
	Role       Role
	Owners     []string // of verifiers: see Grant
	Person     string
	Expires    time.Time
	Used       bool
	Revoked    bool
	By         string
}

// Grant is one role of one person.
type Grant struct {
	Person     string
	Department string // "" for verifiers
	Role       Role
	Owners     []string // of verifiers: whose figures alone they supply, as roles of the edition; none for all criteria
	Since      time.Time
}

// Directory is the fold of the stream.
type Directory struct {
	Seq           int64
	departments   map[string]Department
	invitations   map[string]*Invitation
	grants        []Grant
	ofPerson      map[string][]Grant // the same; every step asks for some
	noticeRead    map[string]bool    // by person
	adminsRevoked map[string]bool    // by person
	reminders     map[string]Reminders
}

// New gives an empty directory.
func New() *Directory {
	return &Directory{
		departments:   map[string]Department{},
		invitations:   map[string]*Invitation{},
		ofPerson:      map[string][]Grant{},
		noticeRead:    map[string]bool{},
		adminsRevoked: map[string]bool{},
		reminders:     map[string]Reminders{},
	}
}

// Department finds a department by its id.
func (d *Directory) Department(id string) (Department, bool) {
	dep, ok := d.departments[id]
	return dep, ok
}

// Departments lists all departments by name.
func (d *Directory) Departments() []Department {
	all := make([]Department, 0, len(d.departments))
	for _, dep := range d.departments {
		all = append(all, dep)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name < all[j].Name })
	return all
}

// DepartmentIDs lists the ids of all departments, by name.
func (d *Directory) DepartmentIDs() []string {
	var ids []string
	for _, dep := range d.Departments() {
		ids = append(ids, dep.ID)
	}
	return ids
}

// Hash is how a token is kept.
func Hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Invitation finds the invitation of a token if it can still be used at the
// given moment.
func (d *Directory) Invitation(token string, now time.Time) (Invitation, bool) {
	inv, ok := d.invitations[Hash(token)]
	if !ok || inv.Used || inv.Revoked || !now.Before(inv.Expires) {
		return Invitation{}, false
	}
	return *inv, true
}

// UsedBy finds the person who came in by this token already.
func (d *Directory) UsedBy(token string) (person string, ok bool) {
	inv, known := d.invitations[Hash(token)]
	if !known || !inv.Used {
		return "", false
	}
	return inv.Person, true
}

// OpenInvitations lists what can still be used, soonest to expire first.
func (d *Directory) OpenInvitations(now time.Time) []Invitation {
	var open []Invitation
	for _, inv := range d.invitations {
		if !inv.Used && !inv.Revoked && now.Before(inv.Expires) {
			open = append(open, *inv)
		}
	}
	sort.Slice(open, func(i, j int) bool {
		if !open[i].Expires.Equal(open[j].Expires) {
			return open[i].Expires.Before(open[j].Expires)
		}
		return open[i].Hash < open[j].Hash
	})
	return open
}

// Expected lists the persons who have the role in the department, or were
// invited to it and have not come in: each once, roles first.
func (d *Directory) Expected(department string, role Role) []string {
	var persons []string
	add := func(person string) {
		if !slices.Contains(persons, person) {
			persons = append(persons, person)
		}
	}
	for _, g := range d.InDepartment(department, role) {
		add(g.Person)
	}
	var invited []string
	for _, inv := range d.invitations {
		if !inv.Used && !inv.Revoked && inv.Department == department && inv.Role == role {
			invited = append(invited, inv.Person)
		}
	}
	slices.Sort(invited)
	for _, person := range invited {
		add(person)
	}
	return persons
}

// Grants lists the roles of everyone, in the order they were granted.
func (d *Directory) Grants() []Grant { return append([]Grant(nil), d.grants...) }

// GrantsOf lists one person's roles. It is not to be changed.
func (d *Directory) GrantsOf(person string) []Grant { return d.ofPerson[person] }

// InDepartment lists who has the role in the department.
func (d *Directory) InDepartment(department string, role Role) []Grant {
	var there []Grant
	for _, g := range d.grants {
		if g.Department == department && g.Role == role {
			there = append(there, g)
		}
	}
	return there
}

// NoticeRead says whether the person has confirmed the notice about
// classified papers.
func (d *Directory) NoticeRead(person string) bool { return d.noticeRead[person] }

// AdminRevoked says whether the person was an admin and is no more, whatever
// the configuration says.
func (d *Directory) AdminRevoked(person string) bool { return d.adminsRevoked[person] }

// Clone gives a copy that can be applied to without touching d.
func (d *Directory) Clone() *Directory {
	c := New()
	c.Seq = d.Seq
	for k, v := range d.departments {
		c.departments[k] = v
	}
	for k, v := range d.invitations {
		inv := *v
		c.invitations[k] = &inv
	}
	c.grants = append([]Grant(nil), d.grants...)
	c.ofPerson = maps.Clone(d.ofPerson)
	for k := range d.noticeRead {
		c.noticeRead[k] = true
	}
	for k := range d.adminsRevoked {
		c.adminsRevoked[k] = true
	}
	c.reminders = maps.Clone(d.reminders)
	return c
}

// Apply folds the entries of one document into d.
func (d *Directory) Apply(s scoring.Stamp, entries ...scoring.Entry) error {
	for _, e := range entries {
		if err := d.apply(s, e); err != nil {
			return err
		}
	}
	d.Seq = s.Seq
	return nil
}
