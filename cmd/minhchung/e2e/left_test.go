package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
	"minhchung/storage/embedded"
)

// listsFiles reads the lists of evidence in the chat: each file stands there once.
func (p *person) listsFiles(sent map[string][]file) {
	p.t.Helper()
	for criterion, files := range sent {
		p.say(criterion, criterion, fmt.Sprintf("Đã gửi %d tệp.", len(files)))
		p.tap(fmt.Sprintf("Minh chứng (%d)", len(files)), "minh chứng đã gửi")
		list := p.seen().Body()
		for page := 2; p.offers("Trang sau"); page++ {
			p.tap("Trang sau", fmt.Sprintf("trang %d/", page))
			list += "\n" + p.seen().Body()
		}
		if n := strings.Count(list, ". ảnh"); files[0].photo && n != len(files) { // photos have no names
			p.t.Errorf("%s lists %d photos, sent were %d:\n%s", criterion, n, len(files), list)
		}
		for _, f := range files {
			if n := strings.Count(list, f.name); n != 1 && !f.photo {
				p.t.Errorf("%s lists %s %d times:\n%s", criterion, f.name, n, list)
			}
		}
	}
}

// left is what lies in the data folder when nobody works in it.
type left struct {
	t     testing.TB
	store *embedded.Store
	docs  []storage.Document // of the dossier of Sở Y tế
}

// left opens the folder of a stopped town, and checks what holds whatever
// happened: the chain, no cause twice, nothing left to work.
func (x *town) left() left {
	x.t.Helper()
	store, err := embedded.Open(x.dir, storage.Pace{})
	if err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() {
		if err := store.Close(); err != nil {
			x.t.Error(err)
		}
	})
	l := left{t: x.t, store: store}
	edition, err := scoring.Open("2023", editionYear())
	if err == nil {
		l.docs, err = store.Ledger().Read(x.t.Context(), flows.DossierStream(edition, "so-y-te"), 0)
	}
	if err == nil {
		err = storage.Verify(l.docs)
	}
	if err != nil {
		x.t.Fatal(err)
	}
	causes := map[string]bool{}
	for _, doc := range l.docs {
		if causes[doc.Cause] {
			x.t.Errorf("%s led to two documents", doc.Cause)
		}
		causes[doc.Cause] = true
	}
	l.nothingPending()
	return l
}

func (l left) nothingPending() {
	l.t.Helper()
	rows, err := l.store.Inbox().Pending(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, row := range rows {
		if row.Due.IsZero() { // what waits for its time is an album's second thought
			l.t.Errorf("%s is still to be worked", row.Key)
		}
	}
}

// entries gives the entries of a kind, in order.
func entries[T scoring.Entry](l left) []T {
	l.t.Helper()
	var found []T
	for _, doc := range l.docs {
		for _, raw := range doc.Entries {
			if entry, ok := decode(l.t, raw).(T); ok {
				found = append(found, entry)
			}
		}
	}
	return found
}

func decode(t testing.TB, raw json.RawMessage) scoring.Entry {
	t.Helper()
	entry, err := scoring.DecodeEntry(raw)
	if err != nil {
		t.Fatal(err)
	}
	return entry
}

// holdsFiles: exactly the files sent, where they belong, with their contents.
func (l left) holdsFiles(sent map[string][]file) {
	l.t.Helper()
	var want, kept []string
	for criterion, files := range sent {
		for _, f := range files {
			want = append(want, criterion+" "+f.sha())
		}
	}
	codes := map[string]bool{}
	for _, e := range entries[scoring.EvidenceKept](l) {
		kept = append(kept, e.Criterion+" "+e.Evidence.Blob)
		if codes[e.Evidence.ID] {
			l.t.Errorf("the receipt code %s stands for two files", e.Evidence.ID)
		}
		codes[e.Evidence.ID] = true
		if got := l.content(e.Evidence.Blob); got != e.Evidence.Blob {
			l.t.Errorf("the content of %s is that of %s", e.Evidence.Blob, got)
		}
	}
	same(l.t, "files", kept, want)
}

// content gives the SHA-256 of what is kept under the name.
func (l left) content(sha string) string {
	l.t.Helper()
	content, err := l.store.Blobs().Open(l.t.Context(), sha)
	if err != nil {
		l.t.Errorf("the content %s: %v", sha, err)
		return ""
	}
	defer content.Close()
	raw, err := io.ReadAll(content)
	if err != nil {
		l.t.Error(err)
	}
	return shaOf(raw)
}

// holdsAnswers: exactly the counts given for a criterion, in their order.
func (l left) holdsAnswers(criterion string, counts []string) {
	l.t.Helper()
	var got []string
	for _, e := range entries[scoring.AnswerGiven](l) {
		if e.Criterion != criterion || e.Answer.Count == nil {
			l.t.Errorf("nobody answered %+v", e)
			continue
		}
		got = append(got, e.Answer.Count.String())
	}
	if !slices.Equal(got, counts) {
		l.t.Errorf("%s was answered with %v, kept is %v", criterion, counts, got)
	}
}

// same compares without regard to the order.
func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if slices.Equal(got, want) {
		return
	}
	for _, w := range want {
		if n := count(got, w); n != 1 {
			t.Errorf("%s: %s is there %d times", what, w, n)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("%s: %s is there, and was never sent", what, g)
		}
	}
}

func count(list []string, s string) (n int) {
	for _, x := range list {
		if x == s {
			n++
		}
	}
	return n
}
