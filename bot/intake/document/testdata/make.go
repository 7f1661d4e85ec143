// Command make writes the documents of documents.yaml and pages.yaml as flat
// OpenDocument text, in the layout of Decree 30/2020, for render.sh to make PDFs of:
//
//	go run make.go pages.go documents.yaml pages.yaml FOLDER
package main

import (
	"encoding/xml"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/unicode/norm"
)

type document struct {
	File, Font, Layout, Form, Number, Place, Type, To, Mark, Name string
	Page                                                          string // drawn line by line, instead of all else
	Superior, Issuer, About, Subject, Authority                   []string
	Body, Annex, Receivers, Sign                                  []string
	Long                                                          int // how often the body is repeated
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: make FILE.yaml… FOLDER")
	}
	folder := os.Args[len(os.Args)-1]
	for _, file := range os.Args[1 : len(os.Args)-1] {
		source, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		var documents []document
		if err := yaml.Unmarshal(source, &documents); err != nil {
			log.Fatal(err)
		}
		for _, d := range documents {
			if err := os.WriteFile(filepath.Join(folder, d.File+".fodt"), []byte(d.written()), 0o600); err != nil {
				log.Fatal(err)
			}
		}
	}
}

func (d document) written() string {
	text := ""
	if d.Page != "" {
		text = drawn(d.Font, d.Page)
	} else {
		text = d.flat()
	}
	if d.Form == "nfd" {
		text = norm.NFD.String(text)
	}
	return text
}

const head = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'%s'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" fo:font-size="13pt" fo:language="vi" fo:country="VN"/></style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="1.5cm"/></style:page-layout>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="CB" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="CI" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="CS" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-size="12pt"/></style:style>
<style:style style:name="MARK" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:border="0.06pt solid #000000" fo:margin-left="1.6cm" fo:margin-right="1.6cm"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="1.27cm" fo:margin-top="0.15cm"/></style:style>
<style:style style:name="BB" style:family="paragraph"><style:paragraph-properties fo:text-indent="1.27cm" fo:margin-top="0.15cm"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="L" style:family="paragraph"><style:text-properties fo:font-size="11pt"/></style:style>
<style:style style:name="LB" style:family="paragraph"><style:text-properties fo:font-size="12pt" fo:font-weight="bold"/></style:style>
<style:style style:name="BREAK" style:family="paragraph"><style:paragraph-properties fo:break-before="page" fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="TAB" style:family="paragraph"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="2.6cm" style:type="center"/><style:tab-stop style:position="11.3cm" style:type="center"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-size="11pt"/></style:style>
<style:style style:name="TABB" style:family="paragraph"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="2.6cm" style:type="center"/><style:tab-stop style:position="11.3cm" style:type="center"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-weight="bold" fo:font-size="11pt"/></style:style>
<style:style style:name="COL1" style:family="table-column"><style:table-column-properties style:column-width="6.6cm"/></style:style>
<style:style style:name="COL2" style:family="table-column"><style:table-column-properties style:column-width="9.9cm"/></style:style>
<style:style style:name="COL3" style:family="table-column"><style:table-column-properties style:column-width="8.2cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
<office:body><office:text>
`

const country, motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"

func (d document) flat() string {
	var b strings.Builder
	fmt.Fprintf(&b, head, d.Font)
	if d.Layout == "tabs" {
		d.tabs(&b)
	} else {
		d.table(&b)
	}
	if d.To != "" {
		b.WriteString(paragraph("C", "") + paragraph("C", d.To) + paragraph("C", ""))
	}
	if d.Type != "" {
		b.WriteString(paragraph("C", "") + paragraph("CB", d.Type))
		for _, line := range d.Subject {
			b.WriteString(paragraph("CB", line))
		}
		b.WriteString(paragraph("C", ""))
	}
	for _, line := range d.Authority {
		b.WriteString(paragraph("CB", line))
	}
	for range max(1, d.Long) {
		for _, text := range d.Body {
			b.WriteString(bodyParagraph(text))
		}
	}
	b.WriteString(paragraph("C", ""))
	d.end(&b)
	for i, text := range d.Annex {
		b.WriteString(paragraph([]string{"BREAK", "CI"}[min(i, 1)], text))
	}
	if len(d.Annex) > 0 {
		b.WriteString(columns("COL1", "COL2", paragraph("C", "Tiêu chí")+paragraph("C", "I.1.1"), paragraph("CB", "GIÁM ĐỐC")+paragraph("C", "Trưởng ban")))
	}
	b.WriteString("</office:text></office:body></office:document>\n")
	return b.String()
}

func bodyParagraph(text string) string {
	switch text[0] {
	case '*':
		return paragraph("CB", text[1:])
	case '#':
		return paragraph("BB", text[1:])
	}
	return paragraph("B", text)
}

// table is the header as most write it: two columns of a table.
func (d document) table(b *strings.Builder) {
	var left, right strings.Builder
	for _, line := range d.Superior {
		left.WriteString(paragraph("C", line))
	}
	for _, line := range d.Issuer {
		left.WriteString(paragraph("CB", line))
	}
	left.WriteString(paragraph("C", "") + paragraph("C", d.Number))
	for _, line := range d.About {
		left.WriteString(paragraph("CS", line))
	}
	if d.Mark != "" {
		left.WriteString(paragraph("C", "") + paragraph("MARK", d.Mark))
	}
	right.WriteString(paragraph("CB", country) + paragraph("CB", motto) + paragraph("C", "") + paragraph("CI", d.Place))
	b.WriteString(columns("COL1", "COL2", left.String(), right.String()))
}

// tabs is the header of those who know no tables.
func (d document) tabs(b *strings.Builder) {
	left := append(append([]string{}, d.Superior...), d.Issuer...)
	for i, line := range left {
		right := []string{country, motto}[min(i, 1)]
		style := []string{"TAB", "TABB"}[min(i, 1)]
		b.WriteString(paragraph(style, "\t"+line+"\t"+right))
	}
	b.WriteString(paragraph("C", "") + paragraph("TAB", "\t"+d.Number+"\t"+d.Place))
	for _, line := range d.About {
		b.WriteString(paragraph("TAB", "\t"+line))
	}
}

// end is who gets the document and who signed it.
func (d document) end(b *strings.Builder) {
	var left, right strings.Builder
	left.WriteString(paragraph("LB", "Nơi nhận:"))
	for _, line := range d.Receivers {
		left.WriteString(paragraph("L", "- "+line))
	}
	for _, line := range d.Sign {
		right.WriteString(paragraph("CB", line))
	}
	right.WriteString(strings.Repeat(paragraph("C", ""), 4) + paragraph("CB", d.Name))
	b.WriteString(columns("COL3", "COL3", left.String(), right.String()))
}

func columns(first, second, left, right string) string {
	cell := func(s string) string { return `<table:table-cell>` + s + `</table:table-cell>` }
	return `<table:table><table:table-column table:style-name="` + first + `"/><table:table-column table:style-name="` + second + `"/><table:table-row>` +
		cell(left) + cell(right) + `</table:table-row></table:table>` + "\n"
}

func paragraph(style, text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		log.Fatal(err)
	}
	escaped := strings.ReplaceAll(b.String(), "&#x9;", "<text:tab/>")
	escaped = strings.ReplaceAll(escaped, "  ", ` <text:s/>`)
	return `<text:p text:style-name="` + style + `">` + escaped + `</text:p>` + "\n"
}
