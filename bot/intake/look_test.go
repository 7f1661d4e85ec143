package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"minhchung/bot/intake/signature"
	"minhchung/flows"
	"minhchung/scoring"
)

func lookAt(t *testing.T, content []byte, name string, blobs Blobs) Seen {
	t.Helper()
	seen, err := Look(t.Context(), bytes.NewReader(content), int64(len(content)), name, Options{Blobs: blobs, Trust: signature.NewTrust()})
	if err != nil {
		t.Fatalf("Look(%s): %v", name, err)
	}
	return seen
}

func TestLooksAtEachFileOfAnArchive(t *testing.T) {
	blobs := inMemory{}
	seen := lookAt(t, zipped(
		entryOf{"Phần I/I.2.2/giay-moi.pdf", string(pdfFile())},
		entryOf{"Phần I/I.2.2/", ""},
		entryOf{"__MACOSX/Phần I/._giay-moi.pdf", "x"},
		entryOf{"Thumbs.db", "x"},
		entryOf{`Phan II\anh hop.jpg`, string(camera(t))},
		entryOf{"../../etc/cai-dat.exe", "MZ" + strings.Repeat("x", 100)},
		entryOf{"tap.zip", string(zipped(entryOf{"a.pdf", "x"}))},
		entryOf{"khong.pdf", ""},
	), "tap.zip", blobs)
	want := []struct {
		folder, name string
		refused      flows.Refusal
	}{
		{"Phần I/I.2.2", "giay-moi.pdf", ""},
		{"Phan II", "anh hop.jpg", ""},
		{"etc", "cai-dat.exe", flows.RefusedProgram},
		{"", "tap.zip", flows.RefusedNested},
		{"", "khong.pdf", flows.RefusedEmpty},
	}
	if seen.Refused != flows.RefusedNot || len(seen.Members) != len(want) {
		t.Fatalf("seen %+v", seen.Found)
	}
	for i, m := range seen.Members {
		if m.Folder != want[i].folder || m.Name != want[i].name || m.Refused != want[i].refused {
			t.Errorf("file %d is %q in %q, refused as %q; want %+v", i, m.Name, m.Folder, m.Refused, want[i])
		}
		if m.Refused == flows.RefusedNot && int64(len(blobs[m.Blob])) != m.Size {
			t.Errorf("%s is kept with %d bytes, and said to have %d", m.Name, len(blobs[m.Blob]), m.Size)
		}
	}
	picture := seen.Members[1]
	if picture.Original == "" || bytes.Contains(blobs[picture.Blob], []byte("GPS")) || !picture.Image {
		t.Errorf("the picture: %+v", picture)
	}
	if seen.Members[0].Signature != scoring.SignatureNone {
		t.Errorf("the paper's signature is %q", seen.Members[0].Signature)
	}
}

func TestNamesOfWindowsInVietnamese(t *testing.T) {
	const giayMoi = "Gi\xe2\xecy m\xf5\xcci.pdf" // in Windows-1258
	seen := lookAt(t, zipped(entryOf{giayMoi, string(pdfFile())}), "tap.zip", inMemory{})
	if len(seen.Members) != 1 || seen.Members[0].Name != "Giấy mời.pdf" {
		t.Errorf("seen %+v", seen.Members)
	}
}

// A store that fails is not the archive's fault, a broken file is not the store's.
func TestTellsAFailingStoreFromABrokenMember(t *testing.T) {
	content := zipped(entryOf{"giay-moi.pdf", string(pdfFile())})
	down := errors.New("the store is down")
	_, err := Look(t.Context(), bytes.NewReader(content), int64(len(content)), "tap.zip", Options{Blobs: failingBlobs{down}})
	if !errors.Is(err, down) {
		t.Errorf("a store that is down gives %v", err)
	}
	wrong := flipped(content, bytes.LastIndex(content, []byte("PK\x01\x02"))+16) // its checksum
	if seen := lookAt(t, wrong, "tap.zip", inMemory{}); len(seen.Members) != 1 || seen.Members[0].Refused != flows.RefusedBroken {
		t.Errorf("seen %+v", seen.Members)
	}
}

type failingBlobs struct{ err error }

func (f failingBlobs) Put(_ context.Context, r io.Reader) (string, int64, error) {
	_, err := io.Copy(io.Discard, io.MultiReader(r, iotest.ErrReader(f.err)))
	return "", 0, err
}

func (f failingBlobs) Open(context.Context, string) (io.ReadSeekCloser, error) { return nil, f.err }

func TestSignaturesOfOfficeDocumentsAreLeftToAPerson(t *testing.T) {
	document := entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}
	for name, tc := range map[string]struct {
		content []byte
		want    int
	}{
		"unsigned.docx": {zipped(document), 0},
		"signed.docx":   {zipped(document, entryOf{"_xmlsignatures/sig1.xml", `<Signature><X509Certificate>AAAA</X509Certificate></Signature>`}), 1},
		"old.doc":       {ole("WordDocument", nil), 0},
		"odd.docx":      {zipped(document, entryOf{"_xmlsignatures/sig1.xml", `no XML`}), 1},
		"two.odt": {zipped(entryOf{odfType, typeODT},
			entryOf{"META-INF/documentsignatures.xml", `<document-signatures><Signature/><Signature/></document-signatures>`}), 2},
	} {
		seen := lookAt(t, tc.content, name, nil)
		outcome := signature.Undetermined
		if tc.want == 0 {
			outcome = signature.None
		}
		if len(seen.Checked.Signatures) != tc.want || seen.Checked.Outcome != outcome || seen.Signature != scoring.SignatureState(outcome) {
			t.Errorf("%s: %+v", name, seen.Checked)
		}
	}
}

// Without roots to trust nobody looks at signatures: they count as unchecked.
func TestSignaturesAreNotLookedAtWithoutTrust(t *testing.T) {
	content := pdfFile()
	seen, err := Look(t.Context(), bytes.NewReader(content), int64(len(content)), "giay-moi.pdf", Options{})
	if err != nil || seen.Signature != scoring.SignatureUnchecked {
		t.Errorf("seen %+v, %v", seen, err)
	}
}
