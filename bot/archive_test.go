package bot_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"strings"
	"testing"

	"minhchung/bot/intake"
	"minhchung/flows"
	"minhchung/storage"
)

// tellMembers says what came of an archive's files.
func tellMembers(_ flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	found := e.Upload.Found
	said := []string{"archive " + string(found.Refused)}
	for _, m := range found.Members {
		said = append(said, strings.TrimSpace(fmt.Sprint(m.Folder, "/", m.Name, " ", len(m.Blob), " ", m.Refused)))
	}
	return s, []flows.Effect{say(strings.Join(said, "; "))}, nil
}

// photo is a picture that says where it was taken.
func photo(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	place := "\xff\xe1\x00\x18Exif\x00\x00GPS 16.46 107.59"
	return b.String()[:2] + place + b.String()[2:]
}

func archive(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		part, err := w.Create(files[i])
		if err == nil {
			_, err = io.WriteString(part, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnArchivesFilesAreKeptEachByItself(t *testing.T) {
	inHouse(t, func(h *house) {
		var seen flows.Found
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			seen = *e.Upload.Found
			return tellMembers(w, s, e)
		}
		h.options.Inspect = func(ctx context.Context, r io.ReadSeeker, size int64, name string) (flows.Found, error) {
			looked, err := intake.Look(ctx, r, size, name, intake.Options{Blobs: h.store.Blobs})
			return looked.Found, err
		}
		content := archive(t, "I.2.2/anh.jpg", photo(t), "cai-dat.exe", "MZ…", "tap.zip", string(archive(t, "a.txt", "a")))
		h.channel.fetch = func(context.Context, string) (io.Reader, error) { return bytes.NewReader(content), nil }
		h.start()
		h.accept(upload(lan, "tap.zip", 0))
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "archive ; I.2.2/anh.jpg 64; /cai-dat.exe 64 program; /tap.zip 64 nested")
		kept := h.content(seen.Members[0].Blob)
		if strings.Contains(kept, "GPS") || seen.Members[0].Original == "" {
			t.Errorf("the picture still says where it was taken: %q, original %q", kept, seen.Members[0].Original)
		}
		if seen.Blob != "" {
			t.Error("the archive itself is offered as evidence")
		}
	})
}

// content gives what is kept under a hash.
func (h *house) content(sha string) string {
	h.t.Helper()
	r, err := h.store.Blobs.Open(h.t.Context(), sha)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(content)
}

// The archive holds pictures as they were taken: it goes once it is unpacked.
func TestAnUnpackedArchiveIsNotKept(t *testing.T) {
	inHouse(t, func(h *house) {
		var whole string
		h.options.Step = tellMembers
		h.options.Inspect = func(ctx context.Context, r io.ReadSeeker, size int64, name string) (flows.Found, error) {
			if _, err := r.Seek(0, io.SeekStart); err != nil {
				return flows.Found{}, err
			}
			sha, _, err := h.store.Blobs.Put(ctx, r) // the same content: its hash
			whole = sha
			return flows.Found{Members: []flows.Found{{Name: "anh.jpg", Size: 60, Blob: strings.Repeat("0", 64)}}}, err
		}
		h.options.Limits.DailyBytes = 50
		h.start()
		h.accept(upload(lan, "tap.zip", 0))
		if _, err := h.store.Blobs.Open(t.Context(), whole); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("the archive is still there: %v", err)
		}
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "archive quota")
	})
}

// TestNothingStaysOfAnArchiveWithAnAnnouncement: none goes with one. What a
// department has filed as well stays.
func TestNothingStaysOfAnArchiveWithAnAnnouncement(t *testing.T) {
	inHouse(t, func(h *house) {
		var seen flows.Found
		h.options.Admit = func(flows.World, flows.Session, flows.Event) flows.Refusal { return flows.RefusedNot }
		h.options.Step = func(_ flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			if e.Upload != nil {
				seen = *e.Upload.Found
			}
			s.Phase = flows.Posting
			return s, []flows.Effect{say("posting")}, nil
		}
		h.options.Inspect = func(ctx context.Context, r io.ReadSeeker, size int64, name string) (flows.Found, error) {
			looked, err := intake.Look(ctx, r, size, name, intake.Options{Blobs: h.store.Blobs})
			return looked.Found, err
		}
		filed, _, err := h.store.Blobs.Put(h.t.Context(), strings.NewReader("a,b\n1,2\n"))
		if err != nil {
			t.Fatal(err)
		}
		if err := h.store.Deliveries.Insert(h.t.Context(), storage.Delivery{Job: "content:" + filed, Recipient: "2023/so-y-te", Mark: "done"}); err != nil {
			t.Fatal(err)
		}
		content := archive(t, "anh.jpg", photo(t), "cai-dat.exe", "MZ…", "bang.txt", "a,b\n1,2\n")
		h.channel.fetch = func(context.Context, string) (io.Reader, error) { return bytes.NewReader(content), nil }
		h.start()
		h.accept(typed(binh, "news"))
		h.accept(upload(binh, "tap.zip", 0))
		if len(seen.Members) != 3 {
			t.Fatalf("the archive's files are not named: %+v", seen)
		}
		for _, m := range seen.Members {
			kept, err := h.store.Blobs.Open(h.t.Context(), m.Blob)
			if err == nil {
				_ = kept.Close()
			}
			if there := err == nil; there != (m.Blob == filed) {
				t.Errorf("%s is there: %t", m.Name, there)
			}
		}
	})
}
