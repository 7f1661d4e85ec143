package directory

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"minhchung/scoring"
)

// DepartmentSet adds a department or renames it.
type DepartmentSet struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// InvitationMade opens a way in.
type InvitationMade struct {
	Hash       string    `json:"hash"`
	Department string    `json:"department,omitempty"`
	Role       Role      `json:"role"`
	Owners     []string  `json:"owners,omitempty"`
	Person     string    `json:"person"`
	Expires    time.Time `json:"expires"`
}

// InvitationRevoked closes it.
type InvitationRevoked struct {
	Hash string `json:"hash"`
}

// RoleGranted gives a role; Invitation names the one that is used up by it.
type RoleGranted struct {
	Person     string   `json:"person"`
	Department string   `json:"department,omitempty"`
	Role       Role     `json:"role"`
	Owners     []string `json:"owners,omitempty"`
	Invitation string   `json:"invitation,omitempty"`
}

// RoleRevoked takes it back.
type RoleRevoked struct {
	Person     string `json:"person"`
	Department string `json:"department,omitempty"`
	Role       Role   `json:"role"`
}

// NoticeConfirmed records that a person read the notice about classified papers.
type NoticeConfirmed struct {
	Person string `json:"person"`
}

// AdminRevoked takes an admin's rights, whatever the configuration says.
type AdminRevoked struct {
	Person string `json:"person"`
}

// AdminRestored gives them back.
type AdminRestored struct {
	Person string `json:"person"`
}

func (DepartmentSet) Kind() string     { return "department-set" }
func (InvitationMade) Kind() string    { return "invitation-made" }
func (InvitationRevoked) Kind() string { return "invitation-revoked" }
func (RoleGranted) Kind() string       { return "role-granted" }
func (RoleRevoked) Kind() string       { return "role-revoked" }
func (NoticeConfirmed) Kind() string   { return "notice-confirmed" }
func (AdminRevoked) Kind() string      { return "admin-revoked" }
func (AdminRestored) Kind() string     { return "admin-restored" }

func (d *Directory) apply(s scoring.Stamp, e scoring.Entry) error {
	switch e := e.(type) {
	case DepartmentSet:
		d.departments[e.ID] = Department(e)
	case InvitationMade:
		d.invitations[e.Hash] = &Invitation{
			Hash: e.Hash, Department: e.Department, Role: e.Role, Owners: e.Owners,
			Person: e.Person, Expires: e.Expires, By: s.By,
		}
	case InvitationRevoked:
		if inv, ok := d.invitations[e.Hash]; ok {
			inv.Revoked = true
		}
	case RoleGranted:
		if inv, ok := d.invitations[e.Invitation]; ok {
			inv.Used = true
		}
		d.revoke(e.Person, e.Department, e.Role) // once is enough
		d.grant(Grant{Person: e.Person, Department: e.Department, Role: e.Role, Owners: e.Owners, Since: s.At})
	case RoleRevoked:
		d.revoke(e.Person, e.Department, e.Role)
	case NoticeConfirmed:
		d.noticeRead[e.Person] = true
	case AdminRevoked:
		d.adminsRevoked[e.Person] = true
	case AdminRestored:
		delete(d.adminsRevoked, e.Person)
	case ReminderHourSet, RemindersPaused, RemindersResumed, ReminderSnoozed:
		d.remind(s, e)
	default:
		return fmt.Errorf("directory: unknown entry %T", e)
	}
	return nil
}

func (d *Directory) grant(g Grant) {
	d.grants = append(d.grants, g)
	own := d.ofPerson[g.Person]
	d.ofPerson[g.Person] = append(slices.Clip(own), g) // a clone may share the old list
}

func (d *Directory) revoke(person, department string, role Role) {
	revoked := func(g Grant) bool { return g.Person == person && g.Department == department && g.Role == role }
	if own := d.ofPerson[person]; slices.ContainsFunc(own, revoked) {
		d.grants = slices.DeleteFunc(d.grants, revoked)
		d.ofPerson[person] = slices.DeleteFunc(slices.Clone(own), revoked)
	}
}

// DecodeEntry reads an entry as scoring.EncodeEntry wrote it.
func DecodeEntry(raw json.RawMessage) (scoring.Entry, error) {
	kind, err := scoring.EntryKind(raw)
	if err != nil {
		return nil, err
	}
	switch kind {
	case DepartmentSet{}.Kind():
		return scoring.DecodeAs[DepartmentSet](raw)
	case InvitationMade{}.Kind():
		return scoring.DecodeAs[InvitationMade](raw)
	case InvitationRevoked{}.Kind():
		return scoring.DecodeAs[InvitationRevoked](raw)
	case RoleGranted{}.Kind():
		return scoring.DecodeAs[RoleGranted](raw)
	case RoleRevoked{}.Kind():
		return scoring.DecodeAs[RoleRevoked](raw)
	case NoticeConfirmed{}.Kind():
		return scoring.DecodeAs[NoticeConfirmed](raw)
	case AdminRevoked{}.Kind():
		return scoring.DecodeAs[AdminRevoked](raw)
	case AdminRestored{}.Kind():
		return scoring.DecodeAs[AdminRestored](raw)
	case ReminderHourSet{}.Kind():
		return scoring.DecodeAs[ReminderHourSet](raw)
	case RemindersPaused{}.Kind():
		return scoring.DecodeAs[RemindersPaused](raw)
	case RemindersResumed{}.Kind():
		return scoring.DecodeAs[RemindersResumed](raw)
	case ReminderSnoozed{}.Kind():
		return scoring.DecodeAs[ReminderSnoozed](raw)
	}
	return nil, fmt.Errorf("directory: unknown entry kind %q", kind)
}
