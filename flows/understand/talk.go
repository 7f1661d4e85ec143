package understand

// isTalk names words of address and politeness that say nothing of what is asked.
func isTalk(word string) bool {
	switch word {
	case "a", "em", "anh", "chi", "ban", "oi", "nhe", "nha", "vay", "nhi", "xin", "giup", "dum", "ah", "admin", "ad", "bot", "thua", "da",
		"vang", "ne", "ha", "cho", "hoi", "voi", "thi", "la", "toi", "minh", "don", "vi", "ben", "so", "e", "the", "day", "nay", "do",
		"duoc", "di", "ma", "cua", "o", "co", "va", "nhung", "cac", "roi", "ta", "chung", "hien", "dang", "muon", "vui", "long":
		return true
	case "i", "me", "my", "please", "an", "to", "is", "are", "can", "you", "of", "for", "we", "our", "us", "it", "this", "that", "am",
		"does", "have", "has", "been", "was", "in", "on", "with", "s", "m", "re", "t", "there", "be", "could", "would", "want", "like":
		return true
	}
	return false
}
