package signaturetest

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Signing is how a document is signed. What is not set is as usual.
type Signing struct {
	By      *Desk
	Field   string // a new field's name; empty: Signature and a number
	Into    int    // an empty field of the document to sign into
	Rect    string // four numbers: visible there
	Text    string // what the appearance shows
	At      time.Time
	Stamp   *Desk
	StampAt time.Time
	Certify int    // a certification of this level
	Lock    string // a FieldMDP's parameters, such as /Action/All
	CAdES   bool
	// TimestampOnly makes it a timestamp of the document, by By.
	TimestampOnly bool
	// Dict changes the signature's dictionary before it is signed, Fill its
	// contents, Field the field's dictionary.
	Dict, FieldDict func(string) string
	Fill            func(contents []byte) []byte
	CMS             func(*CMS)
	// From is where the byte range begins.
	From int
	// Committed is called when all is written, before it is signed.
	Committed func()
	// Staged is called when all is staged, before it is written.
	Staged func()
	// Room is the bytes reserved for the contents; 0: enough.
	Room int
}

const rangeRoom = "/ByteRange[0 0000000000 0000000000 0000000000]"

// Sign signs the document in an update.
func (d *Doc) Sign(s Signing) *Doc {
	if s.At.IsZero() {
		s.At = Now()
	}
	if s.Room == 0 {
		s.Room = 6000
	}
	sig := d.Add(s.dict())
	d.field(s, sig)
	if s.Certify > 0 {
		d.More += fmt.Sprintf("/Perms<</DocMDP %d 0 R>>", sig)
	}
	d.SetCatalog()
	d.SetPage()
	if s.Staged != nil {
		s.Staged()
	}
	from := len(d.Bytes)
	d.Commit()
	if s.Committed != nil {
		s.Committed()
	}
	d.seal(s, from)
	return d
}

// dict is the signature's dictionary with room for what is not known yet.
func (s Signing) dict() string {
	kind, sub := "Sig", "adbe.pkcs7.detached"
	switch {
	case s.TimestampOnly:
		kind, sub = "DocTimeStamp", "ETSI.RFC3161"
	case s.CAdES:
		sub = "ETSI.CAdES.detached"
	}
	dict := fmt.Sprintf("<</Type/%s/Filter/Adobe.PPKLite/SubFilter/%s%s/Contents<%s>", kind, sub, rangeRoom, strings.Repeat("0", 2*s.Room))
	if !s.TimestampOnly {
		dict += "/M(" + s.At.Format("D:20060102150405+00'00'") + ")"
	}
	var references string
	if s.Certify > 0 {
		references += fmt.Sprintf("<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>", s.Certify)
	}
	if s.Lock != "" {
		references += "<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/V/1.2" + s.Lock + ">>>>"
	}
	if references != "" {
		dict += "/Reference[" + references + "]"
	}
	dict += ">>"
	if s.Dict != nil {
		dict = s.Dict(dict)
	}
	return dict
}

// field stages the field that holds the signature.
func (d *Doc) field(s Signing, sig int) {
	rect, appearance := "0 0 0 0", ""
	if s.Rect != "" {
		rect = s.Rect
		appearance = fmt.Sprintf("/AP<</N %d 0 R>>", d.Appearance(s.Text))
	}
	name := s.Field
	if name == "" {
		name = fmt.Sprintf("Signature%d", sig)
	}
	body := fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/F 132/Rect[%s]/P %d 0 R/V %d 0 R%s>>", name, rect, d.number(Page), sig, appearance)
	if s.FieldDict != nil {
		body = s.FieldDict(body)
	}
	if s.Into != 0 {
		d.Set(s.Into, body)
		return
	}
	num := d.Add(body)
	d.Fields = append(d.Fields, num)
	d.Annots = append(d.Annots, num)
}

// Appearance stages a form that shows a text.
func (d *Doc) Appearance(text string) int {
	return d.Add(Stream(fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 100 40]/Resources<</Font<</F1 %d 0 R>>>>", Font),
		"BT /F1 9 Tf 2 20 Td ("+text+") Tj ET"))
}

// EmptyField stages an empty signature field.
func (d *Doc) EmptyField(name, rect string) int {
	num := d.Add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/F 4/Rect[%s]/P %d 0 R>>", name, rect, Page))
	d.Fields, d.Annots = append(d.Fields, num), append(d.Annots, num)
	d.SetCatalog()
	d.SetPage()
	return num
}

// TextField stages a field for text.
func (d *Doc) TextField(name, value string) int {
	num := d.Add(textField(name, value, d.Appearance(value)))
	d.Fields, d.Annots = append(d.Fields, num), append(d.Annots, num)
	d.SetCatalog()
	d.SetPage()
	return num
}

func textField(name, value string, appearance int) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/V(%s)/F 4/Rect[100 500 300 520]/P %d 0 R/AP<</N %d 0 R>>>>",
		name, value, Page, appearance)
}

// Fill stages a field for text filled in anew.
func (d *Doc) Fill(num int, name, value string) {
	d.Set(num, textField(name, value, d.Appearance(value)))
}

// seal fills in the byte range and the contents of what was written last.
func (d *Doc) seal(s Signing, from int) {
	tail := d.Bytes[from:]
	at := bytes.Index(tail, []byte(strings.Repeat("0", 2*s.Room)))
	if at < 0 {
		return // a forger's dictionary without room
	}
	start := from + at - 1
	end := start + 2*s.Room + 2
	parts := fmt.Sprintf("/ByteRange[%d %010d %010d %010d]", s.From, start, end, len(d.Bytes)-end)
	parts = unpadded(parts)
	copy(d.Bytes[from:], bytes.Replace(tail, []byte(rangeRoom), []byte(parts), 1))
	content := append(append([]byte{}, d.Bytes[:start]...), d.Bytes[end:]...)
	var made []byte
	if s.TimestampOnly {
		made = Token(s.By, content, s.At)
	} else {
		c := CMS{By: s.By, At: s.At, Stamp: s.Stamp, StampAt: s.StampAt, Named: s.CAdES}
		if s.CMS != nil {
			s.CMS(&c)
		}
		made = c.Make(content)
	}
	if s.Fill != nil {
		made = s.Fill(made)
	}
	if len(made) > s.Room {
		panic(fmt.Sprintf("a signature of %d bytes in a room of %d", len(made), s.Room))
	}
	hex.Encode(d.Bytes[start+1:], made)
}

// unpadded writes numbers without leading zeros, and blanks after the last.
func unpadded(s string) string {
	var from, a, b, c int
	must(fmt.Sscanf(s, "/ByteRange[%d %d %d %d]", &from, &a, &b, &c))
	short := fmt.Sprintf("/ByteRange[%d %d %d %d", from, a, b, c)
	return short + strings.Repeat(" ", len(s)-len(short)-1) + "]"
}

// Store stages a security store with certificates and revocation data.
func (d *Doc) Store(lists, answers, certs [][]byte) {
	array := func(all [][]byte) string {
		var nums []int
		for _, one := range all {
			nums = append(nums, d.Add(Stream("", string(one))))
		}
		return Refs(nums)
	}
	dss := d.Add(fmt.Sprintf("<</Type/DSS/CRLs[%s]/OCSPs[%s]/Certs[%s]>>", array(lists), array(answers), array(certs)))
	d.DSS = fmt.Sprintf("/DSS %d 0 R", dss)
	d.SetCatalog()
}
