package intake

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image/jpeg"
	"io"
	"testing"
	"testing/iotest"

	"minhchung/flows"
)

// camera is a picture as a phone writes it: turned, with the place where it was
// taken in EXIF and once more in XMP, a remark, and a film behind it.
func camera(t testing.TB) []byte {
	t.Helper()
	plain := jpegImage(t)
	segment := func(marker byte, content string) string {
		n := len(content) + 2
		return string([]byte{0xFF, marker, byte(n >> 8), byte(n)}) + content
	}
	exif := exifHead + "II\x2a\x00\x08\x00\x00\x00" + "\x02\x00" +
		"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00" + // turned by 90°
		"\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00" + // where its place stands
		"\x00\x00\x00\x00" + "GPS 16.4637 107.5909"
	return []byte("\xff\xd8" + segment(markAPP1, exif) +
		segment(markAPP1, "http://ns.adobe.com/xap/1.0/\x00<x exif:GPSLatitude='16,27.8N'/>") +
		segment(markAPP2, "MPF\x00GPS") + segment(markAPP2, "ICC_PROFILE\x00\x01\x01colours") +
		segment(0xED, "Photoshop 3.0\x00GPS") + segment(markCOM, "a note") +
		string(plain[2:]) + "a film with its own GPS")
}

func TestPicturesAreKeptWithoutTheirPlace(t *testing.T) {
	taken := camera(t)
	sum := sha256.Sum256(taken)
	for name, r := range map[string]io.Reader{
		"whole": bytes.NewReader(taken), "byte by byte": iotest.OneByteReader(bytes.NewReader(taken)), "at once with the end": iotest.DataErrReader(bytes.NewReader(taken)),
	} {
		k := NewKeepable(r)
		kept, err := io.ReadAll(k)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if bytes.Contains(kept, []byte("GPS")) {
			t.Errorf("%s: the place is still there", name)
		}
		if !bytes.Contains(kept, []byte("ICC_PROFILE\x00\x01\x01colours")) {
			t.Errorf("%s: the colours are gone", name)
		}
		if got := k.Original(); got != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: the original's hash is %q", name, got)
		}
		if i := bytes.Index(kept, []byte(exifHead)); i < 0 || orientation(kept[i:]) != 6 {
			t.Errorf("%s: how to turn the picture is lost", name)
		}
		shown, err := jpeg.Decode(bytes.NewReader(kept))
		if err != nil {
			t.Fatalf("%s: what is kept is no picture: %v", name, err)
		}
		if want, _ := jpeg.Decode(bytes.NewReader(taken)); shown.Bounds() != want.Bounds() || shown.At(3, 3) != want.At(3, 3) {
			t.Errorf("%s: what is kept is another picture", name)
		}
		if found := look(t, kept, "anh.jpg"); found.Refused != flows.RefusedNot {
			t.Errorf("%s: what is kept is refused: %+v", name, found)
		}
		again := NewKeepable(bytes.NewReader(kept))
		if twice, err := io.ReadAll(again); err != nil || !bytes.Equal(twice, kept) || again.Original() != "" {
			t.Errorf("%s: what is kept does not stay as it is: %v", name, err)
		}
	}
}

func TestEverythingElseIsKeptAsItIs(t *testing.T) {
	for name, content := range map[string][]byte{
		"giay-moi.pdf": pdfFile(), "rong": nil, "mot byte": {0xFF}, "anh khong co gi": jpegImage(t), "hop.png": pngImage(t),
	} {
		k := NewKeepable(bytes.NewReader(content))
		kept, err := io.ReadAll(k)
		if err != nil || !bytes.Equal(kept, content) || k.Original() != "" {
			t.Errorf("%s: %d of %d bytes, original %q, %v", name, len(kept), len(content), k.Original(), err)
		}
	}
}

func TestACutPictureIsNotKept(t *testing.T) {
	whole := jpegImage(t)
	for n := 3; n < len(whole); n++ {
		if _, err := io.ReadAll(NewKeepable(bytes.NewReader(whole[:n]))); !errors.Is(err, ErrBroken) {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
	down := errors.New("the connection broke")
	_, err := io.ReadAll(NewKeepable(io.MultiReader(bytes.NewReader(whole[:200]), iotest.ErrReader(down))))
	if !errors.Is(err, down) {
		t.Errorf("a broken connection gives %v", err)
	}
}

// FuzzKeepable looks that no place comes through, whatever the picture is.
func FuzzKeepable(f *testing.F) {
	f.Add(camera(f))
	f.Add(jpegImage(f))
	f.Fuzz(func(t *testing.T, content []byte) {
		k := NewKeepable(bytes.NewReader(content))
		kept, err := io.ReadAll(k)
		if err != nil {
			return
		}
		if k.Original() == "" && !bytes.Equal(kept, content) {
			t.Error("it was changed, and nobody is told")
		}
		again := NewKeepable(bytes.NewReader(kept))
		if twice, err := io.ReadAll(again); err != nil || !bytes.Equal(twice, kept) {
			t.Errorf("what is kept is not kept as it is: %v", err)
		}
	})
}
