package signature

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/smallstep/pkcs7"

	"minhchung/bot/intake/signature/pdf"
)

// Some programs write tables that every viewer repairs without a word. What is
// signed on top of them is not followed here, but when a signature covers every
// byte of such a file, nothing was changed since: a person decides.

const (
	byteRangeName = "ByteRange"

	maxRanges = 32 // byte ranges that are tried in a file
	rangeText = 80 // bytes after the word that are read
)

// unreadable is the result of a file whose structure cannot be followed: if it
// has something like a signature, that is one which does not hold, or at best
// is left to a person: repairable says that only the tables are broken, not
// what a signature consists of.
func unreadable(r io.ReaderAt, size int64, v verdict, repairable bool) (Result, error) {
	places, err := occurrences(r, size, byteRangeName)
	if err != nil || len(places) == 0 {
		return Result{Outcome: None}, err
	}
	s := Signature{Kind: Personal, Outcome: v.reason.Outcome(), Reason: v.reason, Detail: v.detail}
	hashed := int64(maxHashed)
	for _, at := range places {
		if !repairable || v.reason != BrokenStructure || hashed < size {
			break
		}
		covering, err := coveringAll(r, size, at)
		if err != nil {
			return Result{}, err
		}
		if covering != nil {
			hashed -= size
			if whole(covering) {
				s = *odd(covering, v.detail)
			}
			if covering.failed() != nil {
				return Result{}, covering.failed()
			}
		}
	}
	return Result{Outcome: s.Outcome, Signatures: []Signature{s}}, nil
}

// covering is a signature that covers a file from its first byte to its last.
type covering struct {
	contents []byte
	content  *signed
	cms      *cms
}

func (c *covering) failed() error { return c.content.failed }

// whole verifies the signature of all bytes.
func whole(c *covering) bool {
	var v verdict
	if c.cms, v = parseCMS(c.contents); v.reason != "" || len(c.cms.p7.Content) > 0 {
		return false
	}
	return c.cms.verify(c.content, pkcs7.OIDData).reason == ""
}

// odd is a signature of a file that viewers repair.
func odd(c *covering, detail string) *Signature {
	s := &Signature{Kind: Personal, Outcome: OddStructure.Outcome(), Reason: OddStructure, Detail: detail}
	s.describe(c.cms.signer)
	s.Path = subjects(presumed(c.cms.signer, c.cms.certs))
	if !c.cms.claimed.IsZero() {
		s.Time, s.TimeSource = c.cms.claimed, Claimed
	}
	return s
}

// coveringAll reads the byte range that stands at an offset; nil unless it
// leaves out a hexadecimal string and nothing else of the file.
func coveringAll(r io.ReaderAt, size, at int64) (*covering, error) {
	at += int64(len(byteRangeName))
	text, err := readAt(r, at, min(rangeText, size-at))
	if err != nil {
		return nil, err
	}
	inside, _, closed := strings.Cut(strings.TrimLeft(string(text), " \r\n\t["), "]")
	words := strings.Fields(inside)
	if !closed || len(words) != 4 {
		return nil, nil
	}
	var n [4]int64
	for i, word := range words {
		if n[i], err = strconv.ParseInt(word, 10, 48); err != nil || n[i] < 0 {
			return nil, nil //nolint:nilerr // it is no byte range
		}
	}
	if n[0] != 0 || n[2]+n[3] != size || n[2]-n[1] < 4 || n[2]-n[1] > 2*maxContents {
		return nil, nil
	}
	hole, err := readAt(r, n[1], n[2]-n[1])
	if err != nil {
		return nil, err
	}
	contents, ok := pdf.PlainHex(hole)
	if !ok {
		return nil, nil
	}
	return &covering{contents: contents, content: parts(
		func() io.Reader { return io.NewSectionReader(r, 0, n[1]) },
		func() io.Reader { return io.NewSectionReader(r, n[2], n[3]) },
	)}, nil
}

// occurrences finds the first places of a word in the whole file.
func occurrences(r io.ReaderAt, size int64, word string) ([]int64, error) {
	const step = 256 << 10
	var all []int64
	for at := int64(0); at < size; at += step {
		buf, err := readAt(r, at, min(step+int64(len(word))-1, size-at))
		if err != nil {
			return nil, err
		}
		for from := 0; len(all) < maxRanges; {
			i := bytes.Index(buf[from:], []byte(word))
			if i < 0 {
				break
			}
			all = append(all, at+int64(from+i))
			from += i + len(word)
		}
	}
	return all, nil
}

func readAt(r io.ReaderAt, at, n int64) ([]byte, error) {
	buf := make([]byte, n)
	if got, err := r.ReadAt(buf, at); int64(got) < n {
		if err == nil {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("look through a PDF at %d: %w", at, err)
	}
	return buf, nil
}
