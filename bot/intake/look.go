package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"minhchung/bot/intake/document"
	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/signature"
	"minhchung/flows"
	"minhchung/scoring"
)

// Blobs keeps what lies in an archive, one content each: the office's store, or
// a folder that is thrown away.
type Blobs interface {
	Put(ctx context.Context, r io.Reader) (sha string, size int64, err error)
	Open(ctx context.Context, sha string) (io.ReadSeekCloser, error)
}

// Options are what Look works with. Each may be left out: then that is not
// looked at.
type Options struct {
	Blobs  Blobs            // for the files of archives
	Reader *pdf.Reader      // for what documents say of themselves
	Trust  *signature.Trust // whose signatures are valid; an empty one trusts nobody
	At     time.Time        // the moment at which signatures are judged

	skip bool // reading: the archive that the file is in has had its time
}

// Seen is all that can be seen of a file.
type Seen struct {
	flows.Found
	Checked signature.Result // its signatures, with all that was found of them
}

// Look says all that can be seen of the file in r, which has size bytes and was
// called name: what it is, its signatures, what it says of itself, and the same
// of each file in an archive. An error means that r could not be read, that the
// files of an archive could not be kept, or that ctx ended.
func Look(ctx context.Context, r io.ReadSeeker, size int64, name string, o Options) (Seen, error) {
	found, err := Inspect(ctx, r, size, name)
	seen := Seen{Found: found, Checked: signature.Result{Outcome: signature.None}}
	if err != nil || found.Refused != flows.RefusedNot {
		return seen, err
	}
	switch found.Type {
	case typePDF:
		err = seen.lookAtPDF(ctx, r, o)
	case typeDOCX, typeXLSX, typePPTX, typeODT, typeODS:
		if o.Trust != nil {
			err = seen.lookAtXML(ctx, r)
		}
	case typeDOC, typeXLS:
		if o.Trust != nil {
			seen.sign(signature.Result{Outcome: signature.None}) // an old format, whose signatures office programs no longer make
		}
	case typeZIP:
		if o.Blobs != nil {
			err = seen.lookAtMembers(ctx, r, o)
		}
	}
	return seen, err
}

func (s *Seen) lookAtPDF(ctx context.Context, r io.ReadSeeker, o Options) error {
	if o.Trust != nil {
		result, err := signature.Check(readerAt{r}, s.Size, o.Trust, o.At)
		if err != nil {
			return fmt.Errorf("check signatures: %w", err)
		}
		s.sign(result)
	}
	if o.Reader == nil {
		return nil
	}
	return s.read(ctx, r, o)
}

// sign takes over what was found of signatures.
func (s *Seen) sign(result signature.Result) {
	s.Checked = result
	s.Signature = scoring.SignatureState(result.Outcome)
	for _, one := range result.Signatures {
		if one.Kind != signature.Personal {
			continue
		}
		if s.SignedBy == "" {
			if s.SignedBy = one.Organisation; s.SignedBy == "" {
				s.SignedBy = one.Signer
			}
		}
		if len(s.Signatures) < maxSignatures {
			s.Signatures = append(s.Signatures, scoring.SignatureFacts{
				By: one.Signer, Organisation: one.Organisation, Time: one.Time, Confirmed: one.TimeSource == signature.Confirmed,
				Outcome: scoring.SignatureState(one.Outcome), Reason: string(one.Reason),
			})
		}
	}
}

// maxSignatures is how many signatures of a file are kept one by one: what a
// released document has, and then some.
const maxSignatures = 8

// read takes over what a document says of itself. One that cannot be opened by
// what opens nearly everything is refused; one that there is no time for stays
// unread.
func (s *Seen) read(ctx context.Context, r io.ReadSeeker, o Options) error {
	if o.skip {
		s.Reading = scoring.ReadingUnread
		return nil
	}
	d, err := document.FromPDF(ctx, o.Reader, r, s.Size)
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("read a document: %w", ctx.Err())
	case errors.Is(err, pdf.ErrPassword):
		s.Refused = flows.RefusedEncrypted
		return nil
	case errors.Is(err, pdf.ErrBroken):
		s.Refused = flows.RefusedBroken
		return nil
	case errors.Is(err, pdf.ErrSlow), errors.Is(err, pdf.ErrBusy), errors.Is(err, pdf.ErrUnready):
		s.Reading = scoring.ReadingUnread
		return nil
	case err != nil:
		return err
	}
	if !d.HasText {
		s.Reading = scoring.ReadingNoText
	}
	if d.Classified != document.NotClassified {
		s.Classified = flows.Classification(d.Classified)
	}
	facts := scoring.DocumentFacts{
		Type: d.Type, Number: d.Number, Date: d.Date, Issuer: d.Issuer, Subject: d.Subject,
		SignedAs: scoring.Capacity(d.SignedAs), Position: d.Position, Signer: d.Signer, Copy: d.Copy,
	}
	if facts != (scoring.DocumentFacts{SignedAs: scoring.SignedAsUnknown}) {
		s.Document = &facts
	}
	return nil
}

// readerAt reads anywhere in what can only be gone through. It serves one
// goroutine.
type readerAt struct{ r io.ReadSeeker }

func (a readerAt) ReadAt(p []byte, off int64) (int, error) {
	if _, err := a.r.Seek(off, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(a.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}
