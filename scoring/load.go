package scoring

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/unicode/norm"
)

//go:embed editions/*.yaml
var editionFiles embed.FS

// EditionError says what is wrong in an edition's file, and where.
type EditionError struct {
	Line   int // from 1
	Reason string
}

func (e *EditionError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// Editions lists the ids of the built-in editions.
func Editions() []string {
	names, err := fs.Glob(editionFiles, "editions/*.yaml")
	if err != nil {
		panic("scoring: " + err.Error()) // the pattern is a constant
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".yaml")
	}
	return names
}

// Open gives a built-in edition. A year other than 0 moves all its dates to
// that year and changes nothing else.
func Open(id string, year int) (*Edition, error) {
	data, err := editionFiles.ReadFile("editions/" + id + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("there is no edition %q; there are: %s", id, strings.Join(Editions(), ", "))
	}
	e, err := Load(data)
	if err != nil {
		return nil, fmt.Errorf("open edition %s: %w", id, err)
	}
	if year != 0 && (year < 1900 || year > 9999) {
		return nil, fmt.Errorf("open edition %s for the year %d: no such year", id, year)
	}
	if year != 0 {
		e.moveTo(year)
	}
	return e, nil
}

// Load reads an edition's file. It refuses a broken one with all that it
// found: joined *EditionErrors, in the order of their lines.
func Load(data []byte) (*Edition, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF")) // an office PC's editor adds both
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	if problems := checkText(data); len(problems) > 0 {
		return nil, joinProblems(problems)
	}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, atLine(err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, &EditionError{Line: 1, Reason: "the file must hold one edition"}
	}
	var spec editionSpec
	if err := yaml.NodeToValue(file.Docs[0].Body, &spec, yaml.Strict()); err != nil {
		return nil, atLine(err)
	}
	b := &builder{file: file, spec: &spec}
	e := b.build()
	if len(b.problems) > 0 {
		return nil, joinProblems(b.problems)
	}
	return e, nil
}

// atLine turns an error of the YAML library into one with a line.
func atLine(err error) error {
	var located yaml.Error
	if errors.As(err, &located) && located.GetToken() != nil {
		return &EditionError{Line: located.GetToken().Position.Line, Reason: located.GetMessage()}
	}
	return &EditionError{Line: 1, Reason: err.Error()}
}

func joinProblems(problems []*EditionError) error {
	sort.SliceStable(problems, func(i, j int) bool { return problems[i].Line < problems[j].Line })
	all := make([]error, len(problems))
	for i, p := range problems {
		all[i] = p
	}
	return errors.Join(all...)
}

var escapedLetter = regexp.MustCompile(`\\[uUxNLP_]`)

// checkText holds the file to composed letters and plain spaces: the source
// mixes forms, and what differs only invisibly cannot be compared or found.
func checkText(data []byte) []*EditionError {
	var problems []*EditionError
	for i, line := range strings.Split(string(data), "\n") {
		for _, test := range []struct {
			wrong  bool
			reason string
		}{
			{!norm.NFC.IsNormalString(line), "the text is not in composed letters (NFC)"},
			{strings.ContainsFunc(line, isOddSpace), "a space that is not a plain one, or an invisible character"},
			{escapedLetter.MatchString(line), "write letters themselves, not escapes"},
		} {
			if test.wrong {
				problems = append(problems, &EditionError{Line: i + 1, Reason: test.reason})
			}
		}
	}
	return problems
}

func isOddSpace(r rune) bool {
	switch {
	case r == '\t', r == '\r', r == 0x00A0, r == 0x00AD, r == 0x202F, r == 0x3000, r == 0xFEFF:
		return true
	case r >= 0x2000 && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	}
	return false
}

// lineOf finds the line of a YAML path, or of the nearest thing around it
// that exists.
func lineOf(file *ast.File, place string) int {
	for place != "" && place != "$" {
		if p, err := yaml.PathString(place); err == nil {
			if node, err := p.FilterFile(file); err == nil && node != nil {
				return firstLine(node)
			}
		}
		place = place[:max(strings.LastIndexAny(place, ".["), 0)]
	}
	return 1
}

// firstLine is where a node begins: a mapping's own token is a colon further on.
func firstLine(node ast.Node) int {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken().Position.Line
	}
	return node.GetToken().Position.Line
}

// at writes the path of an item of a list.
func at(list string, index int) string { return fmt.Sprintf("%s[%d]", list, index) }
