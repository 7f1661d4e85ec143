package understand

import (
	"slices"
	"strings"
)

// Asks says whether a line has the form of a question: it ends as one, or has a
// word that asks.
func Asks(text string) bool {
	if strings.HasSuffix(strings.TrimSpace(text), "?") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(Fold(firstPart(text, maxQuestion))), func(word string) bool {
		switch word {
		case "gi", "nao", "may", "sao", "dau", "ai", "nhieu", "gio", "what", "which", "how", "when", "where", "who":
			return true
		}
		return false
	})
}

// isAsking names words that say that something is asked or sent, not about
// what: they do not tell one criterion from another.
func isAsking(word string) bool {
	return isPlainAsking(word) || isEnglishAsking(word) || isConversation(word)
}

func isPlainAsking(word string) bool {
	switch word {
	case "file", "qua", "lai", "tiep", "gi", "nao", "the", "nhu", "sao", "la", "cua", "va", "o", "ve", "co", "khong", "duoc", "phai", "can", "giay", "to",
		"nop", "gui", "minh", "chung", "tieu", "diem", "bao", "nhieu", "may", "hoi", "thi", "de", "nhung", "cac", "mot", "trong",
		"voi", "cho", "lam", "dau", "ai", "khi", "bi", "do", "tinh", "yeu", "cau", "huong", "dan", "xem", "mo", "tim", "muc", "phan",
		"ho", "tro", "thuc", "hien", "loai", "kieu", "dung", "tai", "lieu", "kem", "theo", "bang", "noi", "nay", "kia", "day", "dieu",
		"kien", "toi", "chua", "con", "thieu", "nua", "them", "hay", "hoac", "phuc", "vu", "viec", "cai":
		return true
	}
	return false
}

func isConversation(word string) bool {
	switch word {
	case "a", "em", "anh", "ban", "oi", "nhe", "nha", "vay", "nhi", "xin", "giup", "dum", "ah", "admin", "ad", "bot", "thua", "da",
		"vang", "ok", "roi", "ne", "hen", "ha", "muon", "biet", "cung", "cap", "chi", "don", "vi", "ben", "so", "e", "c":
		return true
	}
	return false
}

func isEnglishAsking(word string) bool {
	switch word {
	case "what", "which", "how", "do", "does", "i", "need", "is", "are", "of", "for", "in", "on", "with", "an", "my", "we",
		"our", "about", "criterion", "evidence", "show", "open", "find", "please", "me", "required", "needed", "papers",
		"documents", "document", "by", "at", "from", "that", "this", "many", "number", "rate", "percentage", "and", "us", "it":
		return true
	}
	return false
}
