package understand

import (
	"slices"
	"strings"
)

// YesNo is what a typed line answers to a question for yes or no.
type YesNo string

// The outcomes of ParseYesNo.
const (
	YesNoUnclear YesNo = "unclear"
	Yes          YesNo = "yes"
	No           YesNo = "no"
	NotYetOrNo   YesNo = "not_yet_or_no" // "chưa": no, or not yet? To be asked
)

// maxYesNo is how many words an answer may have, fillers left out.
const maxYesNo = 8

// ParseYesNo reads a yes or a no. A line that holds both, a doubt or a word
// that it does not know is unclear.
func ParseYesNo(text string) YesNo {
	if len(text) > maxNumberText {
		return YesNoUnclear
	}
	said, ok := answerWords(text)
	if !ok || len(said) == 0 || len(said) > maxYesNo {
		return YesNoUnclear
	}
	switch strings.Join(said, " ") {
	case "co khong", "co chua", "dung khong", "phai khong", "duoc khong", "duoc chua", "chua khong", "ok khong":
		return YesNoUnclear // a question back
	case "khong phai khong", "khong the khong":
		return YesNoUnclear
	}
	return judge(said)
}

// answerWords gives the words that count, with slips mended; ok is false when
// a mark tells that a word is not what it looks like (dừng: stop), or there
// is a question mark.
func answerWords(text string) (said []string, ok bool) {
	lower := strings.ToLower(text)
	if strings.ContainsAny(lower, "?？") || strings.Contains(lower, "dừng") || strings.Contains(lower, "đừng") {
		return nil, false
	}
	for _, p := range pieces(text) {
		switch {
		case p.isNum:
			return nil, false
		case p.text == "👍" || p.text == "✅" || p.text == "✔" || p.text == "👌":
			said = append(said, "co")
		case p.text == "❌" || p.text == "👎":
			said = append(said, "khong")
		case isWord(p.text) && !isPolite(p.text):
			said = append(said, mend(p.text))
		}
	}
	if len(said) == 0 && strings.Contains(" "+Fold(text)+" ", " vang ") || Fold(text) == "da" {
		said = []string{"co"}
	}
	return said, true
}

func isPolite(word string) bool {
	switch word {
	case "da", "a", "nhe", "nha", "thua", "anh", "chi", "em", "e", "ban", "oi", "ah", "ak", "ad", "c", "vay", "ne", "thoi",
		"ben", "minh", "don", "vi", "so", "we", "i", "it", "sir", "please", "chung", "toi", "vang", "la", "day", "nay", "ca":
		return true
	}
	return false
}

// mend takes slips out of the words that decide.
func mend(word string) string {
	switch word {
	case "khong", "co", "chua", "dung", "roi", "duoc":
		return word
	case "khog", "khon", "kong", "khng", "khogn", "khoong", "hong", "hông", "kkhong", "khongg", "hk", "kho":
		return "khong"
	case "cos", "coo", "ccos", "cso":
		return "co"
	case "chau", "chuwa", "chuaw", "chuaa", "chuwaa":
		return "chua"
	case "dugn", "dungs", "dugs", "dunng":
		return "dung"
	case "rooif", "roif", "roii", "rui", "ruif":
		return "roi"
	case "u", "uh", "uhm", "uk", "um", "uwf", "oke", "okie", "oki", "okey", "okay", "okela", "yes", "yep", "yeah", "y", "yess":
		return "ok"
	case "nope", "noo", "nah":
		return "no"
	}
	return word
}

// judge decides on mended words.
func judge(said []string) YesNo {
	if slices.ContainsFunc(said, isDoubt) {
		return YesNoUnclear
	}
	negative := slices.IndexFunc(said, func(w string) bool { return w == "khong" || w == "no" || w == "not" || w == "sai" || w == "chang" })
	notYet := slices.IndexFunc(said, func(w string) bool { return w == "chua" || w == "sap" || w == "yet" || w == "dang" })
	switch {
	case notYet >= 0 && (negative < 0 || said[negative] == "not" || said[negative] == "no") && restKnown(said, notYet):
		return NotYetOrNo
	case notYet >= 0:
		return YesNoUnclear
	case negative == 0 && restKnown(said, 0):
		return No
	case negative >= 0:
		return YesNoUnclear
	case isAssent(said[0]) && restKnown(said, 0):
		return Yes
	}
	return YesNoUnclear
}

func isDoubt(word string) bool {
	switch word {
	case "the", "le", "biet", "ro", "chac", "hinh", "nhung", "hoac", "hay", "but", "maybe", "or", "neu", "hieu", "mot", "phan",
		"sao", "gi", "nao", "ai", "bao", "thi", "va", "tam", "gan", "tru", "quan", "thac", "ap", "lien", "dau":
		return true
	}
	return false
}

// restKnown says whether every word but the one that decides is one that an
// answer repeats from its question.
func restKnown(said []string, but int) bool {
	for i, w := range said {
		if i != but && !isAssent(w) && !isDeed(w) && !isUnit(w) {
			return false
		}
	}
	return true
}

func isAssent(word string) bool {
	switch word {
	case "co", "dung", "ok", "roi", "da", "phai", "chuan", "xong", "duoc", "chinh", "xac", "dong", "tat", "nhien", "du",
		"yes", "right", "correct", "done", "true", "sure", "vang", "hoan", "thanh", "day", "ay", "luon":
		return true
	}
	return isDeed(word)
}

// isDeed names what is done in the index, as in "đã ban hành", "chưa triển khai".
func isDeed(word string) bool {
	switch word {
	case "ban", "hanh", "lam", "trien", "khai", "to", "chuc", "tham", "gia", "thuc", "hien", "ky", "cu", "ket", "noi",
		"van", "cap", "nhat", "dua", "vao", "su", "dung", "chu", "tri", "hop", "gui", "nop", "xay", "cong", "bo", "dang", "tai",
		"did", "have", "has", "not", "yet", "do", "any", "dien", "ra", "lap", "phat", "sinh", "thanh", "ke", "hoach":
		return true
	}
	return false
}
