package document

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"

	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/pdf/pdftest"
)

// rendered is a document of testdata/documents.yaml or pages.yaml with what it
// says.
type rendered struct {
	File, Name, Signer, Type, Page string
	Stamps                         *struct{ Number, Day, Month string }
	Want                           struct {
		Number, Date, Issuer, Subject string
		SignedAs                      Capacity `yaml:"signed_as"`
		Classified                    Classification
		Type, Signer                  string // in pages.yaml
	}
}

func renderedDocuments(t *testing.T, file string) []rendered {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var documents []rendered
	if err := yaml.Unmarshal(source, &documents); err != nil {
		t.Fatal(err)
	}
	return documents
}

func (r rendered) content(t testing.TB) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "rendered", r.File+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// newReader has all the time that a busy machine needs.
func newReader(t testing.TB) *pdf.Reader {
	t.Helper()
	return limitedReader(t, pdf.Limits{Turn: time.Minute, Read: time.Minute})
}

// limitedReader keeps PDFium's compiled code between the runs of the tests.
func limitedReader(t testing.TB, l pdf.Limits) *pdf.Reader {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	reader := pdf.NewLimited(filepath.Join(cache, "minhchung-test", "pdfium"), l)
	t.Cleanup(func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	})
	return reader
}

func fromPDF(t *testing.T, reader *pdf.Reader, content []byte) Document {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	d, err := FromPDF(ctx, reader, bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDocumentsByLibreOffice reads thirty documents of the usual layout, of which
// 28 must be right, and those of pages.yaml, which were written to find out what
// the reader did not know yet.
func TestDocumentsByLibreOffice(t *testing.T) {
	reader := newReader(t)
	for file, least := range map[string]int{"documents.yaml": 28, "pages.yaml": 21} {
		documents, right := renderedDocuments(t, file), 0
		for _, r := range documents {
			content := r.content(t)
			if r.Stamps != nil {
				content = stamped(t, reader, content, *r.Stamps)
			}
			if got := fromPDF(t, reader, content); r.compare(t, got) {
				right++
			}
		}
		if t.Logf("%s: %d of %d are right", file, right, len(documents)); right < least {
			t.Errorf("%s: only %d of %d are right", file, right, len(documents))
		}
	}
}

// compare logs what differs. What is promised counts; the rest must be right
// in every one.
func (r rendered) compare(t *testing.T, got Document) bool {
	t.Helper()
	date := ""
	if !got.Date.IsZero() {
		date = got.Date.String()
	}
	right := true
	check := func(what, got, want string) bool {
		if got != want {
			t.Logf("%s: %s is %q, want %q", r.File, what, got, want)
		}
		return got == want
	}
	for what, pair := range map[string][2]string{
		"number":    {got.Number, r.Want.Number},
		"date":      {date, r.Want.Date},
		"issuer":    {got.Issuer, r.Want.Issuer},
		"subject":   {got.Subject, r.Want.Subject},
		"signed as": {string(got.SignedAs), string(r.Want.SignedAs)},
	} {
		right = check(what, pair[0], pair[1]) && right
	}
	classified := r.Want.Classified
	if classified == "" {
		classified = NotClassified
	}
	signer, kind := r.Signer, r.Type
	if signer == "" {
		signer = r.Name
	}
	if kind == "" {
		kind = TypeLetter
	}
	if r.Page != "" {
		signer, kind = r.Want.Signer, r.Want.Type
	}
	for what, pair := range map[string][2]string{
		"classified": {string(got.Classified), string(classified)},
		"signer":     {got.Signer, signer},
		"type":       {got.Type, kind},
	} {
		if !check(what, pair[0], pair[1]) {
			t.Errorf("%s: wrong %s", r.File, what)
		}
	}
	if !got.HasText || got.Copy || !norm.NFC.IsNormalString(got.Subject) {
		t.Errorf("%s: %+v", r.File, got)
	}
	return right
}

// stamped puts the figures where a clerk's program puts them: into the blanks.
func stamped(t *testing.T, reader *pdf.Reader, content []byte, figures struct{ Number, Day, Month string }) []byte {
	t.Helper()
	text, err := reader.Text(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	after := func(word string) pdftest.Mark {
		for _, l := range text.Pages[0].Lines {
			for _, w := range l.Words {
				if strings.HasPrefix(w.Text, word) {
					return pdftest.Mark{X: w.Right + 4, Y: l.Base - 2, Size: 13}
				}
			}
		}
		t.Fatalf("no %q on the page", word)
		return pdftest.Mark{}
	}
	var marks []pdftest.Mark
	for word, figure := range map[string]string{"Số:": figures.Number, "ngày": figures.Day, "tháng": figures.Month} {
		m := after(word)
		m.Text = figure
		marks = append(marks, m)
	}
	stamped, err := pdftest.Stamp(content, marks...)
	if err != nil {
		t.Fatal(err)
	}
	return stamped
}
