package flows

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var updateDiagram = flag.Bool("update", false, "rewrite the diagram in the README")

const readme = "../README.md"

// TestDiagram draws the phases' table and compares it with the README, so
// that the picture cannot lie.
func TestDiagram(t *testing.T) {
	raw, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "```mermaid\n", "```"
	before, rest, ok := strings.Cut(string(raw), begin)
	if !ok {
		t.Fatalf("%s has no diagram", readme)
	}
	drawn, after, ok := strings.Cut(rest, end)
	if !ok {
		t.Fatalf("the diagram of %s has no end", readme)
	}
	want := diagram()
	if drawn == want {
		return
	}
	if !*updateDiagram {
		t.Fatalf("%s shows another machine than the table (-update draws it anew):\n%s", readme, want)
	}
	if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// diagram draws the table; what leads from every inside phase is drawn from
// their frame.
func diagram() string {
	var b strings.Builder
	fmt.Fprintf(&b, "stateDiagram-v2\n    [*] --> %s\n    state inside {\n", Outside)
	for _, p := range inside() {
		fmt.Fprintf(&b, "        %s\n", p)
	}
	b.WriteString("    }\n")
	for _, tr := range Transitions() {
		from := slices.Clone(tr.From)
		if holdsAll(from, inside()) {
			from = slices.DeleteFunc(from, func(p Phase) bool { return slices.Contains(inside(), p) })
			fmt.Fprintf(&b, "    inside --> %s: %s\n", tr.To, tr.Move)
		}
		for _, p := range from {
			fmt.Fprintf(&b, "    %s --> %s: %s\n", p, tr.To, tr.Move)
		}
	}
	return b.String()
}

func holdsAll(all, some []Phase) bool {
	for _, p := range some {
		if !slices.Contains(all, p) {
			return false
		}
	}
	return true
}
