package signaturetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The objects that every document begins with.
const (
	Catalog = 1 + iota
	Pages
	Page
	Content
	Font
	Info
	Form
	firstFree
)

// Doc is a PDF under construction: what has been written and what the next
// update will write.
type Doc struct {
	Bytes []byte
	// Streams writes cross-reference streams and object streams.
	Streams bool
	// Packed puts plain objects into object streams, with so many blanks after
	// them. It takes Streams.
	Packed bool
	Pad    int
	// Annots and Fields are the numbers of the page's annotations and the
	// form's fields; More and Trailer are put into the catalog and the trailers.
	Annots, Fields []int
	More, Trailer  string
	FormMore       string
	PageMore       string
	DSS            string

	next    int
	section int // where the newest section stands
	staged  map[int]string
	offsets map[int]int // of all that was written, the newest
	given   *given      // the document of another program that is continued; nil when it is all our own
}

// New begins a document with a line of text. It is written by Commit.
func New(text string) *Doc {
	d := &Doc{Bytes: []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), next: firstFree, staged: map[int]string{}, offsets: map[int]int{}}
	d.Set(Pages, fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1/MediaBox[0 0 595 842]>>", Page))
	d.Set(Content, Stream("", "BT /F1 12 Tf 72 770 Td ("+text+") Tj ET"))
	d.Set(Font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	d.Set(Info, "<</Producer(Van phong)/ModDate(D:20230301080000+07'00')>>")
	d.SetCatalog()
	d.SetPage()
	return d
}

// Stream is a stream's text.
func Stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// Add stages a new object and gives its number.
func (d *Doc) Add(body string) int {
	num := d.Reserve()
	d.Set(num, body)
	return num
}

// Reserve gives the number of an object that is yet to be set.
func (d *Doc) Reserve() int {
	d.next++
	return d.next - 1
}

// Set stages an object.
func (d *Doc) Set(num int, body string) { d.staged[num] = body }

// Drop takes a staged object off again.
func (d *Doc) Drop(num int) { delete(d.staged, num) }

// SetCatalog stages the catalog and the form.
func (d *Doc) SetCatalog() {
	form := ""
	if num := d.number(Form); len(d.Fields) > 0 || d.FormMore != "" {
		form = fmt.Sprintf("/AcroForm %d 0 R", num)
		d.Set(num, fmt.Sprintf("<</Fields[%s]/SigFlags 3%s>>", Refs(d.Fields), d.FormMore))
	}
	catalog := fmt.Sprintf("/Type/Catalog/Pages %d 0 R", Pages)
	if d.given != nil {
		catalog = d.given.catalog
	}
	d.Set(d.number(Catalog), "<<"+catalog+form+d.More+d.DSS+">>")
}

// SetPage stages the page.
func (d *Doc) SetPage() {
	annots := ""
	if len(d.Annots) > 0 {
		annots = "/Annots[" + Refs(d.Annots) + "]"
	}
	page := fmt.Sprintf("/Type/Page/Parent %d 0 R/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>", Pages, Content, Font)
	if d.given != nil {
		page = d.given.page
	}
	d.Set(d.number(Page), "<<"+page+annots+d.PageMore+">>")
}

// Refs writes references to objects.
func Refs(nums []int) string {
	var all []string
	for _, n := range nums {
		all = append(all, fmt.Sprintf("%d 0 R", n))
	}
	return strings.Join(all, " ")
}

// Commit writes what is staged, as the document or as an update of it.
func (d *Doc) Commit() *Doc {
	nums := slices.Sorted(maps.Keys(d.staged))
	offsets := map[int]int{}
	packed := d.pack(nums, offsets)
	for _, num := range nums {
		if _, inside := packed[num]; inside {
			continue
		}
		offsets[num] = len(d.Bytes)
		d.Bytes = fmt.Appendf(d.Bytes, "%d 0 obj\n%s\nendobj\n", num, d.staged[num])
	}
	if d.Streams {
		d.xrefStream(nums, offsets, packed)
	} else {
		d.Table(nums, offsets, d.Trailer)
	}
	maps.Copy(d.offsets, offsets)
	d.staged = map[int]string{}
	return d
}

func (d *Doc) prev() string {
	if d.section == 0 {
		return ""
	}
	return fmt.Sprintf("/Prev %d", d.section)
}

// Table writes a classic section for the objects, and the end of the file.
func (d *Doc) Table(nums []int, offsets map[int]int, more string) {
	at := len(d.Bytes)
	d.Bytes = append(d.Bytes, "xref\n"...)
	if d.section == 0 {
		d.Bytes = append(d.Bytes, "0 1\n0000000000 65535 f \n"...)
	}
	for _, num := range nums {
		d.Bytes = fmt.Appendf(d.Bytes, "%d 1\n%010d 00000 n \n", num, offsets[num])
	}
	d.Bytes = fmt.Appendf(d.Bytes, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[%s]%s%s>>\nstartxref\n%d\n%%%%EOF\n",
		d.next, d.number(Catalog), d.number(Info), d.id(), d.prev(), more, at)
	d.section = at
}

// Section is where the newest cross-reference section stands.
func (d *Doc) Section() int { return d.section }

// Next is the number that the next new object gets.
func (d *Doc) Next() int { return d.next }

// Clone copies a document, so that it can be continued in two ways.
func (d *Doc) Clone() *Doc {
	c := *d
	c.Bytes = slices.Clone(d.Bytes)
	c.Annots, c.Fields = slices.Clone(d.Annots), slices.Clone(d.Fields)
	c.staged, c.offsets = maps.Clone(d.staged), maps.Clone(d.offsets)
	return &c
}
