package flows

import (
	"go/ast"
	"go/token"
	"math"
	"strconv"
	"strings"
	"testing"

	"minhchung/flows/figures"
	"minhchung/scoring"
)

// The longest that a button's target can be made of.
type longest struct{ department, criterion, slot, option, evidence, person, ref, page, seq, column, owner, day string }

func longestParts(e *scoring.Edition) longest {
	l := longest{
		department: strings.Repeat("d", 32), evidence: "01234567", person: "p" + NewToken([16]byte{}),
		ref: strings.Repeat("0", 16), page: "99", seq: "9999999", day: "2023-10-31",
	}
	longer := func(at *string, candidate string) {
		if len(candidate) > len(*at) {
			*at = candidate
		}
	}
	for _, o := range e.Owners {
		longer(&l.owner, o.Role)
	}
	for _, target := range figures.Targets(e, figures.Allowed{}) {
		longer(&l.column, target.String())
	}
	for _, c := range e.Criteria() {
		longer(&l.criterion, c.ID)
		for _, s := range c.Evidence {
			longer(&l.slot, s.ID)
		}
		for _, input := range c.Rule.Inputs() {
			for _, o := range input.Options {
				longer(&l.option, o.ID)
			}
		}
	}
	return l
}

// targets says, for every flow and verb of the sources as they are written
// there, what the longest target is. A verb in a variable stands for the
// longest that it can be.
func targets(l longest) map[string]Action {
	field, either := "information_systems", func(a, b string) string {
		if len(a) > len(b) {
			return a
		}
		return b
	}
	all := map[string]Action{}
	add := func(flow string, value Flow, target string, verbs ...string) {
		for _, verb := range verbs {
			all[flow+"/"+verb] = Action{Flow: value, Verb: verb, Target: target}
		}
	}
	add("flowStart", flowStart, "", "yes", "no", "notice")
	add("flowMenu", flowMenu, "en", "home", "help", "files", "person", "language")
	add("flowMenu", flowMenu, l.department, "department")
	add("flowWalk", flowWalk, "VIII."+l.page, "pillars", "pillar", "next")
	add("flowCard", flowCard, l.criterion, "open", "guide", "more")
	add("flowAnswer", flowAnswer, either(l.criterion, l.option), "begin", "later", "yes", "no", "done", "zero", "none", "whole", "other_whole", "verb")
	add("flowConflict", flowConflict, "", "keep", "replace")
	add("flowEvidence", flowEvidence, either(l.evidence, l.criterion)+"/"+l.slot, "begin", "list", "show", "one", "drop", "slot", "sure", "move", "share", "replace")
	add("flowPlace", flowPlace, l.evidence+"/"+l.criterion, "to", "use", "other", "useother", "later")
	add("flowReview", flowReview, l.department+"/"+l.criterion+"/"+l.page, "list", "one", "piece", "show", "picture")
	add("flowSecret", flowSecret, l.department+"/"+l.evidence, "purge")
	add("flowSigned", flowSigned, l.criterion, "head", "deputy", "choice", "other")
	add("flowNote", flowNote, l.criterion, "begin", "clear", "keep", "replace")
	add("flowDescribe", flowDescribe, l.evidence+"/"+factSubject, "begin", "ask", "none")
	add("flowNA", flowNA, l.criterion, "begin", "zero", "all", "drop")
	add("flowNA", flowNA, l.department+"/"+l.criterion, "grant", "refuse")
	add("flowMissing", flowMissing, l.page, "list", "unfiled", "waiting")
	add("flowClosing", flowClosing, l.criterion, "ask")
	add("flowDue", flowDue, l.day+"/"+l.page, "again", "day")
	add("flowDue", flowDue, l.department, "list")
	add("flowScore", flowScore, "VIII", "total", "pillar")
	add("flowProfile", flowProfile, field, "list", "walk", "edit", "take", "skip", "later", "keep", "replace", "update", "leave")
	add("flowProfile", flowProfile, strconv.Itoa(math.MaxInt32), "count")
	add("flowAdmin", flowAdmin, l.page, "menu", "progress", "requests", "people", "settings", "lock", "unlock", "verb",
		"noname", "nophone", "all_criteria", "scoped", "backdate", "setdate", "return", "nodate")
	add("flowAdmin", flowAdmin, l.department, "invite", "department", "dates", "dep", "role")
	add("flowAdmin", flowAdmin, l.day+"/"+l.department, "date", "day")
	add("flowAdmin", flowAdmin, l.day+"/"+l.page, "dayfor")
	add("flowAdmin", flowAdmin, l.day, "until")
	add("flowReview", flowReview, l.department+"/"+l.criterion, "return")
	add("flowAdmin", flowAdmin, l.department+"/"+l.seq, "request", "grant_all", "refuse_all")
	add("flowAdmin", flowAdmin, l.owner, "owner")
	add("flowAdmin", flowAdmin, l.person, "who")
	add("flowFigures", flowFigures, l.criterion, "ask", "use", "criterion")
	add("flowFigures", flowFigures, l.page, "home", "imports", "asked", "criteria", "name", "who", "skip", "rest", "column", "preview", "columns", "all", "take", "cancel")
	add("flowFigures", flowFigures, l.ref, "import", "withdraw")
	add("flowFigures", flowFigures, l.department+"/"+l.criterion, "reply")
	add("flowFigures", flowFigures, "99999/"+l.department, "place")
	add("flowFigures", flowFigures, "99999/"+l.page, "whos")
	add("flowFigures", flowFigures, l.column, "to")
	add("flowReminder", flowReminder, l.department+"/"+l.criterion, "open", "missing", "unfiled", "again")
	add("flowReminder", flowReminder, "1050", "wishes", "hour", "pause", "resume")
	add("flowAnnounce", flowAnnounce, l.ref, "one", "stop", "xlsx", "ask", "received")
	add("flowAnnounce", flowAnnounce, l.ref+onPage, "one", "stop")
	add("flowAnnounce", flowAnnounce, l.ref+"/"+l.page, "waiting", "unreached", "asked", "delete", "remove", "correct")
	add("flowAnnounce", flowAnnounce, l.page, "list")
	add("flowAnnounce", flowAnnounce, l.ref+"/"+l.seq, "reply")
	add("flowAnnounce", flowAnnounce, l.page, "new", "keep", "nonumber", "nountil", "all", "deps", "chosen", "who", "number", "until", "rewrite", "send", "nofile", "missing")
	add("flowAnnounce", flowAnnounce, l.criterion, "pillar", "lacks")
	add("flowAnnounce", flowAnnounce, l.ref, "waiting")
	add("flowAnnounce", flowAnnounce, l.department, "dep", "role")
	add("flowAnnounce", flowAnnounce, l.day, "by")
	all["flowAdmin/verb"] = Action{Flow: flowAdmin, Verb: "invitation", Target: either(l.ref, l.criterion)}
	return all
}

