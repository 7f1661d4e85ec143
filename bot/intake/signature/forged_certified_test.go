package signature_test

import (
	"fmt"
	"strings"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// after certifies a document at a level and then changes it. The change is
// given the document and its field for text.
func after(level int, name string, reason signature.Reason, change func(*office, *st.Doc, int)) forged {
	return forged{name, reason, func(o *office) []byte {
		d, field := o.certified(level)
		change(o, d, field)
		return d.Bytes
	}}
}

func fill(_ *office, d *st.Doc, field int) {
	d.Fill(field, "ykien", "Khong dong y")
	d.Commit()
}

func sign(o *office, d *st.Doc, _ int) { d.Sign(st.Signing{By: o.lan}) }

// certified are changes that a certification does not allow.
func certified() []forged {
	return []forged{
		after(1, "nothing allowed: filled in", signature.NotAllowed, fill),
		after(1, "nothing allowed: signed", signature.NotAllowed, sign),
		after(1, "nothing allowed: a place for a signature", signature.NotAllowed, func(_ *office, d *st.Doc, _ int) {
			d.EmptyField("hai", "0 0 0 0")
			d.Commit()
		}),
		after(2, "the content", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			d.Set(st.Content, st.Stream("", "BT (x) Tj ET"))
			d.Commit()
		}),
		after(2, "a new field for text", signature.NotAllowed, func(_ *office, d *st.Doc, _ int) {
			d.TextField("hai", "x")
			d.Commit()
		}),
		after(2, "a field taken out", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			d.Fields = d.Fields[1:]
			d.SetCatalog()
			d.Commit()
		}),
		after(2, "a field moved", signature.ContentReplaced, func(_ *office, d *st.Doc, field int) {
			d.Fill(field, "ykien", "x")
			d.Restage(field, "/Rect[100 500 300 520]", "/Rect[0 0 595 842]")
			d.Commit()
		}),
		after(2, "viewers are to draw anew", signature.UnknownAddition, func(_ *office, d *st.Doc, _ int) {
			d.FormMore = "/NeedAppearances true"
			d.SetCatalog()
			d.Commit()
		}),
		after(2, "a second form inside the form", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			d.FormMore = "/XFA(x)"
			d.SetCatalog()
			d.Commit()
		}),
		after(2, "the field's place on the page taken away", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			d.Annots = d.Annots[1:]
			d.SetPage()
			d.Commit()
		}),
		after(3, "an annotation taken away", signature.AnnotationAdded, func(_ *office, d *st.Doc, _ int) {
			d.Annots = d.Annots[1:]
			d.SetPage()
			d.Commit()
		}),
		after(1, "a store with more in it", signature.UnknownAddition, func(o *office, d *st.Doc, _ int) {
			d.Store(o.authority.Lists(), nil, nil)
			d.Restage(d.Next()-1, "/Type/DSS", "/Type/DSS/Font<</F1 5 0 R>>")
			d.Commit()
		}),
		after(2, "the certification taken off", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			d.More = ""
			d.SetCatalog()
			d.Commit()
		}),
		after(2, "the signature taken out of the form", signature.SignatureRemoved, func(_ *office, d *st.Doc, _ int) {
			d.Fields = d.Fields[:1]
			d.SetCatalog()
			d.Commit()
		}),
		after(2, "the certification's level raised", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			body := strings.Replace(d.LastSignature(), "/P 2", "/P 3", 1)
			d.Set(d.Fields[len(d.Fields)-1]-1, body)
			d.Commit()
		}),
		{"a locked field filled in", signature.LockedField, func(o *office) []byte {
			d := o.draft()
			field := d.TextField("ykien", "")
			d.Commit().Sign(st.Signing{By: o.minh, Certify: 2, Lock: "/Action/Include/Fields[(ykien)]"})
			fill(o, d, field)
			return d.Bytes
		}},
		{"a field filled in when all are locked", signature.LockedField, func(o *office) []byte {
			d := o.draft()
			field := d.TextField("ykien", "")
			d.Commit().Sign(st.Signing{By: o.minh, Lock: "/Action/All"})
			fill(o, d, field)
			return d.Bytes
		}},
		{"a field filled in when all but another are locked", signature.LockedField, func(o *office) []byte {
			d := o.draft()
			field := d.TextField("ykien", "")
			d.Commit().Sign(st.Signing{By: o.minh, Lock: "/Action/Exclude/Fields[(so)]"})
			fill(o, d, field)
			return d.Bytes
		}},
		{"a certification that the catalog does not name", signature.BadCertification, func(o *office) []byte {
			d := o.written()
			return d.Sign(st.Signing{By: o.minh, Certify: 2, Staged: func() {
				d.More = ""
				d.SetCatalog()
			}}).Bytes
		}},
		{"certified after another had signed", signature.BadCertification, func(o *office) []byte {
			return o.signed().Sign(st.Signing{By: o.lan, Certify: 2}).Bytes
		}},
	}
}

