package flowtest

import (
	"fmt"
	"strings"
)

// firstDifference shows where two transcripts part, with what stands around.
func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		if i < len(a) && i < len(b) && a[i] == b[i] {
			continue
		}
		return fmt.Sprintf("line %d\n  file: %s\n  now:  %s", i+1, around(a, i), around(b, i))
	}
	return "no difference"
}

func around(lines []string, i int) string {
	if i >= len(lines) {
		return "(the end)"
	}
	return strings.Join(lines[i:min(i+5, len(lines))], "\n        ")
}
