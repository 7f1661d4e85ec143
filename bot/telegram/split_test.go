package telegram

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	for _, tc := range []struct {
		name, text  string
		first, rest int
		want        []string
	}{
		{"fits", "<b>a</b>\nb", 10, 10, []string{"<b>a</b>\nb"}},
		{"nothing", "", 10, 10, []string{""}},
		{"between lines", "mot hai\nba bon\nnam", 15, 15, []string{"mot hai\nba bon", "nam"}},
		{"between words", "mot hai ba bon", 10, 10, []string{"mot hai ba", "bon"}},
		{"in a word", "abcdefgh", 3, 3, []string{"abc", "def", "gh"}},
		{"open tags", "<b>mot <i>hai\nba</i></b> bon", 7, 9, []string{"<b>mot <i>hai</i></b>", "<b><i>ba</i></b> bon"}},
		{"an entity stays whole", "ab&amp;cd", 3, 3, []string{"ab&amp;", "cd"}},
		{"tags and escapes count as they are read", "<b>a&amp;b</b>\nc", 5, 5, []string{"<b>a&amp;b</b>\nc"}},
		{"two units each", "👍👍👍", 5, 5, []string{"👍👍", "👍"}},
		{"a smaller first part", "mot hai ba bon", 4, 20, []string{"mot", "hai ba bon"}},
		{"a link", `<a href="https://a.vn/?b=1&amp;c=2">x y</a>`, 2, 2, []string{`<a href="https://a.vn/?b=1&amp;c=2">x</a>`, `<a href="https://a.vn/?b=1&amp;c=2">y</a>`}},
		{"signs that are no tags", "1 < 2 & 3 > 2", 6, 6, []string{"1 < 2", "& 3 >", "2"}},
	} {
		if got := split(tc.text, tc.first, tc.rest); !slices.Equal(got, tc.want) {
			t.Errorf("%s:\n got %q\nwant %q", tc.name, got, tc.want)
		}
	}
}

var anyTag = regexp.MustCompile(`<(/?)([a-z]+)[^<>]*>`)

// TestSplitAlwaysHolds checks what must be true of every split, for any
// well-formed text: the limits, balanced tags, nothing lost, nothing blank.
func TestSplitAlwaysHolds(t *testing.T) {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"\n", " ", "Họp quý I ", "&amp;", "&#34;", "👍", "ệ", "\n\n"}),
		rapid.StringMatching(`[a-zđế]{1,30}`),
	)
	var tagged func(depth int) *rapid.Generator[string]
	tagged = func(depth int) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			var b strings.Builder
			b.WriteString("x") // our texts have no tags around nothing
			for range rapid.IntRange(0, 8).Draw(t, "n") {
				if depth > 0 && rapid.IntRange(0, 3).Draw(t, "tag") == 0 {
					tag := rapid.SampledFrom([]string{"b", "i", `a href="https://a.vn"`, "code"}).Draw(t, "name")
					name, _, _ := strings.Cut(tag, " ")
					b.WriteString("<" + tag + ">" + tagged(depth-1).Draw(t, "inner") + "</" + name + ">")
				} else {
					b.WriteString(piece.Draw(t, "piece"))
				}
			}
			return b.String()
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		text := tagged(2).Draw(t, "text")
		first := rapid.IntRange(20, 60).Draw(t, "first")
		rest := first + rapid.IntRange(0, 60).Draw(t, "rest")
		parts := split(text, first, rest)
		var all strings.Builder
		for i, part := range parts {
			limit := rest
			if i == 0 {
				limit = first
			}
			checkPart(t, part, limit, len(parts) > 1)
			all.WriteString(shown(part))
		}
		if got, want := all.String(), shown(text); got != want {
			t.Fatalf("of %q only %q is left", want, got)
		}
	})
}

func checkPart(t *rapid.T, part string, limit int, several bool) {
	if n := units(html.UnescapeString(anyTag.ReplaceAllString(part, ""))); n > limit {
		t.Fatalf("%d units where %d are allowed: %q", n, limit, part)
	}
	if several && shown(part) == "" {
		t.Fatalf("nothing to read in %q", part)
	}
	var open []string
	for _, tag := range anyTag.FindAllStringSubmatch(part, -1) {
		switch {
		case tag[1] == "":
			open = append(open, tag[2])
		case len(open) == 0 || open[len(open)-1] != tag[2]:
			t.Fatalf("</%s> closes nothing in %q", tag[2], part)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v are not closed in %q", open, part)
	}
}

// shown gives the characters that a person sees, without blanks.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, html.UnescapeString(anyTag.ReplaceAllString(s, "")))
}

func TestClip(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"vừa đủ", "vừa đủ"}, {"1234567", "12345…"}, {"👍👍👍👍", "👍👍…"}, {"", ""},
	} {
		if got := clip(tc.text, 6); got != tc.want {
			t.Errorf("clip(%q) = %q, want %q", tc.text, got, tc.want)
		}
	}
}