// TestButtonsFit looks at every button that the sources make: its action fits
// what Telegram allows, with the longest ids there can be.
func TestButtonsFit(t *testing.T) {
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		t.Fatal(err)
	}
	known := targets(longestParts(edition))
	made := map[string]bool{}
	inSources(t, []string{"*.go"}, func(at string, node ast.Node) {
		flow, verb, ok := madeButton(node)
		if !ok {
			return
		}
		made[flow+"/"+verb] = true
		action, listed := known[flow+"/"+verb]
		if !listed {
			t.Errorf("%s: a button %s/%s: say in this test how long its target can be", at, flow, verb)
			return
		}
		action.Token = strconv.FormatInt(math.MaxInt32, 36)
		text := strings.Join([]string{string(action.Flow), action.Verb, action.Target, action.Token}, ":")
		if len(text) > maxAction {
			t.Errorf("%s: %q has %d bytes", at, text, len(text))
		}
	})
	if len(made) < 40 {
		t.Errorf("only %d kinds of buttons were found in the sources", len(made))
	}
}

// madeButton recognises t.button(…), t.answer(…), t.pageRow(…) and Action{…}.
func madeButton(node ast.Node) (flow, verb string, ok bool) {
	switch node := node.(type) {
	case *ast.CallExpr:
		method, isMethod := node.Fun.(*ast.SelectorExpr)
		if !isMethod {
			return "", "", false
		}
		switch {
		case (method.Sel.Name == "button" || method.Sel.Name == "answer") && len(node.Args) == 5:
			flow, verb = written(node.Args[2]), written(node.Args[3])
		case method.Sel.Name == "pageRow":
			flow, verb = written(node.Args[0]), written(node.Args[1])
		}
	case *ast.CompositeLit:
		if named, isNamed := node.Type.(*ast.Ident); !isNamed || named.Name != "Action" {
			return "", "", false
		}
		for _, element := range node.Elts {
			if pair, isPair := element.(*ast.KeyValueExpr); isPair && written(pair.Key) == "Flow" {
				flow = written(pair.Value)
			} else if isPair && written(pair.Key) == "Verb" {
				verb = written(pair.Value)
			}
		}
	}
	// turn.button itself, and what is passed through to it, is no button yet.
	return flow, verb, flow != "" && verb != "" && !(flow == "flow" && verb == "verb")
}

// written gives an identifier or a string as it stands in the source.
func written(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return strings.Trim(e.Value, `"`)
		}
	}
	return ""
}
