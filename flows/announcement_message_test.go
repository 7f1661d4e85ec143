package flows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// announcement is the id of the one that the tests are about.
const announcement = "6541a2b3c4d5e6f7"

func announced(t *testing.T, until scoring.Date, entries ...scoring.Entry) *flows.Announcement {
	t.Helper()
	a := &flows.Announcement{ID: announcement}
	at := time.Date(2023, 3, 24, 9, 12, 0, 0, scoring.Zone)
	all := append([]scoring.Entry{flows.Announced{
		Text: "<b>Sở Thông tin và Truyền thông</b> · số 12/STTTT-CNTT\n\nHọp lúc 8h &amp; mang <bản gốc>", Number: "12/STTTT-CNTT",
		Recipients: []string{"lan", "minh", "binh", "thao", "gone", "contact1", "verifier"}, Until: until,
	}}, entries...)
	for i, e := range all {
		if err := a.Apply(scoring.Stamp{Seq: int64(i) + 1, At: at, By: "admin"}, e); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func labels(m flows.Message) string {
	var all []string
	for _, row := range m.Buttons {
		for _, b := range row {
			all = append(all, b.Label)
		}
	}
	return strings.Join(all, ", ")
}

// TestWhatIsSaidOfAnAnnouncement looks at the messages that are made where no
// step is taken.
func TestWhatIsSaidOfAnAnnouncement(t *testing.T) {
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	until := scoring.Date{Year: 2023, Month: 3, Day: 31}
	message := func(a *flows.Announcement) (flows.Message, error) {
		return flows.AnnouncementMessage(a, "lan", catalog, "vi")
	}
	reminder := func(a *flows.Announcement) (flows.Message, error) {
		return flows.AnnouncementReminder(a, "lan", catalog, "")
	}
	progress := func(p flows.Progress) func(a *flows.Announcement) (flows.Message, error) {
		return func(a *flows.Announcement) (flows.Message, error) {
			return flows.AnnouncementProgress(a, p, catalog, "en")
		}
	}
	for _, c := range []struct {
		name    string
		a       *flows.Announcement
		make    func(*flows.Announcement) (flows.Message, error)
		says    string
		buttons string
	}{
		{"asked for", announced(t, until), message, "Đề nghị đơn vị bấm “Đã nhận” chậm nhất hết ngày 31/3/2023.", "Đã nhận, Hỏi lại"},
		{"not asked for", announced(t, scoring.Date{}), message, "mang <bản gốc>", "Hỏi lại"},
		{"corrected", announced(t, until, flows.AnnouncementCorrected{Text: "<b>Sở</b>\n\nHọp lúc 9h"}), message, "Họp lúc 9h\n\nĐề nghị", "Đã nhận, Hỏi lại"},
		{"deleted", announced(t, until, flows.AnnouncementDeleted{}), message, "Thông báo số 12/STTTT-CNTT gửi lúc 9h12 24/3 đã được thu hồi.", ""},
		{"reminder", announced(t, until), reminder, "“Họp lúc 8h & mang”", "Đã nhận, Hỏi lại"},
		{"underway", announced(t, until), progress(flows.Progress{Recipients: 5, Sent: 1, Failed: 1, Left: 61 * time.Second}),
			"▰▰▰▱▱▱▱▱ 40%\nSent to 1 of 5 · 1 failed.\nAbout 65 seconds left.", "Stop, Open"},
		{"long", announced(t, until), progress(flows.Progress{Recipients: 5, Left: 100 * time.Second}), "About 2 minutes left.", "Stop, Open"},
		{"through", announced(t, until), progress(flows.Progress{Recipients: 5, Sent: 4, Unreachable: 1, Ended: true}),
			"100%\nSent to 4 of 5 · 1 out of reach.\nAll sent.", "Open, XLSX report"},
		{"stopped", announced(t, until, flows.AnnouncementStopped{}), progress(flows.Progress{Recipients: 5, Sent: 2, Ended: true}),
			"Stopped; 3 people are not sent to.", "Open, XLSX report"},
		{"being deleted", announced(t, until, flows.AnnouncementDeleted{}), progress(flows.Progress{Recipients: 5, Sent: 4, Removed: 1}),
			"25%\nBeing deleted: 1 of the 4", "Open"},
		{"being corrected", announced(t, until, flows.AnnouncementCorrected{Text: "x"}), progress(flows.Progress{Recipients: 5, Sent: 5, Corrected: 4}),
			"80%\nSent to 5 of 5.\nCorrected for 4 of the 5", "Stop, Open"},
	} {
		m, err := c.make(c.a)
		text := strings.ReplaceAll(strings.ReplaceAll(m.Text, "&amp;", "&"), "&lt;", "<")
		if err != nil || !strings.Contains(text, c.says) || labels(m) != c.buttons {
			t.Errorf("%s: %q with %s, %v\nwant %q with %s", c.name, text, labels(m), err, c.says, c.buttons)
		}
	}
}

// TestWhoIsRemindedToConfirm: of a department that has not, its contacts, or
// who else received it; not who lost the role.
func TestWhoIsRemindedToConfirm(t *testing.T) {
	d := directory.New()
	err := d.Apply(scoring.Stamp{Seq: 1},
		directory.RoleGranted{Person: "lan", Department: "so-y-te", Role: directory.Contact}, directory.RoleGranted{Person: "minh", Department: "so-gddt", Role: directory.Contact},
		directory.RoleGranted{Person: "binh", Department: "so-gddt", Role: directory.Leader}, directory.RoleGranted{Person: "thao", Role: directory.Verifier})
	if err != nil {
		t.Fatal(err)
	}
	until := scoring.Date{Year: 2023, Month: 3, Day: 31}
	for _, c := range []struct {
		a                 *flows.Announcement
		waiting, reminded []string
	}{
		{announced(t, until), []string{"so-y-te", "so-gddt", "thao"}, []string{"lan", "minh", "thao"}},
		{announced(t, until, flows.AnnouncementReceived{Department: "so-y-te"}, flows.AnnouncementReceived{Department: "thao"}), []string{"so-gddt"}, []string{"minh"}},
		{announced(t, until, flows.AnnouncementDeleted{}), nil, nil},
		{announced(t, scoring.Date{}), nil, nil},
	} {
		if got := c.a.Waiting(d); !slices.Equal(got, c.waiting) {
			t.Errorf("waiting for %v, want %v", got, c.waiting)
		}
		if got := c.a.Reminded(d); !slices.Equal(got, c.reminded) {
			t.Errorf("reminded are %v, want %v", got, c.reminded)
		}
	}
}
