package flows

import (
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// paper is a kind of administrative document, as slots name it, folded.
type paper string

const (
	paperUnknown    paper = ""
	paperPlan       paper = "ke hoach"
	paperDecision   paper = "quyet dinh"
	paperInvitation paper = "giay moi"
	paperConclusion paper = "ket luan"
	paperReport     paper = "bao cao"
	paperList       paper = "danh sach"
	paperDirective  paper = "van ban" // chỉ thị, công văn, hướng dẫn …: what slots call a văn bản
)

// paperOf tells what kind of document a piece of evidence is: by its heading,
// else by the symbol in its number ("45/KH-SYT").
func paperOf(ev scoring.Evidence) paper {
	d := ev.Facts()
	if d == nil {
		return paperUnknown
	}
	subject := understand.Fold(d.Subject)
	kind := understand.Fold(d.Type)
	if kind == "" {
		kind = symbolKind(d.Number)
	}
	switch {
	case strings.HasPrefix(kind, "ke hoach"), strings.HasPrefix(kind, "chuong trinh"), strings.HasPrefix(kind, "de an"):
		return paperPlan
	case strings.HasPrefix(kind, "quyet dinh"):
		return paperDecision
	case strings.HasPrefix(kind, "giay moi"):
		return paperInvitation
	case strings.HasPrefix(kind, "bien ban"), strings.HasPrefix(kind, "ket luan"), kind == "thong bao" && strings.Contains(subject, "ket luan"):
		return paperConclusion
	case strings.HasPrefix(kind, "bao cao"):
		return paperReport
	case strings.HasPrefix(kind, "danh sach"), strings.HasPrefix(kind, "danh muc"), strings.HasPrefix(kind, "phu luc"):
		return paperList
	case kind == "cong van" && strings.HasPrefix(withoutLeadIn(subject), "moi "):
		return paperInvitation // a letter that invites
	case kind == "":
		return paperUnknown
	}
	return paperDirective
}

// symbolKind is the kind that a number's symbol abbreviates, as a heading
// folded; a letter's symbol names who wrote it.
func symbolKind(number string) string {
	_, symbol, ok := strings.Cut(number, "/")
	if !ok {
		return ""
	}
	short, _, _ := strings.Cut(understand.Fold(symbol), " ")
	kinds := map[string]string{
		"kh": "ke hoach", "ctr": "chuong trinh", "qd": "quyet dinh", "gm": "giay moi", "bb": "bien ban", "kl": "ket luan", "tb": "thong bao",
		"bc": "bao cao", "ct": "chi thi", "hd": "huong dan", "ttr": "to trinh",
	}
	if kind, known := kinds[short]; known {
		return kind
	}
	return "cong van"
}

// withoutLeadIn takes "về việc" off a folded subject.
func withoutLeadIn(folded string) string {
	for _, lead := range []string{"ve viec ", "v v "} {
		folded = strings.TrimPrefix(folded, lead)
	}
	return folded
}

// asksFor says whether a slot's name asks for such a paper, and whether it
// asks for a kind of paper at all.
func asksFor(s scoring.Slot, p paper) (named, asks bool) {
	label := understand.Fold(s.Label)
	for _, kind := range []paper{paperPlan, paperDecision, paperInvitation, paperConclusion, paperReport, paperList, paperDirective} {
		if strings.Contains(label, string(kind)) {
			asks = true
			named = named || kind == p
		}
	}
	return named, asks
}

// slotOfPaper is the one slot of several that asks for such a paper.
func slotOfPaper(slots []scoring.Slot, ev scoring.Evidence) (found scoring.Slot, ok bool) {
	p := paperOf(ev)
	if p == paperUnknown {
		return scoring.Slot{}, false
	}
	n := 0
	for _, s := range slots {
		if named, _ := asksFor(s, p); named {
			found = s
			n++
		}
	}
	return found, n == 1
}
