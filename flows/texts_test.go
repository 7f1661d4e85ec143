package flows

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/goccy/go-yaml"

	"minhchung/flows/texts"
)

var (
	keyLiteral    = regexp.MustCompile(`^([a-z_]+)\.[a-z0-9_]+$`)
	prefixLiteral = regexp.MustCompile(`^([a-z_]+)\.(?:[a-z0-9_]+_)?$`)
)

// namedTexts finds the keys that the sources name, and the prefixes that they
// put keys together from: "state." + x, "answer.option_" + verb.
func namedTexts(t *testing.T, files map[string]bool) (keys, prefixes map[string]string) {
	t.Helper()
	keys, prefixes = map[string]string{}, map[string]string{}
	inSources(t, []string{"*.go", "../bot/*.go"}, func(at string, node ast.Node) {
		literal, ok := node.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return
		}
		value, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		if found := keyLiteral.FindStringSubmatch(value); found != nil && files[found[1]] && !strings.HasSuffix(value, "_") {
			keys[value] = at
		} else if found := prefixLiteral.FindStringSubmatch(value); found != nil && files[found[1]] {
			prefixes[value] = at
		}
	})
	return keys, prefixes
}

// inSources looks at every node of the sources, tests left out.
func inSources(t *testing.T, patterns []string, see func(at string, node ast.Node)) {
	t.Helper()
	fset := token.NewFileSet()
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(node ast.Node) bool {
				if node != nil {
					see(fset.Position(node.Pos()).String(), node)
				}
				return true
			})
		}
	}
}

// textSources reads a language's files: by key, as they are written.
func textSources(t *testing.T, lang string) (sources map[string]string, files map[string]bool) {
	t.Helper()
	sources, files = map[string]string{}, map[string]bool{}
	names, err := filepath.Glob("texts/" + lang + "/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts in %s: %v", lang, err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var all map[string]string
		if err := yaml.Unmarshal(raw, &all); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		file := strings.TrimSuffix(filepath.Base(name), ".yaml")
		files[file] = true
		for key, source := range all {
			sources[file+"."+key] = source
		}
	}
	return sources, files
}

// TestTextsAreThereAndUsed holds the sources and the texts together: whatever
// is said exists, and nothing is kept that nobody says.
func TestTextsAreThereAndUsed(t *testing.T) {
	sources, files := textSources(t, texts.Languages()[0])
	keys, prefixes := namedTexts(t, files)
	if len(keys) < 100 || len(prefixes) < 5 {
		t.Fatalf("only %d keys and %d prefixes were found in the sources", len(keys), len(prefixes))
	}
	for key, at := range keys {
		if _, ok := sources[key]; !ok {
			t.Errorf("%s: there is no text %q", at, key)
		}
	}
	built := map[string]bool{}
	for prefix, at := range prefixes {
		found := false
		for key := range sources {
			if strings.HasPrefix(key, prefix) {
				found, built[key] = true, true
			}
		}
		if !found {
			t.Errorf("%s: no text begins with %q", at, prefix)
		}
	}
	for key := range sources {
		if _, named := keys[key]; !named && !built[key] {
			t.Errorf("nobody says %q", key)
		}
	}
}

// TestPlaceholders looks that a text takes the same values in every language.
func TestPlaceholders(t *testing.T) {
	first, _ := textSources(t, texts.Languages()[0])
	for _, lang := range texts.Languages()[1:] {
		other, _ := textSources(t, lang)
		for key, source := range first {
			translated, ok := other[key]
			if !ok {
				t.Errorf("%s has no %q", lang, key)
				continue
			}
			if want, got := placeholders(t, key, source), placeholders(t, key, translated); !slices.Equal(want, got) {
				t.Errorf("%s takes %v in %s, and %v in %s", key, want, texts.Languages()[0], got, lang)
			}
		}
	}
}

// placeholders lists the names that a template takes values from.
func placeholders(t *testing.T, key, source string) []string {
	t.Helper()
	compares := map[string]any{"gt": 0, "ge": 0, "eq": 0, "lt": 0, "le": 0, "ne": 0, "not": 0, "and": 0, "or": 0, "len": 0}
	trees, err := parse.Parse(key, source, "", "", compares)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, tree := range trees {
		namesIn(tree.Root, names)
	}
	return slices.Sorted(maps.Keys(names))
}

func namesIn(node parse.Node, names map[string]bool) {
	switch node := node.(type) {
	case *parse.ListNode:
		if node != nil {
			for _, n := range node.Nodes {
				namesIn(n, names)
			}
		}
	case *parse.ActionNode:
		namesIn(node.Pipe, names)
	case *parse.PipeNode:
		if node != nil {
			for _, command := range node.Cmds {
				for _, arg := range command.Args {
					namesIn(arg, names)
				}
			}
		}
	case *parse.FieldNode:
		names[strings.Join(node.Ident, ".")] = true
	case *parse.VariableNode:
		if len(node.Ident) > 1 {
			names[strings.Join(node.Ident[1:], ".")] = true
		}
	case *parse.IfNode:
		branch(&node.BranchNode, names)
	case *parse.RangeNode:
		branch(&node.BranchNode, names)
	case *parse.WithNode:
		branch(&node.BranchNode, names)
	}
}

func branch(node *parse.BranchNode, names map[string]bool) {
	namesIn(node.Pipe, names)
	namesIn(node.List, names)
	namesIn(node.ElseList, names)
}
