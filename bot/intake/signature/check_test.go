package signature_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

func TestFilesWithoutSignatures(t *testing.T) {
	o := newOffice()
	empty := o.draft()
	empty.EmptyField("giamdoc", "0 0 9 9")
	stamped := o.written().Sign(st.Signing{By: o.tsa, TimestampOnly: true})
	for name, file := range map[string][]byte{
		"a plain document": o.written().Bytes, "an empty place": empty.Commit().Bytes, "nothing": nil,
		"text": []byte("Kinh gui So Y te"), "a broken document": []byte("%PDF-1.7\nhello\n%%EOF"),
		"a timestamp alone": stamped.Bytes,
	} {
		if r := o.check(t, file); r.Outcome != signature.None {
			t.Errorf("%s: %s", name, tell(r))
		}
	}
}

func TestWhatASignatureSays(t *testing.T) {
	o := newOffice()
	d := o.written().Sign(st.Signing{By: o.minh, Stamp: o.tsa, StampAt: st.Now().Add(time.Minute)}).Sign(st.Signing{By: o.lan})
	d.Store(o.authority.Lists(), nil, nil)
	r := o.check(t, d.Commit().Sign(st.Signing{By: o.tsa, TimestampOnly: true}).Bytes)
	if r.Outcome != signature.Valid || len(r.Signatures) != 3 {
		t.Fatal(tell(r))
	}
	minh, lan, stamp := r.Signatures[0], r.Signatures[1], r.Signatures[2]
	if minh.Signer != "Trần Văn Minh" || minh.Position != "Giám đốc" || minh.Organisation != "Sở Y tế, UBND tỉnh Thừa Thiên Huế" {
		t.Errorf("the director is %+v", minh)
	}
	if !slices.Equal(minh.Path, []string{"Trần Văn Minh", "Gốc Chính phủ G2", "Gốc Chính phủ"}) {
		t.Errorf("the path is %q", minh.Path)
	}
	if minh.TimeSource != signature.Confirmed || !minh.Time.Equal(st.Now().Add(time.Minute)) ||
		lan.TimeSource != signature.Claimed || !lan.Time.Equal(st.Now()) {
		t.Errorf("signed %s (%s) and %s (%s)", minh.Time, minh.TimeSource, lan.Time, lan.TimeSource)
	}
	want := []signature.Addition{signature.AddedSignature, signature.AddedValidation, signature.AddedTimestamp}
	if !slices.Equal(minh.After, want) || !slices.Equal(lan.After, want[1:]) {
		t.Errorf("after the director %v, after the clerk %v", minh.After, lan.After)
	}
	if minh.Covers != (signature.Coverage{Revision: 2, Revisions: 5}) || minh.Covers.Whole() || !stamp.Covers.Whole() {
		t.Errorf("the director's covers %+v, the timestamp %+v", minh.Covers, stamp.Covers)
	}
	if stamp.Kind != signature.Timestamp || stamp.TimeSource != signature.Confirmed {
		t.Errorf("the timestamp is %+v", stamp)
	}
}

func TestNamesAreCleanedForShow(t *testing.T) {
	o := newOffice()
	odd := o.authority.Person("Lan\u202egnp.exe\x00\n", "", "Sở\u200b Y tế")
	s := o.check(t, o.written().Sign(st.Signing{By: odd}).Bytes).Signatures[0]
	if s.Signer != "Langnp.exe" || s.Organisation != "Sở Y tế, UBND tỉnh Thừa Thiên Huế" {
		t.Errorf("shown as %q of %q", s.Signer, s.Organisation)
	}
}

// broken cannot be read from some byte on.
type broken struct {
	file []byte
	from int64
}

var errDisk = errors.New("the disk is gone")

func (b broken) ReadAt(p []byte, at int64) (int, error) {
	if at+int64(len(p)) > b.from {
		return 0, errDisk
	}
	return bytes.NewReader(b.file).ReadAt(p, at)
}

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	o := newOffice()
	file := o.released().Bytes
	for from := 0; from < len(file); from += len(file) / 40 {
		_, err := signature.Check(broken{file, int64(from)}, int64(len(file)), o.trust, st.Now())
		if !errors.Is(err, errDisk) {
			t.Errorf("unreadable from %d: %v", from, err)
		}
	}
	if _, err := signature.Check(bytes.NewReader(file[:100]), int64(len(file)), o.trust, st.Now()); err == nil {
		t.Error("a file shorter than its size could be read")
	}
}

func TestATimestampOfTheDocumentKeepsOlderSignatures(t *testing.T) {
	o := newOffice()
	d := o.signed()
	d.Sign(st.Signing{By: o.tsa, TimestampOnly: true})
	later := st.Now().AddDate(72, 0, 0) // all certificates have expired
	r, err := signature.Check(bytes.NewReader(d.Bytes), int64(len(d.Bytes)), o.trust, later)
	if err != nil || r.Outcome != signature.Valid {
		t.Errorf("%v %s", err, tell(r))
	}
	unstamped := o.signed().Bytes
	r, err = signature.Check(bytes.NewReader(unstamped), int64(len(unstamped)), o.trust, later)
	if err != nil || r.Outcome != signature.Undetermined {
		t.Errorf("%v %s", err, tell(r))
	}
}
