package bot_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/bot/intake/malware"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// scanner is one that knows the word "virus", and can be away.
type scanner struct{ away atomic.Bool }

func (s *scanner) scan(_ context.Context, r io.Reader) (malware.Verdict, error) {
	if s.away.Load() {
		return malware.Verdict{Outcome: malware.Unavailable, Err: errors.New("nobody there")}, nil
	}
	content, err := io.ReadAll(r)
	switch {
	case err != nil:
		return malware.Verdict{}, err
	case strings.Contains(string(content), "virus"):
		return malware.Verdict{Outcome: malware.Infected, Name: "Test"}, nil
	}
	return malware.Verdict{Outcome: malware.Clean}, nil
}

// keepFound files uploads with all that was found, and leaves the rest to flows.
func keepFound(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	switch {
	case e.Kind == flows.EventWake:
		return flows.Step(w, s, e)
	case e.Kind != flows.EventUpload || e.Upload.Found.Refused != flows.RefusedNot:
		return keep(w, s, e)
	}
	department, d := own(w)
	found := e.Upload.Found
	evidence := scoring.Evidence{ID: found.Name, Kind: scoring.EvidenceDocument, Name: found.Name, Blob: found.Blob, Scan: found.Scan, Original: found.Original}
	return s, []flows.Effect{flows.Append{
		Stream: flows.DossierStream(w.Edition, department), After: d.Seq, By: w.Me.Person.ID,
		Entries: []scoring.Entry{scoring.EvidenceKept{Criterion: "I.4.1", Evidence: evidence}},
	}, say("kept " + found.Name + string(found.Scan))}, nil
}

// entries gives what a department's stream says, document by document.
func (h *house) entries(department string) string {
	var all []string
	for _, doc := range h.dossier(department) {
		for _, raw := range doc.Entries {
			all = append(all, string(raw))
		}
	}
	return strings.Join(all, "\n")
}

func TestWhatTheScannerKnowsIsNotKept(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step, h.options.Scan = keepFound, new(scanner).scan
		blobs := &watchedBlobs{Blobs: h.store.Blobs}
		h.store.Blobs = blobs
		h.channel.fetch = func(_ context.Context, file string) (io.Reader, error) {
			return strings.NewReader(strings.Repeat(file, 10_000)), nil
		}
		h.start()
		h.accept(upload(lan, "virus.pdf", 0), upload(lan, "giay-moi.pdf", 0))
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "refused: malware", "(upload_document)", "kept giay-moi.pdf")
		if blobs.put.Load() != 1 {
			t.Errorf("%d contents were kept", blobs.put.Load())
		}
	})
}

// watchedBlobs counts what was kept.
type watchedBlobs struct {
	bot.Blobs
	put atomic.Int32
}

func (b *watchedBlobs) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	sha, size, err := b.Blobs.Put(ctx, r)
	if err == nil {
		b.put.Add(1)
	}
	return sha, size, err
}

func TestFilesWaitForAScannerThatIsAway(t *testing.T) {
	inHouse(t, func(h *house) {
		s := &scanner{}
		s.away.Store(true)
		h.options.Step, h.options.Scan = keepFound, s.scan
		h.start()
		h.accept(upload(lan, "giay-moi.pdf", 0), upload(minh, "virus.pdf", 0), upload(hoa, "virus.pdf", 0))
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "kept giay-moi.pdfpending")
		before := len(h.dossier("so-y-te"))
		pass(5 * time.Minute)
		if after := len(h.dossier("so-y-te")); after != before {
			t.Errorf("the scanner is away, and %d documents came", after-before)
		}
		s.away.Store(false)
		pass(2 * time.Minute)
		h.checkScanned()
		// What was said once is said once, also by the next process.
		h.restart()
		pass(5 * time.Minute)
		h.checkScanned()
	})
}

// checkScanned looks at what the scanner's return has led to.
func (h *house) checkScanned() {
	h.t.Helper()
	for department, want := range map[string][]string{
		"so-y-te":     {`{"kind":"evidence-scanned","id":"giay-moi.pdf","outcome":"clean"}`, `{"kind":"evidence-scanned","id":"virus.pdf","outcome":"infected"}`},
		"so-xay-dung": {`{"kind":"evidence-scanned","id":"virus.pdf","outcome":"infected"}`},
	} {
		for _, entry := range want {
			if n := strings.Count(h.entries(department), entry); n != 1 {
				h.t.Errorf("%s is %d times in the dossier of %s:\n%s", entry, n, department, h.entries(department))
			}
		}
	}
	for _, doc := range h.dossier("so-xay-dung") {
		for _, raw := range doc.Entries {
			entry, err := scoring.DecodeEntry(raw)
			if err != nil {
				h.t.Fatal(err)
			}
			if kept, ok := entry.(scoring.EvidenceKept); ok {
				if _, err := h.store.Blobs.Open(h.t.Context(), kept.Evidence.Blob); !errors.Is(err, storage.ErrNotFound) {
					h.t.Errorf("the infected content is still there: %v", err)
				}
			}
		}
	}
	for chat, want := range map[string]string{lan: "không phát hiện mã độc", minh: "có mã độc", hoa: "có mã độc"} {
		said := strings.Join(h.channel.to(chat), "\n")
		if strings.Count(said, want) != 1 {
			h.t.Errorf("%s was not told once: %s", chat, said)
		}
	}
}

func TestABrokenPictureIsNotKept(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keepFound
		h.channel.fetch = func(context.Context, string) (io.Reader, error) {
			return strings.NewReader("\xff\xd8\xff\xe0\x00\x10JFIF"), nil
		}
		h.start()
		h.accept(upload(lan, "anh.jpg", 0))
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "refused: broken")
	})
}
