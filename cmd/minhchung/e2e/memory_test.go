package e2e

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"minhchung/bot/intake/pdf/pdftest"
	"minhchung/bot/sandbox"
)

// What files may bring the program's own memory to, in bytes: a large one, and
// slow ones, of which two at once would need 240 MB.
const (
	maxWithLarge = 150 << 20
	maxWithSlow  = 200 << 20
)

// TestTwoSlowFiles has two people send, at once, files that PDFium would be at
// for minutes with all the memory it may have: they are read one after the
// other, for as long as a file may take.
func TestTwoSlowFiles(t *testing.T) {
	x := buildTown(t, sandbox.Options{})
	x.built = plainProgram
	compilePDFium(t)
	x.start()
	x.importDirectory()
	lan, hoa := x.person(lanID), x.person(hoaID)
	x.enter(lan, "so-y-te", "Lan", "0905000101")
	x.enter(hoa, "so-gddt", "Hòa", "0905000104")
	slow := pdftest.Slow(t)
	for _, p := range []*person{lan, hoa} {
		p.say("VI.6.2", "VI.6.2")
		p.tap("Gửi tệp", "Xin gửi minh chứng")
	}
	fits := x.running.watch(maxWithSlow)
	var after [2]int64
	for i, id := range []int64{lanID, hoaID} {
		said, err := x.telegram.Upload(id, sandbox.Upload{Name: "ban-ve.pdf", Content: bytes.NewReader(slow)})
		if err != nil {
			t.Fatal(err)
		}
		after[i] = said.MessageID
	}
	lan.reads("after Lan's file", after[0], "Đã nhận", "VI.6.2")
	hoa.reads("after Hòa's file", after[1], "Đã nhận", "VI.6.2")
	fits("two slow files")
}

// compilePDFium has `minhchung inspect` do what every test lends its program: it
// takes 350 MB, once for a folder of compiled code.
func compilePDFium(t *testing.T) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trang.pdf")
	if err := os.WriteFile(path, pdftest.OnePage("", pdftest.Stream("", "")), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr output
	inspect := launchBuilt(t, plainProgram, &stdout, &stderr, nil, "inspect", path)
	if <-inspect.over; inspect.err != nil {
		t.Fatalf("inspect: %v\n%s", inspect.err, stderr.String())
	}
}

// watch looks at the process's anonymous memory all the time, until the
// returned function says that it is over, and of what. Then it must have been
// below the limit.
func (p *process) watch(limit int64) (fits func(what string)) {
	var peak int64
	over, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(20 * time.Millisecond)
		defer ticker.Stop()
		for {
			peak = max(peak, p.anonymous())
			select {
			case <-ticker.C:
			case <-over:
				return
			}
		}
	}()
	return func(what string) {
		p.t.Helper()
		close(over)
		<-done
		if p.t.Logf("%s: %d MB of anonymous memory at the most", what, peak>>20); peak > limit {
			p.t.Errorf("%s: more than %d MB of anonymous memory", what, limit>>20)
		}
	}
}

// anonymous is the process's anonymous memory in bytes.
func (p *process) anonymous() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	_, rest, ok := strings.Cut(string(status), "RssAnon:")
	if err != nil || !ok {
		p.t.Errorf("this system does not tell a process's memory: %v", err)
		return 0
	}
	kilobytes, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		p.t.Error(err)
	}
	return kilobytes << 10
}
