package pdf

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"minhchung/bot/intake/pdf/pdftest"
)

// patience is far more than an honest file takes, and less than anybody waits.
const patience = 20 * time.Second

func text(t *testing.T, r *Reader, content []byte) (Text, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return r.Text(ctx, bytes.NewReader(content), int64(len(content)))
}

// expected says that an error is one of those that Text and Picture promise.
func expected(err error) bool {
	return err == nil || errors.Is(err, ErrBroken) || errors.Is(err, ErrPassword)
}

func TestBrokenFilesAreErrors(t *testing.T) {
	r := newReader(t)
	for name, content := range map[string][]byte{
		"empty":        {},
		"no PDF":       []byte("Kính gửi: Sở Y tế"),
		"header only":  []byte("%PDF-1.7\n"),
		"no pages":     pdftest.Made("<</Type/Catalog>>"),
		"pages a loop": pdftest.Made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
	} {
		if got, err := text(t, r, content); !errors.Is(err, ErrBroken) && len(got.Pages) > 0 {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if _, err := r.Picture(t.Context(), bytes.NewReader(content), int64(len(content))); !errors.Is(err, ErrBroken) {
			t.Errorf("a picture of %s: %v", name, err)
		}
	}
}

func TestTruncatedAndMutatedFiles(t *testing.T) {
	r := newReader(t)
	whole := rendered(t, "27-qd-kiem-toan-tabs")
	random := rand.New(rand.NewPCG(30, 2020))
	for i := range 48 {
		content := bytes.Clone(whole)
		if i%3 == 0 {
			content = content[:random.IntN(len(content))]
		}
		for range random.IntN(40) {
			if len(content) > 0 {
				content[random.IntN(len(content))] = byte(random.IntN(256))
			}
		}
		if _, err := text(t, r, content); !expected(err) {
			t.Errorf("file %d: %v", i, err)
		}
		if i%6 == 0 {
			if _, err := r.Picture(t.Context(), bytes.NewReader(content), int64(len(content))); !expected(err) {
				t.Errorf("picture of file %d: %v", i, err)
			}
		}
	}
}

// A file that PDFium would be at for minutes ends when its time does, and the
// next one is read.
func TestSlowFileIsCutOff(t *testing.T) {
	r := limitedReader(t, Limits{Turn: patience, Read: slowed * time.Second})
	honest := rendered(t, "27-qd-kiem-toan-tabs")
	if _, err := text(t, r, honest); err != nil {
		t.Fatal(err)
	}
	content := pdftest.Slow(t)
	for range 2 { // each must give the place back
		cutOff(t, r, content)
	}
	if _, err := text(t, r, honest); err != nil {
		t.Errorf("after the slow ones: %v", err)
	}
}

// cutOff has text and picture of a slow file asked for.
func cutOff(t *testing.T, r *Reader, content []byte) {
	t.Helper()
	for name, read := range map[string]func() error{
		"text": func() error {
			_, err := r.Text(t.Context(), bytes.NewReader(content), int64(len(content)))
			return err
		},
		"picture": func() error {
			_, err := r.Picture(t.Context(), bytes.NewReader(content), int64(len(content)))
			return err
		},
	} {
		r.places <- <-r.places // its turn has come
		began := time.Now()
		if err := read(); !errors.Is(err, ErrSlow) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began) - r.limits.Read; took > patience/4 { // on a busy machine
			t.Errorf("%s: cut off %s late", name, took)
		}
	}
}

// Of a file whose first page is read in time, what was read is given.
func TestPagesThatTakeTooLongAreLeftOut(t *testing.T) {
	r := limitedReader(t, Limits{Turn: patience, Read: slowed * time.Second})
	content := pdftest.Made(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R "+strings.Repeat("4 0 R ", 9)+"3 0 R 3 0 R]/Count 12>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"+pdftest.Helvetica+">>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R>>",
		pdftest.Stream("", "BT /F 12 Tf 100 742 Td (So 123/QD) Tj ET"),
		pdftest.Deflated(t, "0 w ", 40<<20),
	)
	began := time.Now()
	got, err := text(t, r, content)
	if took := time.Since(began); took > patience/2 {
		t.Errorf("took %s", took)
	}
	if n := len(got.Pages); err != nil || got.Total != 12 || n < 3 || n == 12 || got.Pages[0].Number != 1 || got.Pages[n-2].Number != 11 || got.Pages[n-1].Number != 12 {
		t.Errorf("%d pages: %+v, %v", n, got, err)
	}
}

