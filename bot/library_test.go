package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"

	"minhchung/bot/intake"
	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/signature"
	"minhchung/bot/intake/signature/signaturetest"
	"minhchung/flows"
)

// library has real papers, which are looked at as the bot looks at them.
type library struct {
	papers map[string][]byte
	reader *pdf.Reader
}

// openLibrary waits until PDFs can be read: afterwards none stays unread for
// want of time.
func openLibrary(t *testing.T) *library {
	t.Helper()
	l := &library{papers: map[string][]byte{}, reader: pdf.NewLimited(t.TempDir(), pdf.Limits{Turn: rehearsal, Read: rehearsal})}
	t.Cleanup(func() {
		if err := l.reader.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := l.reader.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l
}

// rendered is one of the documents that the reader is tested with.
func rendered(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("intake", "document", "testdata", "rendered", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// released is a document as an office releases it: signed by a person, then by
// the clerk with the office's certificate.
func released(content []byte, signer, position, office string) *signaturetest.Doc {
	authority := signaturetest.NewAuthority("CA thử nghiệm")
	d := signaturetest.Of(content).Sign(signaturetest.Signing{By: authority.Person(signer, position, office)})
	return d.Sign(signaturetest.Signing{By: authority.Person(office, "", office)})
}

func (l *library) open(name string) (io.ReadCloser, error) {
	content, there := l.papers[name]
	if !there {
		return nil, fmt.Errorf("the library has no %s", name)
	}
	return io.NopCloser(bytes.NewReader(content)), nil
}

func (l *library) look(ctx context.Context, content io.ReadSeeker, size int64, name string) (flows.Found, error) {
	seen, err := intake.Look(ctx, content, size, name, intake.Options{Reader: l.reader, Trust: signature.NewTrust(), At: signaturetest.Now()})
	return seen.Found, err
}

// draw looks that what is drawn is a picture of a page, upright and not too large to be sent.
func (l *library) draw(ctx context.Context, content io.ReadSeeker, size int64) ([]byte, error) {
	drawn, err := intake.Picture(ctx, l.reader, content, size)
	if err != nil {
		return nil, err
	}
	picture, err := png.DecodeConfig(bytes.NewReader(drawn))
	if err != nil {
		return nil, err
	}
	if picture.Width < 900 || picture.Width > 1000 || picture.Height < picture.Width || len(drawn) > 10<<20 {
		return nil, fmt.Errorf("the picture is %d × %d, of %d bytes", picture.Width, picture.Height, len(drawn))
	}
	return drawn, nil
}
