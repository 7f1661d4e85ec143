package understand

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// table reads "input = wanted" lines; the last " = " divides.
func table(t testing.TB, name string) [][2]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][2]string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		at := strings.LastIndex(line, "= ")
		if at < 0 {
			t.Fatalf("%s: %q has no \"= \"", name, line)
		}
		out = append(out, [2]string{strings.TrimSuffix(line[:at], " "), line[at+2:]})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func (n Number) show() string {
	switch n.Kind {
	case NumberCount:
		return fmt.Sprintf("count %d", n.Count)
	case NumberRatio:
		return fmt.Sprintf("ratio %d/%d", n.Part, n.Whole)
	case NumberPercent, NumberFraction:
		exact, _ := n.Value.MarshalJSON()
		return fmt.Sprintf("%s %s", n.Kind, exact)
	case NumberAmbiguous:
		var could []string
		for _, c := range n.Could {
			could = append(could, c.show())
		}
		return strings.TrimSpace("ambiguous " + strings.Join(could, " | "))
	}
	return string(n.Kind)
}

func TestNumbersAsPeopleTypeThem(t *testing.T) {
	rows := table(t, "numbers.txt")
	if len(rows) < 200 {
		t.Errorf("only %d inputs", len(rows))
	}
	for _, row := range rows {
		if got := ParseNumber(row[0]).show(); got != row[1] {
			t.Errorf("%q: got %s, want %s", row[0], got, row[1])
		}
	}
}
