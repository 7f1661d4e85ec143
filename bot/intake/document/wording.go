package document

import (
	"regexp"
	"strings"
)

// The fixed wordings of administrative documents.
var (
	countryLine = regexp.MustCompile(`^CỘNG H(ÒA|OÀ) XÃ`)
	partyLine   = regexp.MustCompile(`^ĐẢNG CỘNG SẢN VIỆT NAM`)
	mottoLine   = regexp.MustCompile(`^Độc lập\s*-?\s*Tự`)
	numberLine  = regexp.MustCompile(`^Số\s*[:.]?\s*`)
	leadIn      = regexp.MustCompile(`(?i)^(V/v|Về việc|Vv)\s*[:.]?\s*`)
	addressee   = regexp.MustCompile(`^Kính gửi`)
	receivers   = regexp.MustCompile(`^(Nơi nhận|NƠI NHẬN)`)
	copyMark    = regexp.MustCompile(`^(SAO Y|SAO LỤC|TRÍCH SAO)([\s;:,(]|$)`)
	copyNumber  = regexp.MustCompile(`^Số\s*[:.]?\s*\d+\s*/\s*(SY|SL|TrS|TS)\s*-`)
	urgent      = regexp.MustCompile(`^(KHẨN|THƯỢNG KHẨN|H[ỎO]Ả?A? TỐC|HOẢ TỐC)`)
	rule        = regexp.MustCompile(`^[-_*=.\s]+$`)

	// digits [letter] / or - symbol; dots and blanks stand for what a clerk fills in
	numberForm  = regexp.MustCompile(`^(\d{0,6}\p{L}?)[\s.…_]*([/-])((?:\d{4}/)?[\p{L}\d&.][\p{L}\d&./-]*)`)
	dayForm     = regexp.MustCompile(`[Nn]gày[\s.…_]*(\d{0,2})[\s.…_]*tháng[\s.…_]*(\d{0,2})[\s.…_]*năm[\s.…_]*(\d{4})?`)
	placeAndDay = regexp.MustCompile(`^([\p{L}. -]{2,40},\s*|(?:\p{Lu}[\p{L}.-]*\s+){1,5})?[Nn]gày`)
	shortDay    = regexp.MustCompile(`^(?:[Nn]gày\s*:?\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)
	figures     = regexp.MustCompile(`^\d{1,6}$`)

	// How the text after a heading and its subject begins.
	bodyStart = regexp.MustCompile(`^(Căn cứ|Kính gửi|Thực hiện|Kính trình|Theo |Xét |Để |Nhằm |Ngày |Điều \d|[IVX]+\.|\d+\.|Phần |Chương |Trân trọng|\()`)
)

// headings gives the types of documents that carry their type as a heading.
// Longer ones come before those that they begin with.
func headings() []string {
	return []string{
		"NGHỊ QUYẾT", "QUYẾT ĐỊNH", "CHỈ THỊ", "QUY CHẾ", "QUY ĐỊNH", "THÔNG CÁO", "THÔNG BÁO", "HƯỚNG DẪN",
		"CHƯƠNG TRÌNH", "KẾ HOẠCH", "PHƯƠNG ÁN", "ĐỀ ÁN", "DỰ ÁN", "BÁO CÁO", "BIÊN BẢN", "TỜ TRÌNH", "HỢP ĐỒNG",
		"CÔNG ĐIỆN", "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "GIẤY ỦY QUYỀN", "GIẤY MỜI", "GIẤY GIỚI THIỆU", "GIẤY NGHỈ PHÉP",
		"PHIẾU GỬI", "PHIẾU CHUYỂN", "PHIẾU BÁO", "PHIẾU TRÌNH", "THƯ CÔNG", "THƯ MỜI", "KẾT LUẬN", "QUY TRÌNH", "NGHỊ ĐỊNH", "THÔNG TƯ",
	}
}

// heading parts a line into the type of document that it begins with and the
// rest of it. Some space the letters of a heading out.
func heading(text string) (kind, rest string, ok bool) {
	text = strings.TrimRight(strings.TrimSpace(text), ":")
	if !upper(text) {
		return "", "", false
	}
	for _, h := range headings() {
		if after, found := strings.CutPrefix(text, h); found && (after == "" || after[0] == ' ') {
			return h, strings.TrimSpace(after), true
		}
		if squeeze(text) == squeeze(h) {
			return h, "", true
		}
	}
	return "", "", false
}

// squeeze takes the blanks out.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// bodies gives the words that the name of an organisation begins with.
func bodies() []string {
	return []string{
		"SỞ", "BAN", "CHI CỤC", "TRUNG TÂM", "VĂN PHÒNG", "PHÒNG", "THANH TRA", "TỔNG CỤC", "CỤC", "BỆNH VIỆN", "TRƯỜNG", "HỘI",
		"LIÊN HIỆP", "LIÊN MINH", "ỦY BAN", "UỶ BAN", "UBND", "HĐND", "BỘ", "VIỆN", "CÔNG TY", "TỈNH ỦY", "TỈNH UỶ", "TỈNH ĐOÀN", "ĐẢNG ỦY", "ĐẢNG BỘ",
		"CHI NHÁNH", "CÔNG AN", "ĐÀI", "BẢO TÀNG", "THƯ VIỆN", "NHÀ", "QUỸ", "TỔ", "ĐOÀN", "CÔNG ĐOÀN", "KHO BẠC", "BẢO HIỂM", "NGÂN HÀNG", "CHÍNH PHỦ", "QUỐC HỘI", "THỦ TƯỚNG",
	}
}

// namesBody says that a line begins the name of an organisation.
func namesBody(text string) bool {
	for _, b := range bodies() {
		if after, ok := strings.CutPrefix(text, b); ok && (after == "" || after[0] == ' ') {
			return true
		}
	}
	return false
}

// oneBody says that a line needs the next one to name an organisation, even
// when that begins like one: "VĂN PHÒNG / ỦY BAN NHÂN DÂN TỈNH".
func oneBody(text string) bool {
	switch text {
	case "VĂN PHÒNG", "CÔNG AN", "CÔNG ĐOÀN", "ĐẢNG ỦY", "ĐẢNG BỘ", "LIÊN HIỆP", "BAN CHẤP HÀNH":
		return true
	}
	return false
}

// goesOnName says that a line goes on with the name above it.
func goesOnName(text string) bool {
	for _, word := range []string{"THEO ", "VÀ ", "CỦA ", "VỀ ", "TRONG ", "- "} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return false
}
