package telegram

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"minhchung/bot/sandbox/markup"
)

func TestFormatted(t *testing.T) {
	link := func(offset, length int, url string) entity {
		return entity{Type: "text_link", Offset: offset, Length: length, URL: url}
	}
	for _, tc := range []struct {
		name, text string
		entities   []entity
		want       string
	}{
		{"nothing", "Họp <8h>", nil, ""},
		{"what apps find by themselves", "/menu a.vn", []entity{{Type: "bot_command", Length: 5}, {Type: "url", Offset: 6, Length: 4}}, ""},
		{"what bots may not send", "Quân 👍", []entity{{Type: "text_mention", Length: 4}, {Type: "custom_emoji", Offset: 5, Length: 2}}, ""},
		{"bold", "Họp gấp lúc 8h", []entity{{Type: "bold", Offset: 4, Length: 3}}, "Họp <b>gấp</b> lúc 8h"},
		{"units of UTF-16", "📣📣 gấp", []entity{{Type: "bold", Offset: 5, Length: 3}}, "📣📣 <b>gấp</b>"},
		{"escaped", "a<b & \"c\"", []entity{{Type: "italic", Length: 3}}, "<i>a&lt;b</i> &amp; \"c\""},
		{"a link's target", "Mẫu ở đây", []entity{link(4, 5, `https://a.vn/?x=1&y="2"`)}, `Mẫu <a href="https://a.vn/?x=1&amp;y=&quot;2&quot;">ở đây</a>`},
		{"a link that is none of the web", "Quân", []entity{link(0, 4, "tg://user?id=7")}, ""},
		{"in one another", "abcdef", []entity{{Type: "bold", Length: 6}, {Type: "italic", Offset: 1, Length: 2}, link(3, 3, "https://a.vn")},
			`<b>a<i>bc</i><a href="https://a.vn">def</a></b>`},
		{"inner ones first", "abc", []entity{{Type: "italic", Length: 2}, {Type: "bold", Length: 3}}, "<b><i>ab</i>c</b>"},
		{"one after another", "abcd", []entity{{Type: "bold", Length: 2}, {Type: "underline", Offset: 2, Length: 2}}, "<b>ab</b><u>cd</u>"},
		{"across one another", "abcd", []entity{{Type: "bold", Length: 3}, {Type: "italic", Offset: 2, Length: 2}}, "<b>abc</b>d"},
		{"in code", "abc", []entity{{Type: "code", Length: 3}, {Type: "bold", Length: 2}}, "<code>abc</code>"},
		{"a quotation in a quotation", "abc", []entity{{Type: "blockquote", Length: 3}, {Type: "expandable_blockquote", Length: 2}}, "<blockquote>abc</blockquote>"},
		{"the rest", "abcde", []entity{{Type: "strikethrough", Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}, {Type: "pre", Offset: 2, Length: 1}, {Type: "expandable_blockquote", Offset: 3, Length: 2}},
			"<s>a</s><tg-spoiler>b</tg-spoiler><pre>c</pre><blockquote expandable>de</blockquote>"},
		{"blanks around it", "\n gấp \n", []entity{{Type: "bold", Length: 7}}, "<b>gấp</b>"},
		{"nothing but blanks", " \n", []entity{{Type: "bold", Length: 2}}, ""},
		{"beyond the text", "abc", []entity{{Type: "bold", Offset: 2, Length: 9}, {Type: "italic", Offset: 7, Length: 2}, {Type: "italic", Offset: -5, Length: 6}}, "<i>a</i>b<b>c</b>"},
		{"half a character", "👍a", []entity{{Type: "bold", Offset: 1, Length: 2}, {Type: "italic", Length: 1}}, ""},
	} {
		if got := formatted(tc.text, tc.entities); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

// TestFormattedIsAlwaysTaken: whatever the entities, the server reads the same
// text in it, and the formatting that is there marks what it marked.
func TestFormattedIsAlwaysTaken(t *testing.T) {
	types := []string{"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "expandable_blockquote", "text_link", "url", "custom_emoji"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ệ", "👍", "<", "&amp;", "\"", "\n", " ", "</b>"}), 1, 12).Draw(t, "text"), "")
		size := len(utf16.Encode([]rune(text)))
		var entities []entity
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			entities = append(entities, entity{
				Type: rapid.SampledFrom(types).Draw(t, "type"), Offset: rapid.IntRange(-1, size).Draw(t, "offset"), Length: rapid.IntRange(-1, size+1).Draw(t, "length"),
				URL: "https://a.vn/?b=1&c=%22<",
			})
		}
		got := formatted(text, entities)
		if got == "" {
			return
		}
		read, marks, err := markup.ParseHTML(got)
		if err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		if want := strings.TrimSpace(text); read != want {
			t.Fatalf("%q is read as %q, want %q", got, read, want)
		}
		if len(marks) == 0 {
			t.Fatalf("nothing is marked in %q", got)
		}
	})
}
