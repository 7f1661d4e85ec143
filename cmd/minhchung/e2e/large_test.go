package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"minhchung/bot/sandbox"
)

// maxAnonymous is what a large file may bring the program's own memory to.
const maxAnonymous = 150 << 20

// TestLargeLocalFile sends 200 MB through a Bot API server in its local mode:
// they are read from its folder, never whole in memory.
func TestLargeLocalFile(t *testing.T) {
	const size = 200 << 20
	folder := t.TempDir()
	x := buildTown(t, sandbox.Options{Dir: folder, Local: true},
		"MAX_FILE_MB=300", "TELEGRAM_LOCAL_FILES="+filepath.Join(folder, "files"))
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905000101")
	lan.say("VI.6.2", "VI.6.2")
	lan.tap("Gửi tệp", "Xin gửi minh chứng")
	peak := x.running.watch()
	said, err := x.telegram.Upload(lanID, sandbox.Upload{Name: "trien-khai.mp4", Content: film(size), AsVideo: true})
	if err != nil {
		t.Fatal(err)
	}
	kept := lan.reads("after the film", said.MessageID, "Đã nhận", "VI.6.2")
	if strings.Contains(kept.Body(), "không nhận được") {
		t.Fatalf("the film was refused: %s", kept.Body())
	}
	if most := peak(); most > maxAnonymous {
		t.Errorf("%d MB of anonymous memory, more than %d MB", most>>20, maxAnonymous>>20)
	} else {
		t.Logf("%d MB of anonymous memory at the most, with a file of %d MB", most>>20, int64(size)>>20)
	}
}

// film is an MP4 file of the given size: its boxes are real, its pictures blank.
func film(size int64) io.Reader {
	box := func(kind string, length uint32, body string) []byte {
		head := binary.BigEndian.AppendUint32(nil, length)
		return append(append(head, kind...), body...)
	}
	head := append(box("ftyp", 24, "isom\x00\x00\x02\x00isommp41"), box("moov", 8, "")...)
	rest := size - int64(len(head))
	head = append(head, box("mdat", uint32(rest), "")...)
	return io.MultiReader(bytes.NewReader(head), io.LimitReader(blank{}, rest-8))
}

// blank reads as nothing but zeros.
type blank struct{}

func (blank) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// watch looks at the process's anonymous memory all the time, until the
// returned function asks for the most that was seen.
func (p *process) watch() (most func() int64) {
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
	return func() int64 {
		close(over)
		<-done
		return peak
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
