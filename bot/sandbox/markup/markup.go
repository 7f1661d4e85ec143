// Package markup turns what a bot writes (HTML parse mode) into text and
// entities, as Telegram's servers do, and finds links and commands in plain
// text. It knows nothing of messages, chats or HTTP.
package markup

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Entity marks a part of a text. Offset and Length count UTF-16 code units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`      // of a text_link
	Language string `json:"language,omitempty"` // of a pre
}

// Len gives a text's length in UTF-16 code units, the unit of Telegram's limits.
func Len(text string) int {
	n := 0
	for _, r := range text {
		n += width(r)
	}
	return n
}

// Slice gives the part of text that e marks; "" when e reaches beyond it.
func Slice(text string, e Entity) string {
	units := utf16.Encode([]rune(text))
	if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(units) {
		return ""
	}
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// Trim takes white space off both ends of a text, as the servers do, and moves the entities along.
func Trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeft(text, " \t\r\n")
	cut := Len(text) - Len(left)
	text = strings.TrimRight(left, " \t\r\n")
	end := Len(text)
	var kept []Entity
	for _, e := range entities {
		from, to := max(e.Offset-cut, 0), min(e.Offset-cut+e.Length, end)
		if to <= from {
			continue
		}
		e.Offset, e.Length = from, to-from
		kept = append(kept, e)
	}
	sortEntities(kept)
	return text, kept
}

// sortEntities puts outer entities before those within them.
func sortEntities(entities []Entity) {
	sort.SliceStable(entities, func(i, j int) bool {
		a, b := entities[i], entities[j]
		if a.Offset != b.Offset {
			return a.Offset < b.Offset
		}
		return a.Length > b.Length
	})
}

func width(r rune) int {
	if r >= 0x10000 && r <= utf8.MaxRune {
		return 2
	}
	return 1
}
