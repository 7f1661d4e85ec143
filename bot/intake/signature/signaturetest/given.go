package signaturetest

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
)

// given is a document that another program wrote: where its objects stand, and
// what its catalog and its first page hold.
type given struct {
	numbers       map[int]int // of Catalog, Page, Info and Form in the document
	catalog, page string
	id            string
}

// Of continues a document as LibreOffice writes it: one classic section, no
// form. Signatures in it are invisible.
func Of(content []byte) *Doc {
	d := &Doc{Bytes: slices.Clone(content), staged: map[int]string{}, offsets: map[int]int{}}
	var ends []byte
	if at := bytes.LastIndex(content, []byte("startxref")); at >= 0 {
		ends = content[at:]
	}
	must(fmt.Sscanf(string(ends), "startxref\n%d", &d.section))
	trailer := content[d.section:]
	d.next = numberIn(trailer, `/Size (\d+)`)
	catalog := numberIn(trailer, `/Root (\d+) 0 R`)
	page, pageBody := objectIn(content, `/Type/Page/`)
	_, catalogBody := objectIn(content, `/Type/Catalog/`)
	d.given = &given{
		numbers: map[int]int{Catalog: catalog, Page: page, Info: numberIn(trailer, `/Info (\d+) 0 R`), Form: d.Reserve()},
		catalog: catalogBody, page: pageBody,
		id: string(found(trailer, `/ID ?\[([^\]]*)\]`)),
	}
	return d
}

// number is the number of one of the objects that every document has.
func (d *Doc) number(of int) int {
	if d.given == nil {
		return of
	}
	return d.given.numbers[of]
}

func (d *Doc) id() string {
	if d.given == nil {
		return "<0011><0022>"
	}
	return d.given.id
}

func found(text []byte, pattern string) []byte {
	match := regexp.MustCompile(pattern).FindSubmatch(text)
	if match == nil {
		panic("nothing in the document fits " + pattern)
	}
	return match[1]
}

func numberIn(text []byte, pattern string) (n int) {
	must(fmt.Sscan(string(found(text, pattern)), &n))
	return n
}

// objectIn finds the first object whose dictionary begins so, and gives what
// it holds.
func objectIn(content []byte, begins string) (num int, body string) {
	match := regexp.MustCompile(`(?s)(\d+) 0 obj\s*<<(` + begins + `.*?)>>\s*endobj`).FindSubmatch(content)
	if match == nil {
		panic("the document has no " + begins)
	}
	must(fmt.Sscan(string(match[1]), &num))
	return num, string(match[2])
}
