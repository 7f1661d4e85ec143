package signature_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

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
			for range 200 {
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
	for range 200 {
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

// FuzzCheck writes anything anywhere into honest files, over what stood there or
// between it: only the contents of the newest signature may change unnoticed.
func FuzzCheck(f *testing.F) {
	o := newOffice()
	certified, _ := o.certified(2)
	packed := o.draft()
	packed.Streams, packed.Packed = true, true
	files := [][]byte{
		o.signed().Bytes, o.released().Bytes, certified.Bytes,
		packed.Commit().Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan}).Bytes,
	}
	for i := range files {
		f.Add(uint8(i), uint32(1000*i), false, []byte("/ByteRange[0 1 2 3]"))
		f.Add(uint8(i), uint32(len(files[i])), true, []byte("4 0 obj\nnull\nendobj\n"))
	}
	f.Fuzz(func(t *testing.T, which uint8, at uint32, insert bool, patch []byte) {
		file := files[int(which)%len(files)]
		from := int(at) % (len(file) + 1)
		to := from
		if !insert {
			to = min(len(file), from+len(patch))
		}
		changed := slices.Concat(file[:from], patch, file[to:])
		late := time.AfterFunc(5*time.Second, func() { panic("it takes too long") })
		defer late.Stop()
		r := o.check(t, changed)
		start, end := gap(file)
		inside := !insert && from >= start && to <= end
		if r.Outcome == signature.Valid && !inside && from < len(file) && !bytes.Equal(changed, file) {
			t.Errorf("%q at %d of %d, and %s", patch, from, len(file), tell(r))
		}
	})
}

// FuzzUpdate appends anything to a signed file: nothing that is not signed may
// leave it valid but blanks, which are odd.
func FuzzUpdate(f *testing.F) {
	o := newOffice()
	dir := f.TempDir() // the lists lie beside the root, for a file that is as long every time
	put(f, dir, "goc.pem", "CERTIFICATE", o.authority.Root.Cert.Raw)
	for i, list := range o.authority.Lists() {
		put(f, dir, fmt.Sprintf("%d.crl", i), "", list)
	}
	trust, err := signature.LoadTrust(dir)
	if err != nil {
		f.Fatal(err)
	}
	o.trust = trust
	signed := st.New("KE HOACH").Commit().Sign(st.Signing{By: o.minh})
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
