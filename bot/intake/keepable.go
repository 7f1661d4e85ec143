package intake

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// Keepable is content on its way into the store, as it may be kept: of a JPEG
// picture without where it was taken. It is read once, to its end.
type Keepable struct {
	r      io.Reader
	jpeg   *jpegReader // nil for everything else
	before hash.Hash   // of what came in
}

// NewKeepable reads from r what is to be kept of it. Reading fails with
// ErrBroken when r holds a picture that is cut off or damaged.
func NewKeepable(r io.Reader) *Keepable {
	head := bufio.NewReaderSize(r, 16)
	if start, _ := head.Peek(3); string(start) != "\xff\xd8\xff" {
		return &Keepable{r: head}
	}
	k := &Keepable{before: sha256.New()}
	k.jpeg = newJPEG(io.TeeReader(head, k.before))
	k.r = k.jpeg
	return k
}

// ErrBroken says that a picture is cut off or damaged.
var ErrBroken = errBrokenJPEG

func (k *Keepable) Read(p []byte) (int, error) { return k.r.Read(p) }

// Original gives the SHA-256 of what came in, in hexadecimal, when what is kept
// differs from it; else "". It is known once all was read.
func (k *Keepable) Original() string {
	if k.jpeg == nil || !k.jpeg.stripped {
		return ""
	}
	return hex.EncodeToString(k.before.Sum(nil))
}
