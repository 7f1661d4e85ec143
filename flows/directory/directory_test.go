package directory_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"minhchung/flows/directory"
	"minhchung/scoring"
)

var nine = time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone)

func folded(t *testing.T, entries ...scoring.Entry) *directory.Directory {
	t.Helper()
	d := directory.New()
	for i, e := range entries {
		if err := d.Apply(scoring.Stamp{Seq: int64(i + 1), At: nine, By: "quan"}, e); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func invitation(token, person string) directory.InvitationMade {
	return directory.InvitationMade{
		Hash: directory.Hash(token), Department: "so-y-te", Role: directory.Contact, Person: person, Expires: nine.Add(time.Hour),
	}
}

func TestAnInvitationWorksOnceAndInTime(t *testing.T) {
	d := folded(t, invitation("lan", "lan"), invitation("minh", "minh"), invitation("hoa", "hoa"),
		directory.RoleGranted{Person: "lan", Department: "so-y-te", Role: directory.Contact, Invitation: directory.Hash("lan")},
		directory.InvitationRevoked{Hash: directory.Hash("hoa")})
	for token, want := range map[string]bool{"lan": false, "minh": true, "hoa": false, "nobody": false} {
		if _, ok := d.Invitation(token, nine); ok != want {
			t.Errorf("the invitation of %s can be used: %t", token, ok)
		}
	}
	if _, ok := d.Invitation("minh", nine.Add(time.Hour)); ok {
		t.Error("an invitation can be used when its time is over")
	}
	if person, used := d.UsedBy("lan"); !used || person != "lan" {
		t.Errorf("Lan's invitation was used by %q", person)
	}
	if _, used := d.UsedBy("minh"); used {
		t.Error("Minh's invitation counts as used")
	}
	if open := d.OpenInvitations(nine); len(open) != 1 || open[0].Person != "minh" || open[0].By != "quan" {
		t.Errorf("open are %v", open)
	}
}

func TestExpectedAreThoseWhoAreToComeIn(t *testing.T) {
	d := folded(t,
		directory.RoleGranted{Person: "imported", Department: "so-y-te", Role: directory.Contact},
		invitation("a", "thu"), invitation("b", "thu"), invitation("c", "imported"), invitation("d", "nga"),
		directory.InvitationRevoked{Hash: directory.Hash("d")},
		directory.RoleGranted{Person: "binh", Department: "so-y-te", Role: directory.Leader})
	if got := d.Expected("so-y-te", directory.Contact); !slices.Equal(got, []string{"imported", "thu"}) {
		t.Errorf("expected are %v", got)
	}
	if got := d.Expected("so-gddt", directory.Contact); len(got) > 0 {
		t.Errorf("another department expects %v", got)
	}
}

func TestRolesComeAndGo(t *testing.T) {
	d := folded(t,
		directory.DepartmentSet{ID: "so-y-te", Name: "Sở Y tế"}, directory.DepartmentSet{ID: "so-gddt", Name: "Sở Giáo dục và Đào tạo"},
		directory.RoleGranted{Person: "lan", Department: "so-y-te", Role: directory.Contact},
		directory.RoleGranted{Person: "lan", Department: "so-gddt", Role: directory.Contact},
		directory.RoleGranted{Person: "lan", Department: "so-y-te", Role: directory.Contact})
	before := d.Clone()
	if got := d.GrantsOf("lan"); len(got) != 2 {
		t.Errorf("Lan has %v", got)
	}
	if err := d.Apply(scoring.Stamp{Seq: 6, At: nine}, directory.RoleRevoked{Person: "lan", Department: "so-y-te", Role: directory.Contact}); err != nil {
		t.Fatal(err)
	}
	if got := d.InDepartment("so-y-te", directory.Contact); len(got) > 0 {
		t.Errorf("Sở Y tế still has %v", got)
	}
	if got := before.GrantsOf("lan"); len(got) != 2 || before.Seq == d.Seq {
		t.Errorf("the copy changed with it: %v", got)
	}
	if got := d.Departments(); len(got) != 2 || got[0].ID != "so-gddt" {
		t.Errorf("the departments are %v", got)
	}
}

func TestEntriesAreReadAsTheyWereWritten(t *testing.T) {
	for _, e := range []scoring.Entry{
		directory.DepartmentSet{ID: "so-y-te", Name: "Sở Y tế"}, invitation("lan", "lan"), directory.InvitationRevoked{Hash: "ab"},
		directory.RoleGranted{Person: "lan", Role: directory.Verifier}, directory.RoleRevoked{Person: "lan", Role: directory.Verifier},
		directory.NoticeConfirmed{Person: "lan"}, directory.AdminRevoked{Person: "quan"}, directory.AdminRestored{Person: "quan"},
	} {
		raw, err := scoring.EncodeEntry(e)
		if err != nil {
			t.Fatal(err)
		}
		again, err := directory.DecodeEntry(raw)
		if err != nil {
			t.Fatal(err)
		}
		if made, ok := again.(directory.InvitationMade); ok { // a moment's zone is not kept
			made.Expires = made.Expires.In(scoring.Zone)
			again = made
		}
		if !reflect.DeepEqual(again, e) {
			t.Errorf("%#v is read as %#v", e, again)
		}
	}
	if _, err := directory.DecodeEntry([]byte(`{"kind":"unknown"}`)); err == nil {
		t.Error("an unknown kind is read")
	}
}
