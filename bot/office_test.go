package bot_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// emptyHouse is a house without anybody, in real time.
func emptyHouse(t *testing.T) *house {
	h := newHouse(t)
	h.open()
	t.Cleanup(h.close)
	return h
}

func TestTheSameDirectoryAgainChangesNothing(t *testing.T) {
	h := emptyHouse(t)
	rows := append(roster(), bot.DirectoryRow{Line: 5, ID: "so-tu-phap", Name: "Sở Tư pháp", Contact: "Lê Thị Hoa"},
		bot.DirectoryRow{Line: 6, ID: "van-phong-ubnd", Name: "Văn phòng UBND tỉnh"})
	first, err := h.office().ImportDirectory(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	if want := (bot.ImportReport{Departments: bot.Tally{Added: 4}, Contacts: bot.Tally{Added: 4}}); !reflect.DeepEqual(first, want) {
		t.Errorf("the first import: %+v, want %+v", first, want)
	}
	documents := len(h.stream(directory.Stream))
	again, err := h.office().ImportDirectory(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	if want := (bot.ImportReport{Departments: bot.Tally{Unchanged: 4}, Contacts: bot.Tally{Unchanged: 4}}); !reflect.DeepEqual(again, want) {
		t.Errorf("the second import: %+v, want %+v", again, want)
	}
	if n := len(h.stream(directory.Stream)); n != documents {
		t.Errorf("the directory has %d documents, had %d", n, documents)
	}
	rows[0].Name, rows[1].Name, rows[2].Contact = "Sở Y tế Thừa Thiên Huế", "Sở Y tế Thừa Thiên Huế", "Lê Thị Hoà"
	changed, err := h.office().ImportDirectory(t.Context(), rows)
	if err != nil {
		t.Fatal(err)
	}
	want := bot.ImportReport{Departments: bot.Tally{Changed: 1, Unchanged: 3}, Contacts: bot.Tally{Changed: 1, Unchanged: 3}}
	if !reflect.DeepEqual(changed, want) {
		t.Errorf("an import with changes: %+v, want %+v", changed, want)
	}
}

func TestBadLinesAreNamedAndTheOthersCount(t *testing.T) {
	h := emptyHouse(t)
	report, err := h.office().ImportDirectory(t.Context(), []bot.DirectoryRow{
		{Line: 2, ID: "Sở Y tế", Name: "Sở Y tế"},
		{Line: 3, ID: "so-y-te"},
		{Line: 4, ID: "so-y-te", Name: " Sở  Y tế ", Contact: "Lan", Phone: "84.905.000.101"},
		{Line: 5, ID: "so-y-te", Name: "Sở Y học"},
		{Line: 6, ID: "so-y-te", Name: "Sở Y tế", Contact: "Minh", Phone: "12"},
		{Line: 7, ID: "so-xay-dung", Name: "Sở Xây dựng", Contact: "Hoa", Phone: "+84 905 000 101"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var at []int
	for _, p := range report.Problems {
		at = append(at, p.Line)
	}
	if want := []int{2, 3, 5, 6, 7}; !reflect.DeepEqual(at, want) {
		t.Errorf("problems in lines %v, want %v: %+v", at, want, report.Problems)
	}
	if report.Departments.Added != 1 || report.Contacts.Added != 1 {
		t.Errorf("added %+v, want Sở Y tế with Lan", report)
	}
	everyone, err := h.store.People.AllPeople(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(everyone) != 1 || everyone[0].Phone != "84905000101" {
		t.Errorf("people: %+v", everyone)
	}
}

func TestAnInvitationLetsTheImportedContactIn(t *testing.T) {
	h := emptyHouse(t)
	if _, err := h.office().ImportDirectory(t.Context(), roster()); err != nil {
		t.Fatal(err)
	}
	friday := time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone)
	h.options.Clock = stopped{friday}
	first, err := h.office().Invite(t.Context(), bot.Invite{Department: "so-y-te", Role: directory.Contact, Phone: "0905000101"})
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Token) != 22 || first.Link != "https://t.me/minhchung_bot?start="+first.Token {
		t.Errorf("invited %+v", first)
	}
	if want := time.Date(2023, 4, 5, 0, 0, 0, 0, scoring.Zone); !first.Expires.Equal(want) {
		t.Errorf("it expires at %s, want %s: the end of the seventh working day", first.Expires, want)
	}
	second, err := h.office().Invite(t.Context(), bot.Invite{Department: "so-y-te", Role: directory.Contact, Phone: "0905000101"})
	if err != nil {
		t.Fatal(err)
	}
	d := directory.New()
	for _, doc := range h.stream(directory.Stream) {
		for _, raw := range doc.Entries {
			entry, err := directory.DecodeEntry(raw)
			if err != nil {
				t.Fatal(err)
			}
			if err := d.Apply(scoring.Stamp{Seq: doc.Seq, At: doc.At, By: doc.By}, entry); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, ok := d.Invitation(first.Token, friday); ok {
		t.Error("the first invitation still works beside the second")
	}
	inv, ok := d.Invitation(second.Token, friday)
	if !ok {
		t.Fatal("the invitation does not work")
	}
	p, err := h.store.People.Person(t.Context(), inv.Person)
	if err != nil || p.Name != "Nguyễn Thị Lan" {
		t.Errorf("it is for %q, %v; want the imported Lan", p.Name, err)
	}
	for _, doc := range h.stream(directory.Stream) {
		for _, raw := range doc.Entries {
			if s := string(raw); strings.Contains(s, second.Token) || strings.Contains(s, "84905") || strings.Contains(s, "Lan") {
				t.Errorf("the ledger holds a token, a phone number or a name: %s", s)
			}
		}
	}
}

// stopped is a clock that stands still.
type stopped struct{ now time.Time }

func (s stopped) Now() time.Time                            { return s.now }
func (stopped) AfterFunc(time.Duration, func()) func() bool { return func() bool { return true } }

func TestWrongInvitationsAreRefused(t *testing.T) {
	h := emptyHouse(t)
	for name, c := range map[string]struct {
		in   bot.Invite
		want bot.OfficeErrorCode
	}{
		"department": {bot.Invite{Department: "so-la", Role: directory.Contact}, bot.UnknownDepartment},
		"none":       {bot.Invite{Role: directory.Contact}, bot.UnknownDepartment},
		"role":       {bot.Invite{Department: "so-y-te", Role: "boss"}, bot.UnknownRole},
		"owners":     {bot.Invite{Department: "so-y-te", Role: directory.Contact, Owners: []string{"hue_s"}}, bot.OwnersOfOthers},
		"phone":      {bot.Invite{Role: directory.Verifier, Phone: "không có"}, bot.BadPhone},
	} {
		_, err := h.office().Invite(t.Context(), c.in)
		var refused *bot.OfficeError
		if !errors.As(err, &refused) || refused.Code != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := h.office().Invite(t.Context(), bot.Invite{Role: directory.Verifier, Name: "Hùng"}); err != nil {
		t.Errorf("a verifier belongs to no department: %v", err)
	}
}

func TestTheRunningProcessServesTheCommandLine(t *testing.T) {
	h := emptyHouse(t)
	path := filepath.Join(h.dir, "control.sock")
	if _, err := bot.DialOffice(t.Context(), path); !errors.Is(err, bot.ErrNoOffice) {
		t.Errorf("dialled while nobody serves: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	listening := make(chan struct{})
	go func() { ended <- bot.ServeOffice(ctx, path, h.office(), func() { close(listening) }) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	}()
	<-listening
	client, err := bot.DialOffice(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	report, err := client.ImportDirectory(t.Context(), roster())
	if err != nil || report.Contacts.Added != 3 {
		t.Errorf("import: %+v, %v", report, err)
	}
	invited, err := client.Invite(t.Context(), bot.Invite{Department: "so-y-te", Role: directory.Leader, Name: "Dũng"})
	if err != nil || invited.Token == "" {
		t.Errorf("invite: %+v, %v", invited, err)
	}
	var refused *bot.OfficeError
	if _, err = client.Invite(t.Context(), bot.Invite{Department: "so-la", Role: directory.Leader}); !errors.As(err, &refused) {
		t.Errorf("a refusal comes back as %v", err)
	}
	for _, revoked := range []bool{true, false} {
		change := client.RestoreAdmin
		if revoked {
			change = client.RevokeAdmin
		}
		if err := change(t.Context(), binh); err != nil {
			t.Fatal(err)
		}
		admins, err := client.Admins(t.Context())
		if err != nil || len(admins) != 1 || admins[0].Revoked != revoked {
			t.Errorf("admins: %+v, %v; want revoked %v", admins, err, revoked)
		}
	}
	if err := client.RevokeAdmin(t.Context(), lan); !errors.As(err, &refused) {
		t.Errorf("Lan is no admin, and yet: %v", err)
	}
	if rows, err := client.Aside(t.Context()); err != nil || len(rows) != 0 {
		t.Errorf("set aside are %v (%v)", rows, err)
	}
	if err := client.PutBack(t.Context(), "m:1"); !errors.As(err, &refused) || refused.Code != bot.NotAside {
		t.Errorf("nothing was set aside, and yet: %v", err)
	}
	if err := bot.ServeOffice(t.Context(), path, h.office(), nil); err == nil {
		t.Error("a second process serves the same socket")
	}
}
