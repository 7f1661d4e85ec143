package understand

// isFiller names words that change nothing about a number or a yes: address,
// politeness, "there are", "in all".
func isFiller(word string) bool {
	switch word {
	case "da", "a", "nhe", "nha", "vang", "thua", "anh", "chi", "em", "e", "ban", "oi", "c", "ah", "ak", "ad",
		"la", "duoc", "du", "dat", "co", "gom", "tong", "cong", "hien", "tai", "dang", "ca", "thoi", "roi", "nhi",
		"minh", "ben", "so", "luong", "moi", "voi", "cho", "xin", "bao", "cao", "vay", "ne",
		"we", "have", "has", "there", "are", "is", "just", "only", "total", "sir", "please", "the":
		return true
	}
	return false
}

// isUnit names what is counted in the index.
func isUnit(word string) bool {
	switch word {
	case "nguoi", "can", "bo", "vien", "chuc", "lao", "dong", "nhan", "su", "may", "tinh", "tram", "chu",
		"laptop", "pc", "he", "thong", "tin", "cuoc", "hop", "phien", "buoi", "lop", "bai", "viet", "van",
		"ho", "tuc", "hanh", "chinh", "phan", "y", "kien", "de", "hoi", "bang", "khoan",
		"du", "lieu", "doi", "tuong", "do", "dich", "vu", "ky", "thang", "lan", "cau", "muc", "trang",
		"don", "vi", "phong", "truc", "thuoc", "co", "quan", "chuyen", "truong", "luot", "cai", "chiec",
		"noi", "dung", "danh", "ket", "qua", "giao", "tuyen", "sim", "usb", "token", "tep", "tai", "thu",
		"file", "anh", "nld", "cbccvc", "ccvc", "cb", "cc", "vc", "hs", "vb", "tthc", "nen", "tang", "nhiem",
		"bao", "cao", "xu", "ly", "trien", "khai", "cung", "cap", "ban", "chi", "dao", "cong", "dan", "ma", "doc":
		return true
	}
	return isEnglishUnit(word)
}

func isEnglishUnit(word string) bool {
	switch word {
	case "people", "persons", "person", "staff", "meetings", "meeting", "articles", "article", "computers",
		"months", "month", "services", "service", "incidents", "incident", "servers", "reports", "files", "questions":
		return true
	}
	return false
}

// ordinal names words after which a number only numbers: quarter 1, month 3.
func ordinal(word string) bool {
	switch word {
	case "quy", "thang", "nam", "ngay", "dieu", "phan", "muc", "cau", "tuan", "trang", "khoan", "thu", "lan", "tieu":
		return true
	}
	return false
}