// evil are annotations and signatures that hide what was certified.
func evil() []forged {
	annotate := func(kind string) func(*office, *st.Doc, int) {
		return func(_ *office, d *st.Doc, _ int) {
			d.Annots = append(d.Annots, d.Add(fmt.Sprintf("<</Type/Annot/Subtype/%s/Rect[50 700 500 800]/F 4/Contents(x)/AP<</N %d 0 R>>>>",
				kind, d.Appearance("Giao cho nguoi khac"))))
			d.SetPage()
			d.Commit()
		}
	}
	sneak := func(by func(*office) *st.Desk) func(*office, *st.Doc, int) {
		return func(o *office, d *st.Doc, _ int) {
			d.Sign(st.Signing{By: by(o), Rect: "50 740 300 790", Text: "Giao cho nguoi khac"})
		}
	}
	lan := func(o *office) *st.Desk { return o.lan }
	forger := func(o *office) *st.Desk { return o.forger }
	return []forged{
		after(1, "text over what allows nothing", signature.NotAllowed, annotate("FreeText")),
		after(2, "text over what allows filling in", signature.NotAllowed, annotate("FreeText")),
		after(3, "text over what allows annotations", signature.AnnotationAdded, annotate("FreeText")),
		after(3, "a stamp over what allows annotations", signature.AnnotationAdded, annotate("Stamp")),
		after(3, "a redaction over what allows annotations", signature.AnnotationAdded, annotate("Redact")),
		after(3, "a note that looks like text", signature.AnnotationAdded, annotate("Text")),
		after(2, "a widget of no field", signature.NotAllowed, annotate("Widget")),
		after(1, "a signature in sight where nothing is allowed", signature.NotAllowed, sneak(lan)),
		after(2, "a signature in sight that was not foreseen", signature.VisibleAddition, sneak(lan)),
		after(3, "a signature in sight among annotations", signature.VisibleAddition, sneak(lan)),
		after(2, "the forger's signature in sight", signature.VisibleAddition, sneak(forger)),
		after(1, "a timestamp that shows a text", signature.VisibleAddition, func(o *office, d *st.Doc, _ int) {
			d.Sign(st.Signing{By: o.elsewhere, TimestampOnly: true, Rect: "50 700 500 800", Text: "Giao cho nguoi khac"})
		}),
		after(2, "an empty place that shows a text", signature.VisibleAddition, func(_ *office, d *st.Doc, _ int) {
			n := d.EmptyField("hai", "50 740 300 790")
			d.Restage(n, "/F 4", fmt.Sprintf("/F 4/AP<</N %d 0 R>>", d.Appearance("Giao cho nguoi khac")))
			d.Commit()
		}),
		after(2, "the look of the certification", signature.ContentReplaced, func(_ *office, d *st.Doc, _ int) {
			field := d.Fields[len(d.Fields)-1]
			d.Set(field, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature%d)/F 132/Rect[50 740 300 790]/P 3 0 R/V %d 0 R/AP<</N %d 0 R>>>>",
				field-1, field-1, d.Appearance("x")))
			d.Commit()
		}),
		{"not certified: an empty place that shows a text", signature.VisibleAddition, func(o *office) []byte {
			d := o.signed()
			n := d.EmptyField("hai", "50 740 300 790")
			d.Restage(n, "/F 4", fmt.Sprintf("/F 4/AP<</N %d 0 R>>", d.Appearance("Giao cho nguoi khac")))
			return d.Commit().Bytes
		}},
		{"not certified: an old empty place that shows a text now", signature.VisibleAddition, func(o *office) []byte {
			d := o.draft()
			n := d.EmptyField("hai", "50 740 300 790")
			d.Commit().Sign(st.Signing{By: o.minh})
			d.Set(n, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(hai)/F 4/Rect[50 740 300 790]/P 3 0 R/AP<</N %d 0 R>>>>", d.Appearance("x")))
			return d.Commit().Bytes
		}},
		{"not certified: a look with another use", signature.UnknownAddition, func(o *office) []byte {
			d := o.signed()
			n := d.Appearance("x")
			return d.Sign(st.Signing{By: o.lan, FieldDict: replace("/F 132", "/F 132/Parent "+st.Refs([]int{n}))}).Bytes
		}},
		{"not certified: the forger's small text as a signature", signature.UnknownRoot, func(o *office) []byte {
			return o.signed().Sign(st.Signing{By: o.forger, Rect: "72 765 300 785", Text: "Giao cho nguoi khac"}).Bytes
		}},
		{"not certified: a timestamp of nobody's as a text", signature.VisibleAddition, func(o *office) []byte {
			return o.signed().Sign(st.Signing{By: o.elsewhere, TimestampOnly: true, Rect: "72 765 300 785", Text: "x"}).Bytes
		}},
		{"not certified: many signatures that cover the page together", signature.VisibleAddition, func(o *office) []byte {
			d := o.signed()
			for i := range 4 {
				d.Sign(st.Signing{By: o.lan, Rect: fmt.Sprintf("0 %d 500 %d", 200*i, 200*i+150), Text: "x"})
			}
			return d.Bytes
		}},
		{"not certified: a signature over another's", signature.VisibleAddition, func(o *office) []byte {
			return o.released().Sign(st.Signing{By: o.lan, Rect: "340 110 520 210", Text: "x"}).Bytes
		}},
		{"not certified: a signature that acts", signature.UnknownAddition, func(o *office) []byte {
			return o.signed().Sign(st.Signing{By: o.lan, FieldDict: replace("/F 132", "/F 132/A<</S/URI/URI(http://x.vn)>>")}).Bytes
		}},
		{"not certified: a signature that looks different under the pointer", signature.UnknownAddition, func(o *office) []byte {
			return o.signed().Sign(st.Signing{By: o.lan, Rect: "72 765 300 785", Text: "x", FieldDict: replace("/AP<<", "/AP<</R 4 0 R")}).Bytes
		}},
	}
}