// A file whose turn does not come is told so, and nobody waits for ever.
func TestTurnThatDoesNotCome(t *testing.T) {
	r := limitedReader(t, Limits{Turn: patience, Read: patience})
	honest := rendered(t, "27-qd-kiem-toan-tabs")
	if _, err := text(t, r, honest); err != nil {
		t.Fatal(err)
	}
	r.limits.Turn = 20 * time.Millisecond
	p := <-r.places
	if _, err := text(t, r, honest); !errors.Is(err, ErrBusy) {
		t.Errorf("beside another file: %v", err)
	}
	r.places <- p
	starting := limitedReader(t, Limits{Turn: 20 * time.Millisecond, Read: patience})
	starting.started = make(chan struct{})
	if _, err := text(t, starting, honest); !errors.Is(err, ErrBusy) {
		t.Errorf("while PDFium starts: %v", err)
	}
	close(starting.started)
}

// Those beside one that is cut off are not disturbed, and what is cut off is
// not touched from beside: the race detector watches.
func TestManyAreCutOffBesideHonestOnes(t *testing.T) {
	r := newReader(t)
	honest := rendered(t, "27-qd-kiem-toan-tabs")
	if _, err := text(t, r, honest); err != nil {
		t.Fatal(err)
	}
	content := pdftest.Slow(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(20+40*i)*time.Millisecond)
			defer cancel()
			if _, err := r.Text(ctx, bytes.NewReader(content), int64(len(content))); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("slow: %v", err)
			}
		})
		all.Go(func() {
			if _, err := text(t, r, honest); err != nil {
				t.Errorf("honest: %v", err)
			}
		})
	}
	all.Wait()
}

func TestMemoryBombsStayInside(t *testing.T) {
	r := newReader(t)
	for name, content := range map[string][]byte{
		"a content of 128 MB":   pdftest.OnePage(pdftest.Helvetica, pdftest.Deflated(t, "    ", 128<<20)),
		"a page of 10^9 points": pdftest.OnePage("/UserUnit 75000", pdftest.Stream("", "0 0 10 10 re f")),
		"nested arrays":         pdftest.OnePage("/X "+strings.Repeat("[", 1<<18), pdftest.Stream("", "")),
		"a picture of 10^10 points": pdftest.OnePage("/Resources<</XObject<</I 5 0 R>>>>", pdftest.Stream("", "595 0 0 842 0 0 cm /I Do"),
			pdftest.Stream("/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8", "x")),
	} {
		began := time.Now()
		if _, err := text(t, r, content); !expected(err) {
			t.Errorf("%s: %v", name, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		if picture, err := r.Picture(ctx, bytes.NewReader(content), int64(len(content))); !expected(err) || len(picture) > 10<<20 {
			t.Errorf("a picture of %s: %d bytes, %v", name, len(picture), err)
		}
		cancel()
		t.Logf("%s: %s", name, time.Since(began))
	}
}

// A store that fails is not the file's fault.
func TestTellsAFailingStoreFromABrokenFile(t *testing.T) {
	r := newReader(t)
	down := errors.New("the store is down")
	content := rendered(t, "27-qd-kiem-toan-tabs")
	file := struct {
		io.Reader
		io.Seeker
	}{iotest.ErrReader(down), bytes.NewReader(content)}
	if _, err := r.Text(t.Context(), file, int64(len(content))); !errors.Is(err, down) || errors.Is(err, ErrBroken) {
		t.Errorf("got %v", err)
	}
}

func TestCancelledAndClosed(t *testing.T) {
	content := rendered(t, "27-qd-kiem-toan-tabs")
	r := newReader(t)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Text(cancelled, bytes.NewReader(content), int64(len(content))); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Text(t.Context(), bytes.NewReader(content), int64(len(content))); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	unused := New("")
	if err := unused.Close(); err != nil {
		t.Errorf("closing what never started: %v", err)
	}
}
