package flows_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// province is a world with many departments of the longest ids, people in
// every role, files, answers and open requests.
func province(t *testing.T) flows.World {
	t.Helper()
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		t.Fatal(err)
	}
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone)
	w := flows.World{
		Now: at, Edition: edition, Texts: catalog, Reader: understand.New(edition), Directory: directory.New(),
		Dossiers: map[string]*scoring.Dossier{}, People: map[string]flows.Person{},
		Config: flows.Config{BotName: "minhchung_bot", Owner: "Sở Thông tin và Truyền thông", Helpdesk: "0234.3.123.456", MaxFileMB: 20},
	}
	var entries []scoring.Entry
	seat := func(id string, department string, role directory.Role, owners ...string) {
		w.People[id] = flows.Person{ID: id, Name: "Người " + id, Chat: "test:" + id, Phone: "84905000111"}
		entries = append(entries, directory.RoleGranted{Person: id, Department: department, Role: role, Owners: owners}, directory.NoticeConfirmed{Person: id})
	}
	for i := range 23 {
		id := fmt.Sprintf("so-co-ten-dai-nhat-co-the-co-%03d", i)
		entries = append(entries, directory.DepartmentSet{ID: id, Name: fmt.Sprintf("Sở Văn hóa, Thể thao và Du lịch %d", i)})
		if i%3 > 0 {
			seat(fmt.Sprintf("contact%d", i), id, directory.Contact)
		}
	}
	seat("leader", department, directory.Leader)
	seat("verifier", "", directory.Verifier)
	seat("supplier", "", directory.Verifier, "hue_s", "ioc")
	seat("neighbour", "", directory.Verifier, "gis")
	w.People["expected"] = flows.Person{ID: "expected", Name: "Chưa vào"}
	entries = append(entries,
		directory.RoleGranted{Person: "expected", Department: department, Role: directory.Contact},
		directory.InvitationMade{Hash: strings.Repeat("a", 64), Department: department, Role: directory.Contact, Person: "expected", Expires: at.Add(time.Hour)})
	if err := w.Directory.Apply(scoring.Stamp{Seq: 1, At: at}, entries...); err != nil {
		t.Fatal(err)
	}
	w.Figures = scoring.NewFigures()
	imported := scoring.FiguresImported{ID: "0123456789abcdef", File: "hue-s.xlsx", Blob: "ad"}
	for i, dep := range w.Directory.Departments() {
		imported.Rows = append(imported.Rows, scoring.FigureRow{
			Department: dep.ID, Row: i + 2, Criterion: "VI.12.1", Slot: "figure", Answer: scoring.RatioAnswer(90, 119)})
	}
	if err := w.Figures.Apply(scoring.Stamp{Seq: 1, At: at, By: "verifier"}, imported); err != nil {
		t.Fatal(err)
	}
	for _, dep := range w.Directory.Departments() {
		w.Dossiers[dep.ID] = w.Figures.Into(filed(t, dep.ID, at))
	}
	w.Announcements = map[string]*flows.Announcement{announcement: announced(t, scoring.Date{Year: 2023, Month: 3, Day: 31},
		flows.AnnouncementAsked{Department: department, Text: "Họp ở đâu?"}, flows.AnnouncementAsked{Department: "verifier", Text: "Ai dự?"},
		flows.AnnouncementAnswered{Department: "verifier", Text: "Lãnh đạo"})}
	w.Announcements["0000000000000000"] = nil // never was
	w.AllAnnounced = true
	w.Outcomes = map[string]flows.Outcomes{announcement: {
		"contact1": {Sending: flows.SendingDone, At: at}, "verifier": {Sending: flows.SendingUnreachable, At: at}, "lan": {Sending: flows.SendingFailed, At: at},
	}}
	w.Tables = map[string]*figures.Table{"ae": exported()}
	return w
}

