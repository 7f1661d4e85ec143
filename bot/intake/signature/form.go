package signature

import (
	"errors"
	"unicode/utf16"

	"minhchung/bot/intake/signature/pdf"
)

// node is a field of a form, or a widget of one.
type node struct {
	num    int
	dict   pdf.Dict
	parent *node
	name   string   // with its parents' names
	kind   pdf.Name // Sig, Tx, Btn, Ch; inherited
}

// form is a document's interactive form as it was after a revision.
type form struct {
	ref    pdf.Ref // zero if it stands in the catalog itself
	dict   pdf.Dict
	fields pdf.Array // the form's own, not their kids
	nodes  []*node
	byNum  map[int]*node
}

const (
	maxNodes     = 3000
	maxNodeDepth = 12
)

var errForm = errors.New("a form whose fields are not what the specification says")

// catalogOf reads the document's catalog.
func catalogOf(v pdf.View) (pdf.Dict, pdf.Ref, error) {
	ref, ok := v.Trailer()["Root"].(pdf.Ref)
	if !ok {
		return nil, ref, errors.New("no catalog")
	}
	o, err := v.Object(ref)
	if err != nil {
		return nil, ref, err
	}
	dict, ok := o.Value.(pdf.Dict)
	if !ok || dict["Type"] != pdf.Name("Catalog") {
		return nil, ref, errors.New("no catalog")
	}
	return dict, ref, nil
}

// formOf reads the form; one without fields if the document has none.
func formOf(v pdf.View) (*form, error) {
	f := &form{byNum: map[int]*node{}}
	catalog, _, err := catalogOf(v)
	if err != nil {
		return nil, err
	}
	f.ref, _ = catalog["AcroForm"].(pdf.Ref)
	value, err := v.Resolve(catalog["AcroForm"])
	if err != nil || value == nil {
		return f, err
	}
	var ok bool
	if f.dict, ok = value.(pdf.Dict); !ok {
		return nil, errForm
	}
	fields, err := v.Resolve(f.dict["Fields"])
	if err != nil || fields == nil {
		return f, err
	}
	if f.fields, ok = fields.(pdf.Array); !ok {
		return nil, errForm
	}
	return f, f.walk(v, f.fields, nil, 0)
}

func (f *form) walk(v pdf.View, kids pdf.Array, parent *node, depth int) error {
	if depth > maxNodeDepth {
		return errForm
	}
	for _, kid := range kids {
		ref, ok := kid.(pdf.Ref)
		if !ok || f.byNum[ref.Num] != nil {
			return errForm
		}
		if len(f.nodes) >= maxNodes {
			return pdf.ErrTooComplex
		}
		value, err := v.Resolve(ref)
		if err != nil {
			return err
		}
		if value == nil {
			continue // a reference to nothing is nothing
		}
		dict, ok := value.(pdf.Dict)
		if !ok {
			return errForm
		}
		n := newNode(ref.Num, dict, parent)
		f.nodes, f.byNum[n.num] = append(f.nodes, n), n
		below, err := v.Resolve(dict["Kids"])
		if err != nil {
			return err
		}
		if list, ok := below.(pdf.Array); ok {
			if err := f.walk(v, list, n, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func newNode(num int, dict pdf.Dict, parent *node) *node {
	n := &node{num: num, dict: dict, parent: parent}
	n.kind, _ = dict["FT"].(pdf.Name)
	if parent != nil {
		n.name = parent.name
		if n.kind == "" {
			n.kind = parent.kind
		}
	}
	if t, ok := dict["T"].(pdf.String); ok {
		if n.name != "" {
			n.name += "."
		}
		n.name += text(t)
	}
	return n
}

// text decodes a text string. What is no UTF-16 is taken byte by byte: names
// are compared, not shown.
func text(s pdf.String) string {
	b := s.Bytes
	if len(b) < 2 || b[0] != 0xfe || b[1] != 0xff {
		return string(b)
	}
	var units []uint16
	for i := 2; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

// widgets gives the nodes of a field that can be seen on a page: itself, or
// its kids without a name of their own.
func (f *form) widgets(field *node) []*node {
	var all []*node
	for _, n := range f.nodes {
		if (n == field || n.parent == field && n.name == field.name) && n.dict["Subtype"] == pdf.Name("Widget") {
			all = append(all, n)
		}
	}
	return all
}
