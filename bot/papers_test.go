package bot_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"minhchung/flows/flowtest"
	"minhchung/storage/storagetest"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestRealPapers plays a dialogue whose files are real: rendered documents,
// signed or not, changed after that, scanned, classified. Nothing tells the bot
// what is in them.
func TestRealPapers(t *testing.T) {
	papers := openLibrary(t)
	plan := released(rendered(t, "02-kh-chuyen-doi-so.pdf"), "Trần Thị Minh Châu", "Phó Giám đốc", "Sở Y tế").Bytes
	scan, err := os.ReadFile(filepath.Join("sandbox", "page", "samples", "ban-quet.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(plan, []byte("/CreationDate(D:20"), []byte("/CreationDate(D:30"), 1)
	if bytes.Equal(changed, plan) {
		t.Fatal("the document has no date to change")
	}
	papers.papers = map[string][]byte{
		"57-kh-syt.pdf": plan, "57-kh-syt-sua.pdf": changed, "scan.pdf": scan,
		"ke-hoach-tinh.pdf": released(rendered(t, "10-kh-ubnd-tinh.pdf"), "Nguyễn Thanh Hà", "Phó Chủ tịch", "UBND tỉnh").Bytes,
		"VB0042.pdf":        rendered(t, "04-gm-hop-bcd-quy-1.pdf"),
		"bao-cao.pdf":       rendered(t, "22-bc-mat.pdf"),
	}
	file := filepath.Join("testdata", "papers.txt")
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	redis := storagetest.RedisServer(t)
	got, err := flowtest.RunWith(string(want), func(s *flowtest.Stage) (flowtest.Worker, error) {
		p := newTroupe(t, s, redis)
		p.scene.real = papers
		return p, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got = sizes.ReplaceAllString(blobs.ReplaceAllString(got, `"blob":"…"`), `"size":…`)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(want) != got {
		t.Errorf("something else is said of the papers (-update rewrites %s):\n%s", file, flowtest.FirstDifference(string(want), got))
	}
}
