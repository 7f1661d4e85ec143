package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/bot/telegram"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// apiChannel takes in updates as the Bot API writes them, and remembers the
// buttons of the last message in each chat.
type apiChannel struct {
	*channel
	api *telegram.Client

	mu      sync.Mutex
	buttons map[string][]flows.Button
}

func (c *apiChannel) Translate(update []byte, arrived time.Time) (flows.Event, bool, error) {
	return c.api.Translate(update, arrived)
}

func (c *apiChannel) Send(ctx context.Context, chat string, m bot.Outgoing) (string, error) {
	if m.Message != nil && isReminder(m.Message.Text) {
		return "reminder", nil // that day's; it is of no dialogue
	}
	if m.Message != nil {
		c.mu.Lock()
		c.buttons[chat] = slices.Concat(m.Message.Buttons...)
		c.mu.Unlock()
	}
	return c.channel.Send(ctx, chat, m)
}

// midnight is a house at the end of a day on which filing closes.
type midnight struct {
	*house
	clock *setClock
	api   *apiChannel
	at    time.Time // 24:00
	n     int       // updates so far
}

// atMidnight lets a bot run whose filing closes at the end of a day.
func atMidnight(t *testing.T, day scoring.Date, locks bool, f func(m *midnight)) {
	inHouse(t, func(h *house) {
		m := &midnight{house: h, clock: &setClock{}, at: day.End()}
		client, err := telegram.New(telegram.Options{Token: "1:x"})
		if err != nil {
			t.Fatal(err)
		}
		m.api = &apiChannel{channel: h.channel, api: client, buttons: map[string][]flows.Button{}}
		h.options.Channel, h.options.Clock, h.options.Step, h.options.Admit = m.api, m.clock, nil, nil
		h.options.Reader = newReader()
		m.seed(scoring.ClosingSet{Date: day, Reason: "Thử"}, scoring.LockSet{On: locks})
		m.set(-10 * time.Minute)
		h.start()
		for _, chat := range []string{lan, minh} {
			m.text(chat, -10*time.Minute, "/menu")
			m.press(chat, "Đã rõ")
		}
		f(m)
	})
}

func (m *midnight) seed(entries ...scoring.Entry) {
	m.t.Helper()
	var raw []json.RawMessage
	for _, e := range entries {
		written, err := scoring.EncodeEntry(e)
		if err != nil {
			m.t.Fatal(err)
		}
		raw = append(raw, written)
	}
	at := m.at.AddDate(0, -1, 0).UTC()
	doc := storage.Document{Stream: flows.EditionStream(m.options.Edition), Seq: 1, Cause: "seed", At: at, Recorded: at, Entries: raw}
	if err := m.store.Ledger.Append(m.t.Context(), doc); err != nil {
		m.t.Fatal(err)
	}
}

// set moves the clock to so long after midnight.
func (m *midnight) set(after time.Duration) { m.clock.ahead.Store(int64(time.Until(m.at.Add(after)))) }

// update brings one in as the Bot API writes it, and waits until all rests.
func (m *midnight) update(chat, key, kind, fields string) {
	m.t.Helper()
	id := strings.TrimPrefix(chat, "telegram:")
	from := `"from":{"id":` + id + `,"is_bot":false,"first_name":"X","language_code":"vi"}`
	body := fmt.Sprintf(`{"message_id":%d,%s,"chat":{"id":%s,"type":"private"},%s}`, m.n, from, id, fields)
	if kind == "callback_query" {
		body = fmt.Sprintf(`{"id":"q%d",%s,"chat_instance":"1",%s}`, m.n, from, fields)
	}
	raw := fmt.Sprintf(`{"update_id":%d,"%s":%s}`, m.n, kind, body)
	if err := m.bot.Accept(m.t.Context(), []bot.Update{{Key: key, Chat: chat, Raw: []byte(raw)}}); err != nil {
		m.t.Fatal(err)
	}
	pass(2 * time.Second) // an album's reply comes after 1.5 s
}

// sent is what a person sends, by the date that the message bears: so long
// after midnight.
func (m *midnight) sent(chat, kind string, after time.Duration, fields string) {
	m.t.Helper()
	m.n++
	date := m.at.Add(after).Unix()
	if kind == "edited_message" {
		fields = fmt.Sprintf(`"date":%d,"edit_date":%d,`, date-60, date) + fields
	} else {
		fields = fmt.Sprintf(`"date":%d,`, date) + fields
	}
	m.update(chat, fmt.Sprintf("m:%s:%d", chat, m.n), kind, fields)
}

func (m *midnight) text(chat string, after time.Duration, text string) {
	m.t.Helper()
	m.sent(chat, "message", after, `"text":"`+text+`"`)
}

func (m *midnight) file(chat string, after time.Duration, name, caption string) {
	m.t.Helper()
	m.sent(chat, "message", after, `"caption":"`+caption+`","document":{"file_id":"`+name+`","file_unique_id":"u","file_name":"`+name+`","file_size":20}`)
}

// press presses a button under the last message, now.
func (m *midnight) press(chat, label string) {
	m.t.Helper()
	m.api.mu.Lock()
	defer m.api.mu.Unlock()
	for _, b := range m.api.buttons[chat] {
		if strings.HasPrefix(b.Label, label) {
			m.n++
			m.api.mu.Unlock()
			m.update(chat, fmt.Sprintf("c:q%d", m.n), "callback_query", `"data":"`+b.Action.String()+`"`)
			m.api.mu.Lock()
			return
		}
	}
	m.t.Errorf("no button %q under %v", label, m.last(chat))
}

func (m *midnight) last(chat string) string {
	said := slices.DeleteFunc(m.channel.to(chat), func(line string) bool { return strings.HasPrefix(line, "TOAST") })
	return said[len(said)-1]
}

// says looks for words in the last message to a chat.
func (m *midnight) says(what, chat, words string) {
	m.t.Helper()
	if !strings.Contains(m.last(chat), words) {
		m.t.Errorf("%s: %q is not in\n%s", what, words, m.last(chat))
	}
}

// filed lists what the ledger of a department holds, with how many seconds
// after midnight each counts, and whether it came late.
func (m *midnight) filed(department string) []string {
	m.t.Helper()
	var settings scoring.Settings
	for _, doc := range m.stream(flows.EditionStream(m.options.Edition)) {
		if err := settings.Apply(scoring.Stamp{Seq: doc.Seq, At: doc.At}, decoded(m.t, doc)...); err != nil {
			m.t.Fatal(err)
		}
	}
	d := scoring.NewDossier(department)
	var all []string
	for _, doc := range m.dossier(department) {
		entries := decoded(m.t, doc)
		if err := d.Apply(scoring.Stamp{Seq: doc.Seq, At: doc.At}, entries...); err != nil {
			m.t.Fatal(err)
		}
		for _, entry := range entries {
			criterion := ""
			switch e := entry.(type) {
			case scoring.AnswerGiven:
				criterion = e.Criterion
			case scoring.EvidenceKept:
				criterion = e.Criterion
			case scoring.EvidenceMoved:
				criterion = e.Criterion
			}
			line := fmt.Sprintf("%s %s %+.3f", entry.Kind(), criterion, doc.At.Sub(m.at).Seconds())
			if settings.Late(m.options.Edition, d, criterion, doc.At) {
				line += " late"
			}
			all = append(all, line)
		}
	}
	return all
}

func decoded(t *testing.T, doc storage.Document) []scoring.Entry {
	t.Helper()
	var entries []scoring.Entry
	for _, raw := range doc.Entries {
		e, err := scoring.DecodeEntry(raw)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, e)
	}
	return entries
}
