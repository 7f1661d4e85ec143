package flows_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"minhchung/flows"
	"minhchung/scoring"
)

// TestOneReceiptOfADepartmentIsEnough presses "Đã nhận" twice, and after the
// announcement was taken back: it is recorded once, and nothing else is disturbed.
func TestOneReceiptOfADepartmentIsEnough(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact1"]}
	open := flows.Session{Phase: flows.Noting, Criterion: "I.1.1", Prompt: flows.Prompt{Token: "7"}}
	press := func(wantEntries, wantToast string) {
		t.Helper()
		s, effects := pressed(t, w, open, "ann:received:"+announcement+":")
		raw, err := json.Marshal(appended(effects))
		toast := ""
		for _, e := range effects {
			if e, ok := e.(flows.Toast); ok {
				toast = e.Text
			}
			if e, ok := e.(flows.Say); ok {
				t.Errorf("the dialogue is disturbed: %q", e.Text)
			}
		}
		if err != nil || string(raw) != wantEntries || !strings.Contains(toast, wantToast) {
			t.Errorf("recorded is %s with %q, %v", raw, toast, err)
		}
		if s.Phase != open.Phase || s.Prompt.Token != open.Prompt.Token {
			t.Errorf("the dialogue stands at %s %q", s.Phase, s.Prompt.Token)
		}
	}
	amend := func(entries ...scoring.Entry) {
		t.Helper()
		a := w.Announcements[announcement].Clone()
		if err := a.Apply(scoring.Stamp{Seq: a.Seq + 1, At: w.Now, By: "contact1"}, entries...); err != nil {
			t.Fatal(err)
		}
		w.Announcements[announcement] = a
	}
	press(`[{"department":"`+department+`"}]`, "Đã ghi nhận")
	amend(flows.AnnouncementReceived{Department: department})
	press("null", "Anh/chị đã bấm “Đã nhận” lúc 9h00")
	amend(flows.AnnouncementDeleted{})
	press("null", "đã được thu hồi")
}

// TestTheReportListsEveryRecipient opens the file that an admin gets.
func TestTheReportListsEveryRecipient(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact1"], Admin: true}
	a := w.Announcements[announcement].Clone()
	if err := a.Apply(scoring.Stamp{Seq: a.Seq + 1, At: w.Now, By: "contact1"}, flows.AnnouncementReceived{Department: department}, flows.AnnouncementStopped{}); err != nil {
		t.Fatal(err)
	}
	w.Announcements[announcement] = a
	_, effects := pressed(t, w, flows.Session{Phase: flows.Idle}, "ann:xlsx:"+announcement+":")
	var file *flows.Attachment
	for _, e := range effects {
		if say, ok := e.(flows.Say); ok {
			file = say.Attachment
		}
	}
	if file == nil {
		t.Fatal("no file comes")
	}
	book, err := excelize.OpenReader(bytes.NewReader(file.Content))
	if err != nil {
		t.Fatal(err)
	}
	if panes, err := book.GetPanes(book.GetSheetName(0)); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the headings do not stay in sight: %+v, %v", panes, err)
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	if err := errors.Join(err, book.Close()); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, row := range rows[1:] {
		got[row[1]] += strings.Join(append(row[:1:1], row[2:]...), "|") + ";"
	}
	for who, want := range map[string]string{
		"Người contact1": "Sở Văn hóa, Thể thao và Du lịch 1|đầu mối|đã gửi|24/3/2023 09:00|24/3/2023 09:00 Người contact1;",
		"Người verifier": "|chuyên viên thẩm định|không liên lạc được|24/3/2023 09:00;",
		"Người leader":   "",
	} {
		if got[who] != want {
			t.Errorf("%s: %q, want %q", who, got[who], want)
		}
	}
	if n := len(rows) - 1; n != len(a.Announced.Recipients) || !strings.Contains(fmt.Sprint(rows), "không gửi") {
		t.Errorf("%d lines for %d recipients: %q", n, len(a.Announced.Recipients), rows)
	}
}

func TestConfirmsNamesWhatIsConfirmed(t *testing.T) {
	for data, want := range map[string]string{
		"ann:received:" + announcement + ":": announcement, "ann:ask:" + announcement + ":": "", "ann:received:x:": "", "adm:menu::": "", "": "",
	} {
		if got := flows.Confirms(flows.Event{Kind: flows.EventButton, Data: data}); got != want {
			t.Errorf("%q confirms %q, want %q", data, got, want)
		}
	}
}
