package e2e

import (
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"minhchung/bot/sandbox"
)

// The ids of the people, as Telegram knows them.
const (
	lanID   = 101  // contact of Sở Y tế
	minhID  = 102  // contact of Sở Y tế
	binhID  = 103  // leader of Sở Y tế
	hoaID   = 104  // contact of Sở Giáo dục và Đào tạo
	quanID  = 9001 // admin
	khachID = 777  // nobody whom the office knows
)

const (
	token   = "1000001:end-to-end"
	botName = "minhchung_bot"
)

// town is a Telegram in the test, its people, and the program that serves them
// from one data folder.
type town struct {
	t        testing.TB
	telegram *sandbox.Server
	front    *front
	dir      string
	settings []string
	log      *output
	running  *process
	built    func() (string, error) // which build of the program
}

// newTown opens the sandbox; start lets the program run. The settings are
// variables of the environment beside those that every town needs.
func newTown(t testing.TB, settings ...string) *town {
	t.Helper()
	return buildTown(t, sandbox.Options{}, settings...)
}

// buildTown is newTown with a Telegram of another kind.
func buildTown(t testing.TB, kind sandbox.Options, settings ...string) *town {
	t.Helper()
	telegram, err := sandbox.New(sandbox.Options{
		Dir: kind.Dir, Local: kind.Local,
		Token: token, BotUsername: botName, BotName: "Minh Chứng",
		People: []sandbox.Person{
			{ID: lanID, Name: "Lan", Phone: "84905000101", Language: "vi"},
			{ID: minhID, Name: "Minh", Phone: "84905000102", Language: "vi"},
			{ID: binhID, Name: "Bình", Language: "vi"},
			{ID: hoaID, Name: "Hòa", Phone: "84905000104", Language: "vi"},
			{ID: quanID, Name: "Quân", Language: "vi"},
			{ID: khachID, Name: "Khách", Language: "vi"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	x := &town{t: t, telegram: telegram, front: newFront(telegram.Handler()), dir: t.TempDir(), log: &output{}, built: program}
	web := httptest.NewServer(x.front)
	t.Cleanup(func() {
		if x.running != nil {
			x.running.kill()
		}
		if err := telegram.Close(); err != nil { // ends the open polls, which Close of the server waits for
			t.Error(err)
		}
		web.Close()
		x.checkLog()
	})
	compiledIn(t, x.dir)
	x.settings = append([]string{
		"TELEGRAM_BOT_TOKEN=" + token, "TELEGRAM_API_URL=" + web.URL, "ADMIN_IDS=" + strconv.Itoa(quanID),
		"DATA_DIR=" + x.dir, "PACE=false", "EDITION_YEAR=" + strconv.Itoa(editionYear()),
	}, settings...)
	return x
}

// editionYear is the year that the edition is opened for: nothing is due yet.
func editionYear() int { return time.Now().Year() + 1 }

// checkLog fails a test whose program complained, and shows the log of one
// that failed.
func (x *town) checkLog() {
	for _, line := range x.log.complaints() {
		x.t.Errorf("the program complains: %s", line)
	}
	if x.t.Failed() {
		x.t.Logf("what the program wrote:\n%s", x.log)
	}
}

// start runs the bot and waits until it serves.
func (x *town) start() {
	x.t.Helper()
	x.begin()
	eventually(x.t, "the bot serves its command line", func() bool {
		select {
		case <-x.running.over:
			x.t.Fatalf("the bot ended: %v\n%s", x.running.err, x.log)
		default:
		}
		conn, err := net.Dial("unix", filepath.Join(x.dir, "office.sock"))
		if err != nil {
			return false
		}
		return conn.Close() == nil
	})
}

// begin runs the bot and waits for nothing.
func (x *town) begin() {
	x.t.Helper()
	x.running = launchBuilt(x.t, x.built, x.log, x.log, x.settings, "serve")
}

// stop ends the bot in good order.
func (x *town) stop() {
	x.t.Helper()
	x.running.stop()
	x.running = nil
}

// command runs the program once, beside the serving one, and gives what it printed.
func (x *town) command(args ...string) string {
	x.t.Helper()
	path, err := program()
	if err != nil {
		x.t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env, cmd.Dir = environment(x.settings), os.TempDir()
	out, errs := &output{}, &output{}
	cmd.Stdout, cmd.Stderr = out, errs
	if err := cmd.Run(); err != nil {
		x.t.Fatalf("minhchung %s: %v\n%s%s", strings.Join(args, " "), err, out, errs)
	}
	return out.String()
}

// invite makes an invitation on the command line and gives the link's payload.
func (x *town) invite(flags ...string) (payload string) {
	x.t.Helper()
	printed := x.command(append([]string{"invite"}, flags...)...)
	link, _, _ := strings.Cut(printed, "\n")
	payload, ok := strings.CutPrefix(link, x.telegram.BotLink(""))
	if !ok || payload == "" {
		x.t.Fatalf("invite printed no link to the bot:\n%s", printed)
	}
	return payload
}

// importDirectory brings the departments in while the bot runs: through its
// socket, because the data folder is locked.
func (x *town) importDirectory() {
	x.t.Helper()
	list := filepath.Join(x.t.TempDir(), "don-vi.csv")
	err := os.WriteFile(list, []byte("id,name,contact,phone\n"+
		"so-y-te,Sở Y tế,Lan,0905 000 101\n"+
		"so-y-te,Sở Y tế,Minh,0905 000 102\n"+
		"so-gddt,Sở Giáo dục và Đào tạo,Hòa,0905 000 104\n"), 0o600)
	if err != nil {
		x.t.Fatal(err)
	}
	printed := x.command("directory", "import", list)
	for _, want := range []string{"departments: 2 new", "contacts: 3 new"} {
		if !strings.Contains(printed, want) {
			x.t.Errorf("directory import does not say %q:\n%s", want, printed)
		}
	}
}

// enter brings a contact in, from the invitation to the notice, and gives the
// link's payload.
func (x *town) enter(p *person, department, name, phone string) (payload string) {
	x.t.Helper()
	payload = x.invite("--department", department, "--name", name, "--phone", phone)
	p.arrive(payload, "anh/chị là "+name)
	p.tap("Đúng", "gửi số điện thoại")
	p.share("không gửi văn bản mật")
	p.tap("Đã rõ", "điểm")
	return payload
}