// exported is a table with something of everything that does not fit.
func exported() *figures.Table {
	table := &figures.Table{Sheet: "Tháng 3", Sheets: 2, Cut: true, Header: []string{"STT", "Đơn vị", "Đã cài Hue-S", "Tổng số", "Tỉ lệ ví Hue-S", ""}}
	for i, line := range [][]string{
		{"1", "Sở Văn hóa, Thể thao và Du lịch 1", "90", "119", "70%"}, {"2", "Sở Văn hóa Thể thao và Du lịch số 2", "1", "2", "1%"},
		{"3", "Đơn vị lạ", "1", "2", "3%"}, {"4", "Sở Văn hóa, Thể thao và Du lịch 4", "5", "4", "0,5"},
		{"5", "Sở Văn hóa, Thể thao và Du lịch 5", "=B2", "", "nhiều"}, {"6", "Sở Văn hóa, Thể thao và Du lịch 5", "2", "3", "4%"},
		{"7", "", "2", "3", "4%"}, {"8", "Sở Văn hóa, Thể thao và Du lịch 8", "", "", ""}, {"", "Tổng cộng", "2", "3", "4%"},
	} {
		row := figures.Row{N: i + 2}
		for _, text := range line {
			row.Cells = append(row.Cells, figures.Cell{Text: text, Formula: strings.HasPrefix(text, "=")})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// filed is a dossier with something of everything.
func filed(t *testing.T, department string, at time.Time) *scoring.Dossier {
	t.Helper()
	d := scoring.NewDossier(department)
	err := d.Apply(scoring.Stamp{Seq: 1, At: at, By: "contact1"},
		scoring.ProfileSet{Field: "civil_servants", Value: "80"}, scoring.ProfileSet{Field: "public_employees", Value: "39"},
		scoring.AnswerGiven{Criterion: "VII.1.1", Answer: scoring.RatioAnswer(100, 119)},
		scoring.AnswerGiven{Criterion: "I.2.2", Answer: scoring.DoneAnswer("held")},
		scoring.EvidenceKept{Criterion: "I.2.2", Evidence: scoring.Evidence{ID: "0A1B2C3D", Kind: scoring.EvidenceDocument, Name: "giay-moi.pdf", Blob: "ab", Type: "application/pdf"}},
		scoring.EvidenceKept{Evidence: scoring.Evidence{ID: "0A1B2C3E", Kind: scoring.EvidencePhoto, Name: "ảnh", Blob: "ac"}},
		scoring.NotApplicableRequested{Criteria: []string{"II.5.1", "VI.4.1"}, Reason: "Không có thủ tục hành chính"},
		scoring.Returned{Criterion: "I.1.1", Reason: "Thiếu trang ký", Until: at.AddDate(0, 1, 0)},
		scoring.Verified{Criterion: "I.4.1", Points: 500},
		scoring.AnswerGiven{Criterion: "VI.12.1", Answer: scoring.PercentAnswer(scoring.Int(80))},
		scoring.FigureAsked{Criterion: "VI.12.1", Slot: "figure", Text: "Tính đến ngày nào?"},
	)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// crawler presses every button that it finds, each kind once a phase, and
// types into every question. The world stays as it
// is, but for what is announced.
type crawler struct {
	t     *testing.T
	w     flows.World
	seen  map[string]bool
	steps int
	queue []visit
	also  func(s flows.Session, e flows.Event) // looks at every step before it is taken
}

type visit struct {
	session []byte
	event   flows.Event
}

func (c *crawler) step(v visit) {
	c.t.Helper()
	var s flows.Session
	if err := json.Unmarshal(v.session, &s); err != nil {
		c.t.Fatal(err)
	}
	c.steps++
	v.event.Key, v.event.At, v.event.Chat = fmt.Sprint(c.steps), c.w.Now, c.w.Me.Person.Chat
	v.event.Nonce[0], v.event.Nonce[1] = byte(c.steps), byte(c.steps>>8)
	if c.also != nil {
		c.also(s, v.event)
	}
	next, effects, err := flows.Step(c.w, s, v.event)
	if err != nil {
		c.t.Fatalf("%s %q %q: %v", v.event.Kind, v.event.Text, v.event.Data, err)
	}
	raw, err := json.Marshal(next)
	if err != nil {
		c.t.Fatal(err)
	}
	said := 0
	for _, effect := range effects {
		switch effect := effect.(type) {
		case flows.Say:
			said++
			c.read(v, raw, effect.Message)
		case flows.Tell:
			c.readText(v, effect.Message)
		case flows.Announce:
			for _, own := range effect.News.Own {
				c.readText(v, flows.Message{Text: own.Text})
			}
			a := &flows.Announcement{ID: effect.ID}
			if err := a.Apply(scoring.Stamp{Seq: 1, At: c.w.Now, By: c.w.Me.Person.ID}, effect.News); err != nil {
				c.t.Fatal(err)
			}
			c.w.Announcements[a.ID], c.w.Outcomes[a.ID] = a, flows.Outcomes{}
		case flows.Show, flows.Picture, flows.Toast:
			said++
		}
	}
	if said == 0 {
		c.t.Errorf("%s %q %q: no answer", v.event.Kind, v.event.Text, v.event.Data)
	}
	if next.Prompt.Token != "" && c.first("type:"+string(next.Phase)+next.Prompt.Ask+fmt.Sprint(next.Prompt.Update)) {
		typed := []string{"không", "12", "31/12", "37/119", "tôi còn thiếu gì?", "Sở Văn hóa, Thể thao và Du lịch 4", "0905 123 456", "có", "bỏ qua", "quay lại", "1,234", "31/2", "x"}
		if c.w.Me.Person.Language != texts.Languages()[0] {
			typed = typed[:5] // the same ways, in other words
		}
		for _, text := range typed {
			c.queue = append(c.queue, visit{raw, flows.Event{Kind: flows.EventText, Text: text}})
		}
	}
}

// read looks at a message and lines up its buttons.
func (c *crawler) read(v visit, session []byte, m flows.Message) {
	c.readText(v, m)
	var s flows.Session
	if err := json.Unmarshal(session, &s); err != nil {
		c.t.Fatal(err)
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if c.first(fmt.Sprintf("%s/%s/%s/%s/%t", s.Phase, s.Prompt.Ask, b.Action.Flow, b.Action.Verb, b.Action.Token != "") + kindOf(b.Action.Target)) {
				c.queue = append(c.queue, visit{session, flows.Event{Kind: flows.EventButton, Data: b.Action.String(), Message: "1"}})
			}
		}
	}
}

// kindOf tells targets apart that lead to different things.
func kindOf(target string) string {
	switch {
	case len(target) > 12:
		return "long"
	case strings.Contains(target, "/"):
		return "two"
	}
	return target
}

func (c *crawler) readText(v visit, m flows.Message) {
	at := fmt.Sprintf("%s %q %q", v.event.Kind, v.event.Text, v.event.Data)
	if strings.TrimSpace(m.Text) == "" || utf8.RuneCountInString(m.Text) > 4096 {
		c.t.Errorf("%s: a message of %d characters", at, utf8.RuneCountInString(m.Text))
	}
	if strings.Contains(m.Text, "no value") || strings.Contains(m.Text, "%!") {
		c.t.Errorf("%s: %s", at, m.Text)
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.TrimSpace(b.Label) == "" {
				c.t.Errorf("%s: a button without a label in %q", at, m.Text)
			}
		}
	}
}

func (c *crawler) first(what string) bool {
	if c.seen[what] {
		return false
	}
	c.seen[what] = true
	return true
}

// TestEveryButton walks through the whole conversation of everybody, in both
// languages: every button leads somewhere, every question takes any text.
func TestEveryButton(t *testing.T) {
	for _, who := range []string{"admin", "verifier", "supplier", "contact1", "leader"} {
		for _, lang := range texts.Languages() {
			t.Run(who+" "+lang, func(t *testing.T) {
				w := province(t)
				w.Me = flows.Me{Person: w.People[who], Admin: who == "admin"}
				if who == "admin" {
					w.Me.Person = flows.Person{ID: "admin", Chat: "test:admin"}
				}
				w.Me.Person.Language = lang
				c := &crawler{t: t, w: w, seen: map[string]bool{}}
				c.queue = []visit{{[]byte("{}"), flows.Event{Kind: flows.EventText, Text: "/menu"}}, {[]byte("{}"), flows.Event{Kind: flows.EventText, Text: "VI.12.1"}}}
				if who == "admin" || who == "verifier" || who == "supplier" {
					c.queue = append(c.queue, visit{[]byte("{}"), flows.Event{Kind: flows.EventUpload, Upload: &flows.Upload{
						Kind: "document", Name: "hue-s.xlsx", Size: 100, Found: &flows.Found{Blob: "ae", Size: 100, Name: "hue-s.xlsx"},
					}}})
				}
				for _, data := range []string{"ann:received:" + announcement + ":", "ann:ask:" + announcement + ":", "ann:reply:" + announcement + "/0:", "ann:reply:" + announcement + "/1:", "ann:reply:" + announcement + "/2:", "ann:one:" + announcement + ":"} {
					c.queue = append(c.queue, visit{[]byte("{}"), flows.Event{Kind: flows.EventButton, Data: data, Message: "1"}})
				}
				for len(c.queue) > 0 && c.steps < 3000 {
					v := c.queue[0]
					c.queue = c.queue[1:]
					c.step(v)
				}
				if c.steps < 20 || len(c.queue) > 0 {
					t.Errorf("%d steps, %d left", c.steps, len(c.queue))
				}
				t.Logf("%d steps", c.steps)
			})
		}
	}
}
