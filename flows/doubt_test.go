package flows

import (
	"go/ast"
	"go/token"
	"strconv"
	"testing"
)

// TestEveryReasonHasWords reads the reasons where intake names them: none is
// told to people as "other".
func TestEveryReasonHasWords(t *testing.T) {
	found := 0
	inSources(t, []string{"../bot/intake/signature/reason.go"}, func(at string, node ast.Node) {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return
		}
		for _, value := range spec.Values {
			literal, ok := value.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				continue
			}
			reason, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			if found++; doubtKey(reason) == "why_other" {
				t.Errorf("%s: there are no words for %q", at, reason)
			}
		}
	})
	if found < 30 {
		t.Errorf("only %d reasons were found", found)
	}
}
