package signature_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// gap gives where the contents of the newest signature stand.
func gap(file []byte) (from, to int) {
	at := bytes.LastIndex(file, []byte("/ByteRange[0 "))
	mustScan(file[at:], "/ByteRange[0 %d %d", &from, &to)
	return from, to
}

func TestNoChangedByteIsValid(t *testing.T) {
	o := newOffice()
	packed := o.draft()
	packed.Streams, packed.Packed = true, true
	certified, _ := o.certified(2)
	files := map[string][]byte{
		"one signature": o.signed().Bytes, "three": o.released().Bytes, "certified": certified.Bytes,
		"objects in streams": packed.Commit().Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan}).Bytes,
	}
	random := rand.New(rand.NewPCG(1, 2))
	for name, file := range files {
		t.Run(name, func(t *testing.T) {
			from, to := gap(file)
			for range 400 {
				at := random.IntN(len(file) - (to - from))
				if at >= from {
					at += to - from
				}
				changed := bytes.Clone(file)
				changed[at] ^= 1 << random.IntN(8)
				if r := o.check(t, changed); r.Outcome == signature.Valid {
					t.Errorf("byte %d of %d changed, and %s", at, len(file), tell(r))
				}
			}
		})
	}
}

// What is not signed may change without harm (the padding of the contents, a
// timestamp), but only into less.
func TestChangedContentsNeverAddAnything(t *testing.T) {
	o := newOffice()
	file := o.written().Sign(st.Signing{By: o.forger, Stamp: o.elsewhere}).Bytes
	from, to := gap(file)
	random := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		changed := bytes.Clone(file)
		changed[from+random.IntN(to-from)] = "0123456789abcdef<> /"[random.IntN(20)]
		if r := o.check(t, changed); r.Outcome == signature.Valid {
			t.Error("a forger's signature became " + tell(r))
		}
	}
}

func TestCutFilesAreNeverValid(t *testing.T) {
	o := newOffice()
	file := o.released().Bytes
	random := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		n := random.IntN(len(file) - 1)
		if r := o.check(t, file[:n]); r.Outcome == signature.Valid && n > 0 {
			// What is left may be an honest older revision with its signatures.
			if !bytes.HasSuffix(bytes.TrimSpace(file[:n]), []byte("%%EOF")) {
				t.Errorf("cut after %d bytes: %s", n, tell(r))
			}
		}
	}
}

func FuzzCheck(f *testing.F) {
	o := newOffice()
	certified, field := o.certified(2)
	certified.Fill(field, "ykien", "x")
	packed := o.draft()
	packed.Streams, packed.Packed = true, true
	for _, file := range [][]byte{
		o.signed().Bytes, o.released().Bytes, certified.Commit().Bytes, packed.Commit().Sign(st.Signing{By: o.minh}).Bytes,
		[]byte("%PDF-1.7\n"), nil,
	} {
		f.Add(file)
	}
	nobody := &signature.Trust{}
	f.Fuzz(func(t *testing.T, file []byte) {
		r, err := signature.Check(bytes.NewReader(file), int64(len(file)), nobody, st.Now())
		if err != nil {
			t.Fatalf("the file could be read, but: %v", err)
		}
		if r.Outcome == signature.Valid {
			t.Error("valid, though nobody is trusted")
		}
	})
}

// FuzzUpdate appends anything to a signed file: nothing that is not signed may
// leave it valid but blanks, which are odd.
func FuzzUpdate(f *testing.F) {
	o := newOffice()
	signed := o.signed()
	for _, more := range []func(*st.Doc){
		func(d *st.Doc) { d.Set(st.Content, st.Stream("", "BT (x) Tj ET")) },
		func(d *st.Doc) { d.SetCatalog() },
		func(d *st.Doc) { d.Store(o.authority.Lists(), nil, nil) },
		func(d *st.Doc) { d.EmptyField("hai", "0 0 0 0") },
	} {
		d := signed.Clone()
		more(d)
		f.Add(d.Commit().Bytes[len(signed.Bytes):])
	}
	f.Fuzz(func(t *testing.T, more []byte) {
		if len(more) == 0 {
			return
		}
		file := append(bytes.Clone(signed.Bytes), more...)
		r := o.check(t, file)
		if r.Outcome == signature.Valid && bytes.Contains(more, []byte("BT (")) {
			t.Errorf("a content came, and %s", tell(r))
		}
		if r.Outcome == signature.Valid && len(r.Signatures) > 0 && len(r.Signatures[0].After) == 0 && !bytes.Contains(more, []byte("xref")) {
			t.Errorf("something came, and %s", tell(r))
		}
	})
}
