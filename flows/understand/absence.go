package understand

import (
	"slices"
	"strconv"
	"strings"
)

// absence reads a line without a number that says "none": that nothing
// occurred, that the figure is not there yet, or either.
func absence(words []string) Number {
	said := " " + strings.Join(words, " ") + " "
	switch {
	case holdsAny(said, notYetPhrases()), lacksFigure(said):
		return Number{Kind: NumberNotYet}
	case holdsAny(said, notOccurredPhrases()), noneOfThose(words):
		return Number{Kind: NumberNotOccurred}
	case isBareNone(words):
		return Number{Kind: NumberNone}
	}
	return Number{Kind: NumberUnclear}
}

func holdsAny(said string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(said, " "+p+" ") })
}

func notYetPhrases() []string {
	return []string{
		"de sau", "bo sung sau", "cap nhat sau", "tra loi sau", "nhap sau", "tinh sau", "gui sau", "bao sau", "khai sau",
		"chua biet", "chua ro", "chua nam", "chua xong", "chua chot", "chua dem", "chua kiem tra", "chua ra soat",
		"chua lay duoc", "chua nhan duoc", "chua cap nhat", "khong biet", "khong ro", "khong nam", "khong nho",
		"dang tong hop", "dang thong ke", "dang cho", "dang doi", "dang cap nhat", "dang ra soat", "dang xin",
		"cho so lieu", "doi so lieu", "hoi lai", "thieu so lieu", "so lieu chua", "mai gui", "mai bao",
		"not yet", "no data", "no figure", "no figures", "dont know", "don t know", "later", "unknown", "pending",
		"waiting", "not available",
	}
}

// lacksFigure is "chưa có số liệu", "chưa tổng hợp được" and their like.
func lacksFigure(said string) bool {
	if !strings.Contains(said, " chua ") && !strings.Contains(said, " khong co ") && !strings.Contains(said, " chang co ") {
		return false
	}
	return holdsAny(said, []string{"so lieu", "thong ke", "tong hop", "con so", "ket qua", "du lieu", "bao cao cuoi", "so cu the", "sl"})
}

func notOccurredPhrases() []string {
	return []string{
		"khong phat sinh", "chua phat sinh", "khong xay ra", "chua xay ra", "chua tung xay ra", "khong bi", "chua bi",
		"khong ghi nhan", "khong phat hien", "chua phat hien", "chua ghi nhan", "khong he co", "khong nhiem", "khong su co",
		"none occurred", "nothing happened", "nothing occurred", "did not occur", "not occurred", "no incident",
		"no incidents", "no cases", "no case", "no infections",
	}
}

// noneOfThose is "không có máy nào bị nhiễm": no, of what is counted.
func noneOfThose(words []string) bool {
	i := slices.IndexFunc(words, func(w string) bool { return w == "khong" || w == "chua" })
	if i < 0 {
		return false
	}
	rest := words[i+1:]
	if slices.Contains(rest, "nao") && !slices.Contains(rest, "the") && !slices.Contains(rest, "luc") {
		return len(rest) > 1
	}
	if words[i] != "khong" || len(rest) < 2 || rest[0] != "co" {
		return false
	}
	return !slices.ContainsFunc(rest[1:], func(w string) bool { return !isUnit(w) || isFiller(w) && !isUnit(w) }) &&
		slices.ContainsFunc(rest[1:], func(w string) bool { return !isFiller(w) })
}

// isBareNone is a "no" alone, which can mean both.
func isBareNone(words []string) bool {
	var kept []string
	for _, w := range words {
		if !isFiller(w) || w == "co" {
			kept = append(kept, w)
		}
	}
	switch strings.Join(kept, " ") {
	case "khong", "khong co", "chua", "chua co", "co khong", "khong co gi", "khong ai", "khong co ai", "chang co",
		"khong khong", "khong he", "no", "none", "nothing", "nil", "null", "khong nhe", "co 0", "khong con":
		return true
	}
	return false
}

// wordsOnly reads a line without digits.
func wordsOnly(text string, l line) Number {
	said := absence(l.words)
	if said.Kind != NumberUnclear || l.negated {
		return said
	}
	if l.broken {
		return said
	}
	return spelledLine(text, l.words)
}

// spelledLine reads numbers that are written out, "tất cả" and "một nửa".
func spelledLine(text string, words []string) Number {
	var kept []string
	percent := false
	for i, w := range words {
		switch {
		case w == "phan" && i+1 < len(words) && words[i+1] == "tram":
			percent = true
		case w == "tram" && i > 0 && words[i-1] == "phan":
		case digit(w) >= 0 || scale(w) > 0 || joins(w):
			kept = append(kept, w)
		case !isFiller(w) && !isUnit(w) || isWhole(w):
			return wholeOrPart(words)
		}
	}
	n, found := spelled(kept)
	switch {
	case holdsAny(" "+strings.Join(words, " ")+" ", []string{"mot so", "mot vai", "mot it", "mot phan", "mot chut"}):
		return Number{Kind: NumberAmbiguous}
	case !found:
		return wholeOrPart(words)
	case percent && n.Kind == NumberCount:
		return percentOf(exact(strconv.FormatInt(n.Count, 10), ""))
	case percent:
		return Number{Kind: NumberAmbiguous}
	case len(kept) == 1 && scale(kept[0]) > 0 && kept[0] != "muoi" && kept[0] != "ten" && !percent:
		return Number{Kind: NumberAmbiguous} // "mấy chục": some tens
	case len(kept) == 1 && unsureDigit(text, kept[0]):
		return oneOf(n)
	}
	return n
}

// unsureDigit names number words that without their marks are others too:
// sáu and sau (after), tám and tạm (about), bảy and bay (fly).
func unsureDigit(text, word string) bool {
	lower := strings.ToLower(text)
	switch word {
	case "sau":
		return !strings.Contains(lower, "sáu")
	case "tam":
		return !strings.Contains(lower, "tám")
	case "bay":
		return !strings.Contains(lower, "bảy") && !strings.Contains(lower, "bẩy")
	case "tu", "lam", "nham":
		return true
	}
	return false
}

func isWhole(word string) bool { return word == "tat" || word == "toan" || word == "het" }

// wholeOrPart is "tất cả" (the whole), or "một nửa", which is asked back.
func wholeOrPart(words []string) Number {
	var kept []string
	for _, w := range words {
		if !isFiller(w) && !isUnit(w) || w == "ca" || w == "bo" {
			kept = append(kept, w)
		}
	}
	hundred := percentOf(exact("100", ""))
	switch strings.Join(kept, " ") {
	case "tat ca", "toan bo", "toan the", "tat tan tat", "all", "everyone", "all of them", "tat ca bo", "tat", "bo toan bo":
		return hundred
	case "het", "tat ca het", "du het", "day", "day ca":
		return oneOf(hundred)
	case "mot nua", "nua", "half":
		return oneOf(percentOf(exact("50", "")))
	case "zero":
		return countOf(0)
	}
	return Number{Kind: NumberUnclear}
}
