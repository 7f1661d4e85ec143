package flows

import (
	"go/ast"
	"slices"
	"strconv"
	"testing"

	"minhchung/flows/texts"
)

// refusals lists those of event.go.
func refusals(t *testing.T) []Refusal {
	t.Helper()
	var all []Refusal
	inSources(t, []string{"event.go"}, func(_ string, node ast.Node) {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Refusal" {
			return
		}
		value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, Refusal(value))
	})
	return all
}

// TestEveryRefusalIsExplained: a person is told why, for a file by itself and
// for one in an archive.
func TestEveryRefusalIsExplained(t *testing.T) {
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := refusals(t)
	if len(all) < 20 {
		t.Fatalf("only %v", all)
	}
	elsewhere := []Refusal{RefusedNot, RefusedNoRights, RefusedClosed} // said in other words, or not at all
	whole := []Refusal{RefusedGone, RefusedQuota, RefusedDiskFull, RefusedUnsettled, RefusedNot, RefusedNoRights}
	for _, lang := range texts.Languages() {
		for _, why := range all {
			args := texts.Args{"Name": "a.pdf", "MaxMB": 20, "Helpdesk": "", "Owner": "Sở Thông tin và Truyền thông"}
			if _, err := catalog.Message(lang, "refused."+string(why), args); err != nil && !slices.Contains(elsewhere, why) {
				t.Error(err)
			}
			if _, err := catalog.Label(lang, "archive.why_"+string(why), nil); err != nil && !slices.Contains(whole, why) {
				t.Error(err)
			}
		}
	}
}
