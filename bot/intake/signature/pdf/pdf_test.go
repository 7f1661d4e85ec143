package pdf_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"minhchung/bot/intake/signature/pdf"
	st "minhchung/bot/intake/signature/signaturetest"
)

// written is a document with one more object.
func written(body string) (file []byte, num int) {
	d := st.New("KE HOACH")
	num = d.Add(body)
	return d.Commit().Bytes, num
}

func open(t *testing.T, file []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestValues(t *testing.T) {
	for body, want := range map[string]any{
		"null": nil, "true": true, "false": false, "12": int64(12), "-7": int64(-7), "+3": int64(3), ".5": 0.5, "-1.25": -1.25,
		"/S#e1#20x": pdf.Name("S\xe1 x"), "/": pdf.Name(""), "9 0 R": pdf.Ref{Num: 9},
		"(a(b)\\)\\051\\n\\\nc)": pdf.String{Bytes: []byte("a(b)))\nc")}, "<4a4B5>": pdf.String{Bytes: []byte("JKP")},
		"[1 0 R 2 3 4 R]":        pdf.Array{pdf.Ref{Num: 1}, int64(2), pdf.Ref{Num: 3, Gen: 4}},
		"<</A 1/B<</C[]>>>>":     pdf.Dict{"A": int64(1), "B": pdf.Dict{"C": pdf.Array{}}},
		"% a remark\n [ 1%x\n2]": pdf.Array{int64(1), int64(2)},
	} {
		file, num := written(body)
		o, err := open(t, file).At(0).Object(pdf.Ref{Num: num})
		if err != nil || !pdf.Equal(o.Value, want) {
			t.Errorf("%s is %v (%v), not %v", body, o.Value, err, want)
		}
	}
}

func TestWhatViewersWouldRepairIsAnError(t *testing.T) {
	for _, body := range []string{
		"", "nil", "<</A 1/A 2>>", "<</A 1/#41 2>>", "<</A>>", "<<1 2>>", "[1 2", "(a", "<4x>", "/A#4", "1.2.3", "--1", "+-1",
		"[0 0 R]", "<</A 1>> 2", strings.Repeat("[", 60) + strings.Repeat("]", 60),
		"<</Length 5>>\nstream\nab\nendstream", "<</Length 1>>\nstream\nab\nendstream", "<</Length 1>>\nstream\na %\nendstream",
		"<</Length 1>>\nstream\na   \nendstream", "<<>>\nstream\nab\nendstream", "<</Length 2>>stream\rab\nendstream",
		"<</Length 99 0 R>>\nstream\nab\nendstream", "<</Length -1>>\nstream\nab\nendstream", "<</Length 2>>\nstream\nab\nendstrea",
	} {
		file, num := written(body)
		if o, err := open(t, file).At(0).Object(pdf.Ref{Num: num}); err == nil {
			t.Errorf("%q was read as %v", body, o.Value)
		}
	}
}

func TestRevisions(t *testing.T) {
	d := st.New("KE HOACH").Commit()
	first := len(d.Bytes)
	num := d.Add("1")
	d.Commit()
	second := len(d.Bytes)
	d.Set(num, "2")
	f := open(t, d.Commit().Bytes)
	if len(f.Revisions) != 3 || f.Revisions[0].End != int64(first-1) || f.Revisions[1].End != int64(second-1) {
		t.Fatalf("revisions %+v", f.Revisions)
	}
	for i, want := range []any{nil, int64(1), int64(2)} {
		if o, err := f.At(i).Object(pdf.Ref{Num: num}); err != nil || o.Value != want {
			t.Errorf("after revision %d the object is %v (%v), not %v", i, o.Value, err, want)
		}
	}
}

func TestBrokenTables(t *testing.T) {
	for name, change := range map[string][2]string{
		"no header": {"%PDF", "%pdf"}, "no xref": {"xref\n0", "xreg\n0"}, "a short row": {"65535 f \n", "65535 f\n"},
		"a row of another kind": {" n \n", " x \n"}, "no trailer": {"trailer", "trailor"}, "no end": {"%%EOF", "%%EOG"},
		"no startxref": {"startxref", "startxxxx"}, "another startxref": {"startxref\n", "startxref\n1"},
		"words after the trailer": {"startxref", "hello startxref"}, "an endless row count": {"xref\n0 1", "xref\n0 99999999"},
	} {
		file := st.New("KE HOACH").Commit().Bytes
		changed := bytes.Replace(file, []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(changed, file) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := pdf.Open(bytes.NewReader(changed), int64(len(changed))); err == nil {
			t.Errorf("%s: was opened", name)
		}
	}
}

func TestPredictors(t *testing.T) {
	rows := map[string]string{ // of two, encoded in the five ways of PNG
		"\x00\x01\x02\x00\x03\x05": "\x01\x02\x03\x05", "\x01\x01\x01\x01\x03\x02": "\x01\x02\x03\x05",
		"\x02\x01\x02\x02\x02\x03": "\x01\x02\x03\x05", "\x03\x01\x02\x03\x03\x03": "\x01\x02\x03\x05",
		"\x04\x01\x01\x04\x02\x02": "\x01\x02\x03\x05",
	}
	for data, want := range rows {
		dict := "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2>>"
		file, num := written(st.Stream(dict, st.Deflated(data)))
		v := open(t, file).At(0)
		o, err := v.Object(pdf.Ref{Num: num})
		if err != nil {
			t.Fatal(err)
		}
		got, err := v.Decode(o.Value.(*pdf.Stream), 100)
		if err != nil || string(got) != want {
			t.Errorf("%q is %q (%v), not %q", data, got, err, want)
		}
	}
}

func TestWhatInflatesTooFar(t *testing.T) {
	file, num := written(st.Stream("/Filter/FlateDecode", st.Deflated(strings.Repeat(" ", 9<<20))))
	v := open(t, file).At(0)
	o, err := v.Object(pdf.Ref{Num: num})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Decode(o.Value.(*pdf.Stream), 100<<20); !errors.Is(err, pdf.ErrTooComplex) {
		t.Errorf("inflated: %v", err)
	}
}

func TestEqual(t *testing.T) {
	same := []any{nil, true, int64(1), 595.303937007874, pdf.Name("A"), pdf.Ref{Num: 1}, pdf.Array{int64(1)}, pdf.Dict{"A": nil}, pdf.String{Bytes: []byte("a")}}
	for i, a := range same {
		for k, b := range same {
			if pdf.Equal(a, b) != (i == k) {
				t.Errorf("%v and %v", a, b)
			}
		}
	}
	if !pdf.Equal(595.303937007874, 595.3039370079) || !pdf.Equal(int64(842), 842.0) || pdf.Equal(842.0, 842.001) {
		t.Error("fractions are compared as they are written")
	}
}

func FuzzOpen(f *testing.F) {
	d := st.New("KE HOACH")
	f.Add(d.Commit().Bytes)
	d.Streams, d.Packed = true, true
	d.SetCatalog()
	d.SetPage()
	f.Add(d.Commit().Bytes)
	f.Fuzz(func(t *testing.T, file []byte) {
		o, err := pdf.Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			return
		}
		for i := range o.Revisions {
			for _, num := range o.At(i).Numbers() {
				if _, err := o.At(i).Object(pdf.Ref{Num: num}); errors.Is(err, pdf.ErrTooComplex) {
					return
				}
			}
		}
		if o.Revisions[len(o.Revisions)-1].End > int64(len(file)) {
			t.Errorf("a revision that ends after the file: %+v", o.Revisions)
		}
	})
}
