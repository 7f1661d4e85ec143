package markup

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// detector finds one type of entity in plain text.
type detector struct {
	kind    string
	pattern *regexp.Regexp
}

func detectors() []detector {
	return []detector{
		{"url", patterns.url},
		{"email", patterns.email},
		{"mention", patterns.mention},
		{"hashtag", patterns.hashtag},
		{"bot_command", patterns.command},
		{"phone_number", patterns.phone},
	}
}

// patterns are compiled once; they are never written to.
var patterns = struct{ url, email, mention, hashtag, command, phone *regexp.Regexp }{
	url: regexp.MustCompile(`(?i)https?://[^\s<>"]+|\b(?:[a-z0-9-]+\.)+(?:vn|com|net|org|gov|edu|me|info|io)(?:/[^\s<>"]*)?`),

	email:   regexp.MustCompile(`(?i)[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+`),
	mention: regexp.MustCompile(`@[A-Za-z][A-Za-z0-9_]{3,31}`),
	hashtag: regexp.MustCompile(`#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*`),
	command: regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{3,31})?`),
	phone:   regexp.MustCompile(`\+[0-9]{9,14}`),
}

// Detect adds what Telegram finds by itself (links, commands, mentions) to the
// entities of a text, wherever no link or code stands already.
func Detect(text string, entities []Entity) []Entity {
	taken := make([]Entity, 0, len(entities))
	for _, e := range entities {
		if e.Type == "text_link" || e.Type == "code" || e.Type == "pre" {
			taken = append(taken, e)
		}
	}
	for _, d := range detectors() {
		for _, span := range d.pattern.FindAllStringIndex(text, -1) {
			from, to := span[0], span[1]
			if d.kind == "url" {
				to = from + len(strings.TrimRight(text[from:to], ".,;:!?)]}'"))
			}
			e := Entity{Type: d.kind, Offset: Len(text[:from]), Length: Len(text[from:to])}
			if !standsAlone(text, from, to, d.kind) || overlaps(e, taken) {
				continue
			}
			taken = append(taken, e)
			entities = append(entities, e)
		}
	}
	sortEntities(entities)
	return entities
}

// standsAlone says whether the match is a word of its own: "a/b" holds no command.
func standsAlone(text string, from, to int, kind string) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	if from > 0 && (isWord(before) || before == '/' || before == '@' || before == '.') {
		return false
	}
	if kind == "bot_command" && to < len(text) && (isWord(after) || after == '/') {
		return false
	}
	return kind != "url" || to >= len(text) || after != '@'
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

func overlaps(e Entity, others []Entity) bool {
	for _, o := range others {
		if e.Offset < o.Offset+o.Length && o.Offset < e.Offset+e.Length {
			return true
		}
	}
	return false
}
