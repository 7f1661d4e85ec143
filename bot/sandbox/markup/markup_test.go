package markup

import (
	"reflect"
	"strings"
	"testing"
)

func TestParseHTML(t *testing.T) {
	for _, c := range []struct {
		source, text string
		entities     []Entity
	}{
		{"Kính chào <b>Lan</b>", "Kính chào Lan", []Entity{{Type: "bold", Offset: 10, Length: 3}}},
		{"<b>Phần <i>I</i></b>", "Phần I", []Entity{{Type: "bold", Offset: 0, Length: 6}, {Type: "italic", Offset: 5, Length: 1}}},
		{"📎 <code>a &lt; b</code>", "📎 a < b", []Entity{{Type: "code", Offset: 3, Length: 5}}},
		{`<a href="https://hue.gov.vn/?a=1&amp;b=2">Cổng</a>`, "Cổng", []Entity{{Type: "text_link", Length: 4, URL: "https://hue.gov.vn/?a=1&b=2"}}},
		{`<pre><code class="language-go">x</code></pre>`, "x", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		{"<blockquote expandable>dài</blockquote>", "dài", []Entity{{Type: "expandable_blockquote", Length: 3}}},
		{"<blockquote>dài</blockquote>", "dài", []Entity{{Type: "blockquote", Length: 3}}},
		{`<span class="tg-spoiler">ẩn</span> <tg-spoiler>ẩn</tg-spoiler>`, "ẩn ẩn", []Entity{{Type: "spoiler", Length: 2}, {Type: "spoiler", Offset: 3, Length: 2}}},
		{"<u>a</u><s>b</s><ins>c</ins><del>d</del>", "abcd", []Entity{{Type: "underline", Length: 1}, {Type: "strikethrough", Offset: 1, Length: 1}, {Type: "underline", Offset: 2, Length: 1}, {Type: "strikethrough", Offset: 3, Length: 1}}},
		{"&quot;&#39;&#x1F4CE;&gt;", "\"'📎>", nil},
		{"<b></b>x", "x", nil},
	} {
		text, entities, err := ParseHTML(c.source)
		if err != nil || text != c.text || !reflect.DeepEqual(entities, c.entities) {
			t.Errorf("%s:\n got %q %+v %v\nwant %q %+v", c.source, text, entities, err, c.text, c.entities)
		}
	}
}

func TestParseHTMLRefuses(t *testing.T) {
	for source, want := range map[string]string{
		"<b>Lan":                   `Can't find end tag corresponding to start tag "b"`,
		"<font>Lan</font>":         `Unsupported start tag "font" at byte offset 0`,
		"điểm < 5":                 `Unsupported start tag "" at byte offset 8`,
		"điểm <5":                  `Unclosed start tag at byte offset 8`,
		"Lan</b>":                  `Unexpected end tag at byte offset 3`,
		"<b>Lan</i>":               `Unmatched end tag at byte offset 6, expected "</b>", found "</i>"`,
		"<b>Lan</b":                `Unclosed end tag at byte offset 6`,
		"Sở Y tế & Sở Nội vụ":      `Unescaped "&"`,
		"&nbsp;":                   `Unescaped "&" or unsupported entity`,
		"&#0;":                     `Unescaped "&"`,
		`<a href="x>Lan</a>`:       `Unclosed start tag at byte offset 0`,
		`<a href>Lan</a>`:          `Expected equal sign in declaration of an attribute of the tag "a"`,
		`<a ="x">Lan</a>`:          `Empty attribute name in the tag "a"`,
		`<a href=a/b>Lan</a>`:      `Unexpected end of name token`,
		`<span class="x">a</span>`: `Tag "span" must have class "tg-spoiler"`,
		"<br>":                     `Unsupported start tag "br"`,
	} {
		if _, _, err := ParseHTML(source); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", source, err, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"/start abc", "bot_command:/start"},
		{"Xem https://hue.gov.vn/a?b=1.", "url:https://hue.gov.vn/a?b=1"},
		{"xem syt.thuathienhue.gov.vn/tin", "url:syt.thuathienhue.gov.vn/tin"},
		{"lan@hue.gov.vn", "email:lan@hue.gov.vn"},
		{"37/119", ""},
		{"I.2.2 đạt 1.234", ""},
		{"hỏi @minhchung_bot", "mention:@minhchung_bot"},
		{"#chuyểnđổisố", "hashtag:#chuyểnđổisố"},
		{"gọi +84905123456", "phone_number:+84905123456"},
		{"📎 /help", "bot_command:/help"},
	} {
		got := ""
		for _, e := range Detect(c.text, nil) {
			got += e.Type + ":" + Slice(c.text, e)
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
	link := []Entity{{Type: "text_link", Length: 10, URL: "https://hue.gov.vn/"}}
	if got := Detect("hue.gov.vn", link); len(got) != 1 {
		t.Errorf("a link within a link: %+v", got)
	}
}

func TestTrimMovesEntities(t *testing.T) {
	text, entities := Trim("\n  Lan  \n", []Entity{{Type: "bold", Offset: 0, Length: 9}})
	if text != "Lan" || len(entities) != 1 || entities[0].Offset != 0 || entities[0].Length != 3 {
		t.Errorf("got %q %+v", text, entities)
	}
}

func FuzzParseHTML(f *testing.F) {
	f.Add("<b>Lan</b> &amp; <a href='x.vn'>y</a>")
	f.Fuzz(func(t *testing.T, source string) {
		text, entities, err := ParseHTML(source)
		if err != nil {
			return
		}
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > Len(text) {
				t.Fatalf("%q: %+v beyond %q", source, e, text)
			}
		}
	})
}
