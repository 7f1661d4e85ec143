package main

import (
	"encoding/xml"
	"fmt"
	"log"
	"regexp"
	"strconv"
	"strings"
)

// A page is drawn line by line. A line is a paragraph: signs and a size that say
// how it looks, a blank, its text, in which *words* may be bold:
//
//	^ centred   > to the right   _ justified, its first line indented
//	* bold   / italic   u underlined   14 the size, 13 when not given
//
// and between them tables, which stand in each other as well:
//
//	|7 9.5  begins one with columns that wide, in cm; |=7 9.5 with lines around its cells
//	||      begins the next cell
//	|-      begins the next row
//	|.      ends it
//	+       begins a new page

var drawnLine = regexp.MustCompile(`^([\^>_]?)(\*?)(/?)(u?)(\d*) (.*)$`)

// drawing writes a page and the styles that it needs.
type drawing struct {
	styles, body strings.Builder
	made         map[string]bool
	tables       int
	lined        []bool // of the tables that are open
	fresh        bool   // a page has just begun
}

// drawn makes flat OpenDocument text of a page.
func drawn(font, page string) string {
	d := drawing{made: map[string]bool{}}
	for _, line := range strings.Split(strings.TrimRight(page, "\n"), "\n") {
		d.line(line)
	}
	before, after, _ := strings.Cut(fmt.Sprintf(head, font), "</office:automatic-styles>")
	return before + d.styles.String() + "</office:automatic-styles>" + after + d.body.String() + "</office:text></office:body></office:document>\n"
}

func (d *drawing) line(line string) {
	switch {
	case line == "+":
		d.fresh = true
	case line == "||":
		d.body.WriteString("</table:table-cell>" + d.cell())
	case line == "|-":
		d.body.WriteString("</table:table-cell></table:table-row><table:table-row>" + d.cell())
	case line == "|.":
		d.body.WriteString("</table:table-cell></table:table-row></table:table>\n")
		d.lined = d.lined[:len(d.lined)-1]
	case strings.HasPrefix(line, "|"):
		d.table(strings.TrimPrefix(line, "|"))
	case line == "":
		d.paragraph([]string{"", "", "", "", "", "", ""})
	default:
		m := drawnLine.FindStringSubmatch(line)
		if m == nil {
			log.Fatalf("no line of a page: %q", line)
		}
		d.paragraph(m)
	}
}

// styled keeps the style called name, once.
func (d *drawing) styled(name, family, properties string) string {
	if !d.made[name] {
		d.made[name] = true
		fmt.Fprintf(&d.styles, "<style:style style:name=%q style:family=%q>%s</style:style>\n", name, family, properties)
	}
	return name
}

func (d *drawing) table(columns string) {
	widths, lined := strings.CutPrefix(columns, "=")
	d.tables++
	d.lined = append(d.lined, lined)
	whole, list := 0.0, ""
	for _, width := range strings.Fields(widths) {
		cm, err := strconv.ParseFloat(width, 64)
		if err != nil {
			log.Fatal(err)
		}
		whole += cm
		list += fmt.Sprintf("<table:table-column table:style-name=%q/>", d.styled("W"+width, "table-column",
			fmt.Sprintf(`<style:table-column-properties style:column-width="%scm"/>`, width)))
	}
	begin := ""
	if d.fresh {
		begin = ` fo:break-before="page"`
		d.fresh = false
	}
	name := d.styled(fmt.Sprintf("T%d", d.tables), "table",
		fmt.Sprintf(`<style:table-properties style:width="%gcm" table:align="left"%s/>`, whole, begin))
	fmt.Fprintf(&d.body, "<table:table table:style-name=%q>%s<table:table-row>%s", name, list, d.cell())
}

func (d *drawing) cell() string {
	if !d.lined[len(d.lined)-1] {
		return "<table:table-cell>"
	}
	return fmt.Sprintf("<table:table-cell table:style-name=%q>", d.styled("LINED", "table-cell",
		`<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/>`))
}

// paragraph takes the parts of a line as drawnLine has them.
func (d *drawing) paragraph(m []string) {
	align := map[string]string{
		"": "", "^": `fo:text-align="center"`, ">": `fo:text-align="end"`,
		"_": `fo:text-align="justify" fo:text-indent="1.27cm" fo:margin-top="0.15cm"`,
	}[m[1]]
	name := fmt.Sprintf("P%x-%s", strings.Join(m[1:5], ","), m[5])
	if d.fresh {
		align += ` fo:break-before="page"`
		name += "NEW"
		d.fresh = false
	}
	letters := ""
	if m[2] != "" {
		letters += ` fo:font-weight="bold"`
	}
	if m[3] != "" {
		letters += ` fo:font-style="italic"`
	}
	if m[4] != "" {
		letters += ` style:text-underline-style="solid"`
	}
	if m[5] != "" {
		letters += fmt.Sprintf(` fo:font-size="%spt"`, m[5])
	}
	d.styled(name, "paragraph", "<style:paragraph-properties "+align+"/><style:text-properties"+letters+"/>")
	d.body.WriteString(`<text:p text:style-name="` + name + `">` + d.spans(m[6]) + "</text:p>\n")
}

// spans makes *words* bold, and keeps a single * what it is.
func (d *drawing) spans(text string) string {
	parts := strings.Split(text, "*")
	if len(parts) < 3 {
		return escaped(text)
	}
	bold := d.styled("BOLD", "text", `<style:text-properties fo:font-weight="bold"/>`)
	var b strings.Builder
	for i, part := range parts {
		if i%2 == 1 {
			part = fmt.Sprintf("<text:span text:style-name=%q>%s</text:span>", bold, escaped(part))
		} else {
			part = escaped(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

var blanks = regexp.MustCompile(`  +`)

func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		log.Fatal(err)
	}
	return blanks.ReplaceAllStringFunc(b.String(), func(s string) string { return fmt.Sprintf(`<text:s text:c="%d"/>`, len(s)) })
}
