package telegram

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// What has to be escaped in HTML, in a text and in an attribute.
var (
	escaped   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// formatted writes a text with the formatting that its entities give it, as
// the HTML that messages are sent in, without blanks around it; "" where
// nothing in it is formatted. What bots may not send (custom emoji, mentions
// of people by id) and what apps find by themselves (links, commands) stays
// plain. Entities that do not fit into one another are left out: a text
// without its formatting is better than one that the server refuses.
func formatted(text string, entities []entity) string {
	units := utf16.Encode([]rune(text))
	begin, end := trimmed(units)
	w := writer{units: units, at: begin}
	for _, e := range nested(entities, units, begin, end) {
		w.to(e.Offset)
		w.open(e)
	}
	if !w.any {
		return ""
	}
	w.to(end)
	return w.b.String()
}

// trimmed gives where a text begins and ends without the blanks around it.
func trimmed(units []uint16) (begin, end int) {
	blank := func(u uint16) bool { return unicode.IsSpace(rune(u)) }
	begin, end = 0, len(units)
	for begin < end && blank(units[begin]) {
		begin++
	}
	for begin < end && blank(units[end-1]) {
		end--
	}
	return begin, end
}

// nested gives the entities that become tags, outer ones before inner ones,
// cut to the text between begin and end.
func nested(entities []entity, units []uint16, begin, end int) []entity {
	var all []entity
	for _, e := range entities {
		from, to := max(e.Offset, begin), min(e.Offset+e.Length, end)
		if tag, _ := tags(e); tag == "" || from >= to || inPair(units, from) || inPair(units, to) {
			continue
		}
		e.Offset, e.Length = from, to-from
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
	var fitting, around []entity
	for _, e := range all {
		for len(around) > 0 && around[len(around)-1].end() <= e.Offset {
			around = around[:len(around)-1]
		}
		if n := len(around); n > 0 && (e.end() > around[n-1].end() || !around[n-1].holds(e)) {
			continue
		}
		fitting, around = append(fitting, e), append(around, e)
	}
	return fitting
}

// inPair says whether a place lies between the halves of one character.
func inPair(units []uint16, at int) bool {
	const lowFrom, lowTo = 0xDC00, 0xDFFF
	return at > 0 && at < len(units) && units[at] >= lowFrom && units[at] <= lowTo
}

func (e entity) end() int { return e.Offset + e.Length }

// holds says whether another entity may stand in this one: none in code, and
// no quotation in a quotation.
func (e entity) holds(inner entity) bool {
	quotes := func(e entity) bool { return strings.HasSuffix(e.Type, "blockquote") }
	return e.Type != "code" && e.Type != "pre" && (!quotes(e) || !quotes(inner))
}

// tags gives what an entity is in HTML; "" for what stays plain.
func tags(e entity) (before, after string) {
	switch e.Type {
	case "bold":
		return "<b>", "</b>"
	case "italic":
		return "<i>", "</i>"
	case "underline":
		return "<u>", "</u>"
	case "strikethrough":
		return "<s>", "</s>"
	case "spoiler":
		return "<tg-spoiler>", "</tg-spoiler>"
	case "code":
		return "<code>", "</code>"
	case "pre":
		return "<pre>", "</pre>"
	case "blockquote":
		return "<blockquote>", "</blockquote>"
	case "expandable_blockquote":
		return "<blockquote expandable>", "</blockquote>"
	case "text_link":
		if e.web() {
			return `<a href="` + attribute.Replace(e.URL) + `">`, "</a>"
		}
	}
	return "", ""
}

// web says whether a link leads to a page: others mean something in the app
// of who wrote them only.
func (e entity) web() bool {
	return strings.HasPrefix(e.URL, "https://") || strings.HasPrefix(e.URL, "http://")
}

// writer writes a text up to some place, closing on the way what ends there.
type writer struct {
	b       strings.Builder
	units   []uint16
	at      int
	pending []entity // what is open, outermost first
	any     bool
}

func (w *writer) open(e entity) {
	before, _ := tags(e)
	w.b.WriteString(before)
	w.pending, w.any = append(w.pending, e), true
}

func (w *writer) to(place int) {
	for n := len(w.pending); n > 0 && w.pending[n-1].end() <= place; n = len(w.pending) {
		w.plain(w.pending[n-1].end())
		_, after := tags(w.pending[n-1])
		w.b.WriteString(after)
		w.pending = w.pending[:n-1]
	}
	w.plain(place)
}

func (w *writer) plain(place int) {
	w.b.WriteString(escaped.Replace(string(utf16.Decode(w.units[w.at:place]))))
	w.at = place
}
