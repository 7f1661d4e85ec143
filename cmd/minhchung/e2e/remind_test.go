package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"minhchung/bot/sandbox"
)

// lanOnThePage is Lan among the sandbox's own people.
const lanOnThePage = 1001

// pageHands does on the sandbox's page what its scripts do.
type pageHands struct {
	t       testing.TB
	address string
}

func (h pageHands) post(path string, body any) {
	h.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		h.t.Fatal(err)
	}
	answer, err := http.Post(h.address+path, "application/json", bytes.NewReader(raw))
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	if said, _ := io.ReadAll(answer.Body); answer.StatusCode != http.StatusOK { // what it says is for the message alone
		h.t.Fatalf("%s: %s: %s", path, answer.Status, said)
	}
}

// chat gives what stands in Lan's chat, and the payload of her invitation.
func (h pageHands) chat() (messages []sandbox.Message, invitation string) {
	h.t.Helper()
	answer, err := http.Get(fmt.Sprintf("%s/sandbox/people/%d", h.address, lanOnThePage))
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	var state struct {
		Person   sandbox.Person    `json:"person"`
		Messages []sandbox.Message `json:"messages"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&state); err != nil {
		h.t.Fatal(err)
	}
	return state.Messages, state.Person.Start
}

func (h pageHands) act(action string, fields map[string]any) {
	h.t.Helper()
	h.post(fmt.Sprintf("/sandbox/people/%d/%s", lanOnThePage, action), fields)
}

// press waits for a button and presses it.
func (h pageHands) press(label string) {
	h.t.Helper()
	var on int64
	var data string
	eventually(h.t, "a button "+label, func() bool {
		messages, _ := h.chat()
		for _, m := range messages {
			for _, b := range m.Buttons() {
				if strings.HasPrefix(b.Text, label) {
					on, data = m.MessageID, b.CallbackData
				}
			}
		}
		return data != ""
	})
	h.act("press", map[string]any{"message_id": on, "data": data})
}

// counts says how many messages of Lan's chat hold some words.
func (h pageHands) counts(words string) (n int) {
	h.t.Helper()
	messages, _ := h.chat()
	for _, m := range messages {
		if strings.Contains(m.Body(), words) {
			n++
		}
	}
	return n
}

func (h pageHands) waits(words string) {
	h.t.Helper()
	eventually(h.t, "Lan reads "+words, func() bool { return h.counts(words) > 0 })
}

func (h pageHands) clock(to string) {
	h.t.Helper()
	h.post("/sandbox/clock", map[string]any{"to": to})
}

// TestARemindersDayComes moves the sandbox's clock over the steps of a day: the
// reminder comes once, however the program is stopped and killed in between.
func TestARemindersDayComes(t *testing.T) {
	dir := t.TempDir()
	page, program := runSandbox(t, dir)
	h := pageHands{t, page}
	var invitation string
	eventually(t, "Lan has her invitation", func() bool {
		_, invitation = h.chat()
		return invitation != ""
	})
	h.act("start", map[string]any{"payload": invitation})
	h.press("Đúng")
	h.press("Đã rõ")
	h.waits("0/500 điểm")

	h.clock("2023-03-28T08:20:00+07:00")
	if n := h.counts("Nhắc việc ·"); n != 0 {
		t.Errorf("Lan is reminded %d times before it is due", n)
	}
	h.clock("2023-03-28T08:35:00+07:00")
	h.waits("Còn 3 ngày đến 31/3")
	program.kill()
	page, program = runSandbox(t, dir)
	h.address = page
	h.clock("2023-03-28T14:00:00+07:00")
	program.stop()
	page, _ = runSandbox(t, dir)
	h.address = page
	h.clock("2023-03-30T08:35:00+07:00")
	h.waits("Ngày mai, 31/3, là hạn hoàn thành")
	if first, all := h.counts("Còn 3 ngày đến 31/3"), h.counts("Nhắc việc ·"); first != 1 || all != 2 {
		t.Errorf("Lan was reminded %d times, %d of them three days before; want each once", all, first)
	}
	h.press("Bổ sung I.2.2")
	h.waits("Tổ chức phiên họp BCĐ CĐS")
}
