package intake

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// errBrokenJPEG says that a picture is cut off or damaged.
var errBrokenJPEG = errors.New("the JPEG is broken")

// The markers of a JPEG file that matter here (ITU T.81, table B.1).
const (
	markSOI  = 0xD8
	markEOI  = 0xD9
	markSOS  = 0xDA
	markAPP0 = 0xE0 // JFIF
	markAPP1 = 0xE1 // EXIF and XMP
	markAPP2 = 0xE2 // colours, among others
	markAPPE = 0xEE // how an Adobe program stored the colours
	markAPPF = 0xEF
	markCOM  = 0xFE
)

// jpegReader reads a JPEG picture without what the camera wrote about it:
// where it was taken, by whom, with what, smaller pictures of the same. How to
// turn it stays. What follows the picture is left out too.
type jpegReader struct {
	r        *bufio.Reader
	out      bytes.Buffer // to be given out before more is read
	begun    bool
	frame    bool // a frame's header has come
	scan     bool // inside the picture itself
	shown    bool // some of the picture has come
	done     bool
	stripped bool // something was left out
}

func newJPEG(r io.Reader) *jpegReader {
	return &jpegReader{r: bufio.NewReaderSize(r, 64<<10)}
}

func (j *jpegReader) Read(p []byte) (int, error) {
	for j.out.Len() == 0 {
		if j.done {
			return 0, io.EOF
		}
		if err := j.next(); err != nil {
			return 0, err
		}
	}
	return j.out.Read(p)
}

// next takes the next piece: a segment, or some of the picture.
func (j *jpegReader) next() error {
	if j.scan {
		return j.picture()
	}
	marker, err := j.marker()
	if err != nil {
		return err
	}
	return j.segment(marker)
}

// marker reads the next marker. Any number of FF may stand before it; what else
// stands there is left out, as programs that show pictures do.
func (j *jpegReader) marker() (byte, error) {
	for filled := false; ; {
		b, err := j.r.ReadByte()
		if err != nil {
			return 0, broken(err)
		}
		if filled && b != 0xFF && b != 0 {
			return b, nil
		}
		j.stripped = j.stripped || filled || b != 0xFF
		filled = b == 0xFF
	}
}

func (j *jpegReader) segment(marker byte) error {
	switch {
	case marker == markSOI && !j.begun:
		j.begun = true
		return j.give(0xFF, marker)
	case marker == markEOI:
		return j.end()
	case !j.begun || marker < 0xC0 || marker >= 0xD0 && marker <= markSOI:
		return errBrokenJPEG // belongs inside of a picture, or nowhere
	}
	content, err := j.content()
	if err != nil {
		return err
	}
	if content = j.kept(marker, content); content == nil {
		return nil
	}
	if marker >= 0xC0 && marker < 0xD0 && marker != 0xC4 && marker != 0xC8 && marker != 0xCC {
		j.frame = true
	}
	if marker == markSOS {
		if !j.frame {
			return errBrokenJPEG
		}
		j.scan, j.shown = true, true
	}
	j.out.Write([]byte{0xFF, marker, byte((len(content) + 2) >> 8), byte(len(content) + 2)})
	j.out.Write(content)
	return nil
}

// content reads a segment's length and what it holds.
func (j *jpegReader) content() ([]byte, error) {
	var length [2]byte
	if _, err := io.ReadFull(j.r, length[:]); err != nil {
		return nil, broken(err)
	}
	n := int(binary.BigEndian.Uint16(length[:])) - len(length)
	if n < 0 {
		return nil, errBrokenJPEG
	}
	content := make([]byte, n)
	_, err := io.ReadFull(j.r, content)
	return content, broken(err)
}

// kept gives what stays of a segment; nil when nothing does.
func (j *jpegReader) kept(marker byte, content []byte) []byte {
	stays := content
	switch {
	case marker == markAPP2 && bytes.HasPrefix(content, []byte("ICC_PROFILE\x00")):
	case marker == markAPP1:
		stays = turnedOnly(content)
	case marker > markAPP0 && marker <= markAPPF && marker != markAPPE:
		stays = nil
	}
	if !bytes.Equal(stays, content) || stays == nil {
		j.stripped = true
	}
	return stays
}

// picture gives out what stands up to the next marker that ends a scan.
func (j *jpegReader) picture() error {
	if j.r.Buffered() == 0 {
		if _, err := j.r.Peek(1); err != nil {
			return broken(err)
		}
	}
	some, err := j.r.Peek(j.r.Buffered())
	if err != nil {
		return broken(err)
	}
	at := bytes.IndexByte(some, 0xFF)
	if at < 0 {
		at = len(some)
	}
	j.out.Write(some[:at])
	if _, err := j.r.Discard(at); err != nil {
		return broken(err)
	}
	if at == len(some) {
		return nil
	}
	pair, err := j.r.Peek(2)
	if err != nil {
		return broken(err)
	}
	switch next := pair[1]; {
	case next == 0, next >= 0xD0 && next < markSOI: // a plain FF; a restart
		j.out.Write(pair)
		_, err = j.r.Discard(2)
	case next == 0xFF: // filled up
		j.stripped = true
		_, err = j.r.Discard(1)
	default:
		j.scan = false
	}
	return broken(err)
}

func (j *jpegReader) give(b ...byte) error {
	j.out.Write(b)
	return nil
}

// end leaves out what follows the picture, but reads it: who sent it may be
// counted and hashed.
func (j *jpegReader) end() error {
	if !j.shown {
		return errBrokenJPEG
	}
	j.done = true
	n, err := io.Copy(io.Discard, j.r)
	if err != nil {
		return err
	}
	j.stripped = j.stripped || n > 0
	return j.give(0xFF, markEOI)
}

// broken makes the end of a file in the middle of a picture the file's fault.
func broken(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errBrokenJPEG
	}
	return err
}
