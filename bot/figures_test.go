package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"minhchung/bot"
	"minhchung/bot/intake"
	"minhchung/bot/intake/table"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

const thao = "telegram:300" // verifier for the figures of the security monitoring

// inOffice is a house with the real conversation, in which Thảo is a verifier.
func inOffice(t *testing.T, files map[string][]byte, f func(h *house)) {
	inHouse(t, func(h *house) {
		h.options.Step, h.options.Admit = nil, nil
		h.options.Inspect, h.options.ReadTable, h.options.Reader = intake.Inspect, table.Read, understand.New(h.options.Edition)
		h.channel.fetch = func(_ context.Context, file string) (io.Reader, error) { return bytes.NewReader(files[file]), nil }
		h.start()
		inv, err := h.office().Invite(h.t.Context(), bot.Invite{Role: directory.Verifier, Owners: []string{"security_monitoring"}, Name: "Thảo"})
		if err != nil {
			t.Fatal(err)
		}
		for _, said := range []string{inv.Line, "đúng", "có"} {
			h.accept(typed(thao, said))
		}
		h.accept(typed(lan, "có"), typed(hoa, "có"))
		f(h)
	})
}

// press answers the open question of a chat.
func (h *house) press(chat, verb, target string) {
	h.t.Helper()
	raw, _, err := h.store.Inbox.LastSession(h.t.Context(), chat)
	if err != nil {
		h.t.Fatal(err)
	}
	var s flows.Session
	if err := json.Unmarshal(raw, &s); err != nil {
		h.t.Fatal(err)
	}
	h.accept(pressed(chat, "fig:"+verb+":"+target+":"+s.Prompt.Token, "1"))
}

func incidents(t *testing.T) []byte {
	t.Helper()
	book := excelize.NewFile()
	for at, value := range map[string]any{
		"A1": "Đơn vị", "B1": "Số sự cố", "A2": "Sở Y tế", "B2": 2, "A3": "Sở Xây dựng", "B3": 0, "A4": "Sở Cũ", "B4": 1,
	} {
		if err := book.SetCellValue("Sheet1", at, value); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestAFileOfFiguresCountsForEveryDepartment sends what a system exports, as
// XLSX and as CSV, through the whole bot.
func TestAFileOfFiguresCountsForEveryDepartment(t *testing.T) {
	files := map[string][]byte{"su-co.xlsx": incidents(t), "su-co.csv": []byte("\ufeffĐơn vị;Số sự cố\r\nSở Y tế;3\r\nSở Xây dựng;0\r\n")}
	inOffice(t, files, func(h *house) {
		h.accept(upload(thao, "su-co.xlsx", 0), typed(thao, "A"), typed(thao, "v.5.1"))
		preview := last(h.channel.to(thao))
		for _, part := range []string{"2 số liệu của 2 đơn vị", "dòng 4, Sở Cũ: không có đơn vị tên này"} {
			if !strings.Contains(preview, part) {
				t.Errorf("the preview does not say %q:\n%s", part, preview)
			}
		}
		h.press(thao, "take", "")
		h.press(thao, "take", "") // pressed twice
		pass(10 * time.Second)    // they are told in the way of announcements
		entry := h.imports()[0]
		if len(h.imports()) != 1 || len(entry.Rows) != 2 || entry.File != "su-co.xlsx" || len(entry.Blob) != 64 || entry.Rows[0].Row != 2 {
			t.Errorf("recorded %+v", h.imports())
			return
		}
		if told := last(h.channel.to(lan)); !strings.Contains(told, "V.5.1 Số sự cố ATTT phát hiện: <b>2</b>") {
			t.Errorf("Lan was told:\n%s", told)
		}
		h.accept(typed(lan, "V.5.1"))
		if card := last(h.channel.to(lan)); !strings.Contains(card, "su-co.xlsx, dòng 2") || !strings.Contains(card, "đã đủ") {
			t.Errorf("Lan sees:\n%s", card)
		}
		before := len(h.channel.to(hoa))
		h.restart() // what columns mean is remembered by the ledger alone
		h.accept(upload(thao, "su-co.csv", 0))
		h.press(thao, "take", "")
		pass(10 * time.Second)
		if len(h.imports()) != 2 || *h.imports()[1].Rows[0].Answer.Count != scoring.Int(3) {
			t.Errorf("recorded %+v", h.imports())
			return
		}
		if told := last(h.channel.to(lan)); !strings.Contains(told, "<b>3</b>") || len(h.channel.to(hoa)) != before {
			t.Errorf("Lan was told:\n%s\nand Hoa, whose figure is the same, %q", told, h.channel.to(hoa)[before:])
		}
		h.accept(pressed(thao, "fig:withdraw:"+h.imports()[1].ID+":", "1"))
		h.accept(typed(lan, "V.5.1"))
		if card := last(h.channel.to(lan)); !strings.Contains(card, "su-co.xlsx, dòng 2") {
			t.Errorf("after the second file was taken back Lan sees:\n%s", card)
		}
	})
}

// TestWhoMaySendATable: a CSV file is no evidence, what is no table is said to
// be none, and what is something else stays refused.
func TestWhoMaySendATable(t *testing.T) {
	files := map[string][]byte{
		"a.csv": []byte("Đơn vị,Số sự cố\nSở Y tế,3\n"), "b.csv": []byte("<html><script>x</script></html>"), "c.xlsx": []byte("PK\x03\x04 cut off"), "d.csv": []byte("MZ\x90\x00 a program"),
	}
	inOffice(t, files, func(h *house) {
		for file, want := range map[string]string{"b.csv": "b.csv", "c.xlsx": "c.xlsx", "d.csv": "d.csv"} {
			h.accept(upload(thao, file, 0))
			if said := last(h.channel.to(thao)); !strings.Contains(said, want) || strings.Contains(said, "Cột nào") {
				t.Errorf("%s: %s", file, said)
			}
		}
		h.accept(upload(thao, "a.csv", 0))
		if said := last(h.channel.to(thao)); !strings.Contains(said, "Cột nào") {
			t.Errorf("a verifier's table: %s", said)
		}
		h.accept(upload(lan, "a.csv", 0))
		if said := last(h.channel.to(lan)); !strings.Contains(said, "không thuộc loại tệp") || len(h.dossier("so-y-te")) != 0 {
			t.Errorf("a contact's table: %s, %d documents", said, len(h.dossier("so-y-te")))
		}
	})
}

// imports lists what was taken over.
func (h *house) imports() []scoring.FiguresImported {
	h.t.Helper()
	var all []scoring.FiguresImported
	for _, doc := range h.stream(flows.FiguresStream(h.options.Edition)) {
		for _, raw := range doc.Entries {
			entry, err := scoring.DecodeEntry(raw)
			if err != nil {
				h.t.Fatal(err)
			}
			if imported, ok := entry.(scoring.FiguresImported); ok {
				all = append(all, imported)
			}
		}
	}
	return all
}

func last(said []string) string {
	if len(said) == 0 {
		return ""
	}
	return said[len(said)-1]
}
