// Package texts is what the bot says, by language: templates in YAML files,
// one folder a language, one file a flow.
//
// It knows nothing of the conversation; what a criterion says is not here but
// in the edition.
package texts

import (
	"bytes"
	"embed"
	"fmt"
	html "html/template"
	"io/fs"
	"path"
	"sort"
	"strings"
	plain "text/template"

	"github.com/goccy/go-yaml"
)

//go:embed vi/*.yaml en/*.yaml
var files embed.FS

// Languages are the languages that the bot speaks, the first one by default.
func Languages() []string { return []string{"vi", "en"} }

// Args are the values that a text's placeholders name.
type Args map[string]any

// Catalog holds every text in every language.
type Catalog struct {
	languages map[string]map[string]text
}

// text is one text, parsed twice: messages escape what they are given, labels
// are not HTML.
type text struct {
	message *html.Template
	label   *plain.Template
	fixed   bool // the source has no placeholder: most labels are such
	source  string
}

// Load reads the built-in texts. It fails when a language lacks a text that
// another has, or when one does not parse.
func Load() (*Catalog, error) { return load(files) }

func load(from fs.FS) (*Catalog, error) {
	c := &Catalog{languages: map[string]map[string]text{}}
	for _, lang := range Languages() {
		all, err := readLanguage(from, lang)
		if err != nil {
			return nil, err
		}
		c.languages[lang] = all
	}
	for _, lang := range Languages() {
		for _, other := range Languages() {
			for key := range c.languages[other] {
				if _, ok := c.languages[lang][key]; !ok {
					return nil, fmt.Errorf("texts: %s has no %q, which %s has", lang, key, other)
				}
			}
		}
	}
	return c, nil
}

func readLanguage(from fs.FS, lang string) (map[string]text, error) {
	names, err := fs.Glob(from, lang+"/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the texts of %s: %w", lang, err)
	}
	all := map[string]text{}
	for _, name := range names {
		raw, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		var sources map[string]string
		if err := yaml.Unmarshal(raw, &sources); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		prefix := strings.TrimSuffix(path.Base(name), ".yaml") + "."
		for key, source := range sources {
			if all[prefix+key], err = parse(prefix+key, source); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return all, nil
}

func parse(key, source string) (text, error) {
	source = strings.TrimRight(source, "\n")
	message, err := html.New(key).Option("missingkey=error").Parse(source)
	if err != nil {
		return text{}, fmt.Errorf("parse %s: %w", key, err)
	}
	label, err := plain.New(key).Option("missingkey=error").Parse(source)
	if err != nil {
		return text{}, fmt.Errorf("parse %s: %w", key, err)
	}
	return text{message, label, !strings.Contains(source, "{{"), source}, nil
}

// Keys lists the keys of all texts, sorted: "card.head" is the text "head" of
// the file card.yaml.
func (c *Catalog) Keys() []string {
	var keys []string
	for key := range c.languages[Languages()[0]] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Message gives a text as HTML in which everything from args is escaped.
func (c *Catalog) Message(lang, key string, args Args) (string, error) {
	t, err := c.find(lang, key)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := t.message.Execute(&b, args); err != nil {
		return "", fmt.Errorf("say %s in %s: %w", key, lang, err)
	}
	return readable.Replace(b.String()), nil
}

// readable undoes escapes that are needed in attributes only, where these
// texts have no placeholders: "80 + 39" is to be read in the transcripts.
var readable = strings.NewReplacer("&#43;", "+", "&#39;", "'")

// Label gives a text for a place that is not HTML: a button, a file's name.
func (c *Catalog) Label(lang, key string, args Args) (string, error) {
	t, err := c.find(lang, key)
	if err != nil {
		return "", err
	}
	if t.fixed {
		return t.source, nil
	}
	var b bytes.Buffer
	if err := t.label.Execute(&b, args); err != nil {
		return "", fmt.Errorf("label %s in %s: %w", key, lang, err)
	}
	return b.String(), nil
}

func (c *Catalog) find(lang, key string) (text, error) {
	all, ok := c.languages[lang]
	if !ok {
		all = c.languages[Languages()[0]]
	}
	t, ok := all[key]
	if !ok {
		return text{}, fmt.Errorf("texts: no text %q", key)
	}
	return t, nil
}
