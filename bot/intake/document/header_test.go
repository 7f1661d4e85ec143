package document

import (
	"testing"
	"time"

	"minhchung/bot/intake/pdf"
	"minhchung/scoring"
)

func TestNumbers(t *testing.T) {
	for text, want := range map[string][2]string{
		"Số: 412/QĐ-SYT":          {"412/QĐ-SYT", "QĐ-SYT"},
		"Số 412/QĐ-SYT":           {"412/QĐ-SYT", "QĐ-SYT"},
		"Số:412 /QĐ- SYT":         {"412/QĐ-SYT", "QĐ-SYT"},
		"Số: 15/2023/NQ-HĐND":     {"15/2023/NQ-HĐND", "2023/NQ-HĐND"},
		"Số: 12-NQ/TU":            {"12-NQ/TU", "NQ/TU"},
		"Số: 1043/SGD&ĐT-VP":      {"1043/SGD&ĐT-VP", "SGD&ĐT-VP"},
		"Số: 33/TTr–SGTVT.":       {"33/TTr-SGTVT", "TTr-SGTVT"},
		"Số: 7a/KH-SYT":           {"7a/KH-SYT", "KH-SYT"},
		"Số: 412/QÐ-SYT":          {"412/QĐ-SYT", "QĐ-SYT"}, // the Icelandic letter
		"Số:        /QĐ-SYT":      {"", "QĐ-SYT"},
		"Số: ....../QĐ-SYT":       {"", "QĐ-SYT"},
		"Số: ……/SYT-VP":           {"", "SYT-VP"},
		"Số: l23/QĐ-SYT":          {"", ""}, // a letter is no figure, and the rest is not to be trusted
		"Số: O/QĐ-SYT":            {"", "QĐ-SYT"},
		"Số: 456":                 {"", ""},
		"Số: 12/ngày":             {"", ""},
		"Số: 15/SY-VP":            {"", ""},
		"Số lượng: 12/QĐ-SYT máy": {"", ""},
	} {
		d := readPage(usual(text, "").mid(middle, 220, "*BÁO CÁO"))
		if d.Number != want[0] || d.Symbol != want[1] {
			t.Errorf("%q: %q, %q; want %q", text, d.Number, d.Symbol, want)
		}
	}
}

func TestNumberShownBySignature(t *testing.T) {
	blank := func() *sheetText { return usual("Số:         /KH-SYT", "").mid(middle, 220, "*KẾ HOẠCH") }
	for name, tc := range map[string]struct {
		s    *sheetText
		want string
	}{
		"the figure in the blank":    {blank().at(150, 116, "@57"), "57/KH-SYT"},
		"the whole number":           {blank().at(85, 40, "@Số: 57/KH-SYT"), "57/KH-SYT"},
		"another document's number":  {blank().at(85, 40, "@Số: 99/CV-STC"), ""},
		"the number of the incoming": {blank().at(85, 40, "@Số: 456"), ""},
		"a figure elsewhere":         {blank().at(400, 600, "@57"), ""},
		"a figure further down":      {blank().at(150, 600, "@57"), ""},
		"a figure that is not blank": {usual("Số: 12/KH-SYT", "").at(150, 116, "@57"), "12/KH-SYT"},
		"no number on the page":      {country().at(85, 120, "@Số: 57/KH-SYT"), "57/KH-SYT"},
		"the number of the copy":     {country().at(85, 120, "@Số: 57/SY-VP"), ""},
		"a blank in two parts":       {country().at(100, 118, "Số:").at(190, 118, "/KH-SYT").at(150, 117, "@57"), "57/KH-SYT"},
	} {
		mustRead(t, name, readPage(tc.s).Number, tc.want)
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"Thừa Thiên Huế, ngày 15 tháng 02 năm 2023":   "2023-02-15",
		"Huế, ngày 5 tháng 2 năm 2023":                "2023-02-05",
		"Thừa Thiên Huế, ngày 29 tháng 02 năm 2024":   "2024-02-29",
		"Thừa Thiên Huế, ngày 29 tháng 02 năm 2023":   "",
		"Thừa Thiên Huế, ngày 15 tháng 13 năm 2023":   "",
		"Thừa Thiên Huế, ngày l5 tháng 02 năm 2023":   "",
		"Thừa Thiên Huế, ngày    tháng    năm 2023":   "",
		"Thừa Thiên Huế, ngày ... tháng ... năm 2023": "",
		"Thừa Thiên Huế, ngày15tháng02năm2023":        "2023-02-15",
		"Thừa Thiên Huế, ngày 15 tháng 02 năm 1023":   "",
	} {
		got := ""
		if d := readPage(usual("Số: 1/BC-SYT", text).mid(middle, 220, "*BÁO CÁO").mid(middle, 300, "ngày 01 tháng 01 năm 2022")).Date; !d.IsZero() {
			got = d.String()
		}
		mustRead(t, text, got, want)
	}
}

func TestDateShownBySignature(t *testing.T) {
	blank := func() *sheetText {
		return country().at(300, 118, "Thừa Thiên Huế, ngày").at(450, 118, "tháng").at(510, 118, "năm 2023").mid(middle, 220, "*BÁO CÁO")
	}
	for name, tc := range map[string]struct {
		s    *sheetText
		want string
	}{
		"figures in the blanks":    {blank().at(434, 116, "@15").at(491, 117, "@02"), "2023-02-15"},
		"one of two":               {blank().at(434, 116, "@15"), ""},
		"a whole date":             {blank().at(85, 40, "@ngày 15 tháng 02 năm 2023"), "2023-02-15"},
		"a short date":             {blank().at(85, 40, "@Ngày: 15/02/2023"), "2023-02-15"},
		"when it was signed":       {blank().at(85, 40, "@Ngày ký: 16/02/2023 08:15:00"), ""},
		"dots, and the month only": {country().mid(rightColumn, 118, "Huế, ngày 15 tháng ....... năm 2023").at(428, 117, "@02"), "2023-02-15"},
	} {
		got := ""
		if d := readPage(tc.s).Date; !d.IsZero() {
			got = d.String()
		}
		mustRead(t, name, got, tc.want)
	}
}

func TestIssuers(t *testing.T) {
	for name, tc := range map[string]struct {
		left             []string
		superior, issuer string
	}{
		"by weight":                          {[]string{"UBND TỈNH THỪA THIÊN HUẾ", "*SỞ Y TẾ"}, "UBND TỈNH THỪA THIÊN HUẾ", "SỞ Y TẾ"},
		"by wording":                         {[]string{"UBND TỈNH THỪA THIÊN HUẾ", "SỞ Y TẾ"}, "UBND TỈNH THỪA THIÊN HUẾ", "SỞ Y TẾ"},
		"all bold":                           {[]string{"*UBND TỈNH THỪA THIÊN HUẾ", "*SỞ Y TẾ"}, "UBND TỈNH THỪA THIÊN HUẾ", "SỞ Y TẾ"},
		"the province":                       {[]string{"*ỦY BAN NHÂN DÂN", "*TỈNH THỪA THIÊN HUẾ"}, "", "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ"},
		"the province, plain":                {[]string{"ỦY BAN NHÂN DÂN", "TỈNH THỪA THIÊN HUẾ"}, "", "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ"},
		"a committee":                        {[]string{"SỞ Y TẾ", "BAN CHỈ ĐẠO", "CHUYỂN ĐỔI SỐ"}, "SỞ Y TẾ", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"},
		"an office of another":               {[]string{"VĂN PHÒNG", "UBND TỈNH THỪA THIÊN HUẾ"}, "", "VĂN PHÒNG UBND TỈNH THỪA THIÊN HUẾ"},
		"a name that goes on like another's": {[]string{"UBND TỈNH THỪA THIÊN HUẾ", "*BAN CHỈ HUY", "*PHÒNG CHỐNG THIÊN TAI"}, "UBND TỈNH THỪA THIÊN HUẾ", "BAN CHỈ HUY PHÒNG CHỐNG THIÊN TAI"},
		"alone, with a rule":                 {[]string{"*BAN DÂN TỘC", "_______"}, "", "BAN DÂN TỘC"},
		"of the party":                       {[]string{"TỈNH ỦY THỪA THIÊN HUẾ", "*"}, "", "TỈNH ỦY THỪA THIÊN HUẾ"},
		"none":                               {nil, "", ""},
	} {
		s := country().column(leftColumn, 70, tc.left...).column(leftColumn, 134, "Số: 5/BC-X").mid(middle, 220, "*BÁO CÁO")
		d := readPage(s)
		mustRead(t, name+": superior", d.Superior, tc.superior)
		mustRead(t, name+": issuer", d.Issuer, tc.issuer)
	}
}

func TestBodyIsNoHeader(t *testing.T) {
	// No heading ends the header: what the text mentions is still not its own.
	s := usual("", "").at(250, 300, "Theo báo cáo của Sở Tài chính ngày 12 tháng 5 năm 2023").at(250, 316, "Số liệu đến ngày 13 tháng 5 năm 2023")
	if d := readPage(s); !d.Date.IsZero() || d.Number != "" || d.Issuer != "SỞ Y TẾ" {
		t.Errorf("%+v", d)
	}
}

func TestHeaderAfterACover(t *testing.T) {
	cover := new(sheetText).mid(middle, 400, "HỒ SƠ MINH CHỨNG TIÊU CHÍ I.3.1 CỦA SỞ Y TẾ NĂM 2023")
	d := Read([]pdf.Page{cover.page(1), usual("Số: 412/QĐ-SYT", "Huế, ngày 1 tháng 2 năm 2023").mid(middle, 220, "*QUYẾT ĐỊNH").page(2)})
	if d.Number != "412/QĐ-SYT" || d.Date.IsZero() || d.Type != "QUYẾT ĐỊNH" {
		t.Errorf("%+v", d)
	}
}

// A stamp of an incoming paper, or who signed when, is nobody's name.
func TestIssuerBesideStamps(t *testing.T) {
	s := usual("Số: 412/QĐ-SYT", "Thừa Thiên Huế, ngày 15 tháng 02 năm 2023").mid(middle, 220, "*QUYẾT ĐỊNH").
		at(60, 20, "SỞ TÀI CHÍNH").at(60, 30, "CÔNG VĂN ĐẾN").at(60, 66, "@SỞ TÀI CHÍNH").at(60, 80, "@ĐẾN Số: 77").
		at(350, 10, "THÔNG BÁO").at(350, 20, "@Ký bởi: Sở Y tế").at(350, 30, "@Ngày ký: 16/02/2023")
	d := readPage(s)
	mustRead(t, "superior", d.Superior, "UBND TỈNH THỪA THIÊN HUẾ")
	mustRead(t, "issuer", d.Issuer, "SỞ Y TẾ")
	mustRead(t, "type", d.Type, "QUYẾT ĐỊNH")
	mustRead(t, "number", d.Number, "412/QĐ-SYT")
	mustRead(t, "date", d.Date.String(), "2023-02-15")
}

// Two columns with hardly a gap between them arrive as one line.
func TestColumnsThatTouch(t *testing.T) {
	s := new(sheetText).
		at(85, 70, "UBND TỈNH THỪA THIÊN HUẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").
		at(110, 86, "SỞ Y TẾ Độc lập - Tự do - Hạnh phúc").
		at(100, 118, "Số: 5/BC-SYT Thừa Thiên Huế, ngày 15 tháng 02 năm 2023").
		mid(middle, 220, "*BÁO CÁO")
	d := readPage(s)
	mustRead(t, "superior", d.Superior, "UBND TỈNH THỪA THIÊN HUẾ")
	mustRead(t, "issuer", d.Issuer, "SỞ Y TẾ")
	mustRead(t, "number", d.Number, "5/BC-SYT")
	mustRead(t, "date", d.Date.String(), "2023-02-15")
}

func TestSubjects(t *testing.T) {
	for name, tc := range map[string]struct {
		s             *sheetText
		kind, subject string
	}{
		"two lines, then the authority": {usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*QUYẾT ĐỊNH", "*Về việc kiện toàn Ban Chỉ đạo", "*chuyển đổi số", "*GIÁM ĐỐC SỞ Y TẾ"),
			"QUYẾT ĐỊNH", "Về việc kiện toàn Ban Chỉ đạo chuyển đổi số"},
		"the body follows at once": {usual("Số: 1/KH-SYT", "").column(middle, 200, "*KẾ HOẠCH", "*Chuyển đổi số năm 2023").at(121, 232, body),
			"KẾ HOẠCH", "Chuyển đổi số năm 2023"},
		"nothing is bold": {usual("Số: 1/KH-SYT", "").column(middle, 200, "KẾ HOẠCH", "Chuyển đổi số năm 2023").at(85, 232, body),
			"KẾ HOẠCH", "Chuyển đổi số năm 2023"},
		"on the heading's line": {usual("Số: 1/KH-SYT", "").column(middle, 200, "*KẾ HOẠCH CHUYỂN ĐỔI SỐ", "*NĂM 2023 CỦA SỞ Y TẾ").at(121, 232, body),
			"KẾ HOẠCH", "CHUYỂN ĐỔI SỐ NĂM 2023 CỦA SỞ Y TẾ"},
		"letters spaced out": {usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*Q U Y Ế T Đ Ị N H", "*Về việc cử đầu mối"),
			"QUYẾT ĐỊNH", "Về việc cử đầu mối"},
		"a rule under it": {usual("Số: 1/TB-SYT", "").column(middle, 200, "*THÔNG BÁO", "*Kết luận cuộc họp", "-----------", "*I. NỘI DUNG"),
			"THÔNG BÁO", "Kết luận cuộc họp"},
		"with an annex's note": {usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*QUY CHẾ", "*An toàn thông tin", "(Ban hành kèm theo Quyết định số 1/QĐ-SYT)"),
			"QUY CHẾ", "An toàn thông tin"},
		"with a bold note": {usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*QUY CHẾ", "*An toàn thông tin", "*(Ban hành kèm theo Quyết định)"),
			"QUY CHẾ", "An toàn thông tin"},
		"in capitals, then the authority": {usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*QUYẾT ĐỊNH", "*VỀ VIỆC CỬ ĐẦU MỐI", "*GIÁM ĐỐC SỞ Y TẾ"),
			"QUYẾT ĐỊNH", "VỀ VIỆC CỬ ĐẦU MỐI"},
		"only the authority": {usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*QUYẾT ĐỊNH", "*GIÁM ĐỐC SỞ Y TẾ"), "QUYẾT ĐỊNH", ""},
		"a bold heading of the body": {usual("Số: 1/KH-SYT", "").column(middle, 200, "*KẾ HOẠCH", "*Chuyển đổi số năm 2023").at(121, 232, "*Mục đích, yêu cầu"),
			"KẾ HOẠCH", "Chuyển đổi số năm 2023"},
		"none": {usual("Số: 1/BC-SYT", "").column(middle, 200, "*BÁO CÁO").at(121, 300, body), "BÁO CÁO", ""},
		"a letter": {usual("Số: 9/SYT-VP", "").column(leftColumn, 134, "V/v gửi số liệu", "chuyển đổi số", "", "KHẨN").mid(middle, 230, "Kính gửi: Sở Tài chính."),
			TypeLetter, "V/v gửi số liệu chuyển đổi số"},
		"a letter with something else under it": {usual("Số: 9/SYT-VP", "").column(leftColumn, 134, "V/v gửi số liệu", "", "", "Bản chính").mid(middle, 230, "Kính gửi: Sở Tài chính."),
			TypeLetter, "V/v gửi số liệu"},
		"a letter with a far addressee": {usual("Số: 9/SYT-VP", "").column(leftColumn, 134, "Về việc gửi số liệu").at(100, 170, "Kính gửi: Sở Tài chính."),
			TypeLetter, "Về việc gửi số liệu"},
		"a decision named in the body": {usual("Số: 9/SYT-VP", "").at(121, 500, "QUYẾT ĐỊNH"), "", ""},
	} {
		d := readPage(tc.s)
		mustRead(t, name+": type", d.Type, tc.kind)
		mustRead(t, name+": subject", d.Subject, tc.subject)
	}
}

func TestWords(t *testing.T) {
	for _, tc := range []struct {
		d    Document
		want string
	}{
		{Document{Type: "QUYẾT ĐỊNH", Subject: "Về việc kiện toàn Ban Chỉ đạo"}, "quyết định kiện toàn Ban Chỉ đạo"},
		{Document{Type: TypeLetter, Subject: "V/v: gửi số liệu"}, "gửi số liệu"},
		{Document{Type: "KẾ HOẠCH", Subject: "Chuyển đổi số năm 2023"}, "kế hoạch Chuyển đổi số năm 2023"},
		{Document{Type: "BÁO CÁO"}, "báo cáo"},
		{Document{}, ""},
	} {
		mustRead(t, tc.d.Subject, Words(tc.d), tc.want)
	}
}

func TestScanSaysThatItHasNoText(t *testing.T) {
	scan := country().page(1)
	scan.Lines = nil
	for name, pages := range map[string][]pdf.Page{
		"nothing":                      nil,
		"an empty page":                {scan},
		"the name of a scanning app":   {new(sheetText).at(200, 800, "Scanned by CamScanner").page(1)},
		"what a signature shows, only": {new(sheetText).at(85, 40, "@Số: 57/KH-SYT").at(85, 60, "@Ký bởi: Sở Y tế tỉnh Thừa Thiên Huế, thời gian ký 16/02/2023 08:15:00").page(1)},
	} {
		if d := Read(pages); d.HasText || d.SignedAs != SignedUnknown || d.Classified != NotClassified {
			t.Errorf("%s: %+v", name, d)
		}
	}
	if d := readPage(usual("Số: 1/BC-SYT", "Huế, ngày 1 tháng 2 năm 2023")); !d.HasText {
		t.Errorf("a page with text has none: %+v", d)
	}
}

func TestDaysAboveTheSignature(t *testing.T) {
	for name, tc := range map[string]struct {
		header string
		base   float64
		want   scoring.Date
	}{
		"right above it":                {"", 480, scoring.Date{Year: 2023, Month: time.June, Day: 20}},
		"far above it":                  {"", 400, scoring.Date{}},
		"when the header's is not said": {"Huế, ngày      tháng      năm 2023", 480, scoring.Date{}},
		"beside the header's":           {"Huế, ngày 1 tháng 7 năm 2023", 480, scoring.Date{Year: 2023, Month: time.July, Day: 1}},
	} {
		s := ended(usual("Số: 1/BC-SYT", tc.header).mid(middle, 220, "*BÁO CÁO"), 500, "*GIÁM ĐỐC").mid(440, tc.base, "Huế, ngày 20 tháng 6 năm 2023")
		if d := readPage(s); d.Date != tc.want {
			t.Errorf("%s: %s, want %s", name, d.Date, tc.want)
		}
	}
}

func TestSubjectEndsWithItsWeight(t *testing.T) {
	d := readPage(usual("Số: 1/BC-SYT", "").column(middle, 200, "*BÁO CÁO", "*Kết quả chuyển đổi số quý II", "Số liệu đến hết ngày 15 tháng 6"))
	mustRead(t, "subject", d.Subject, "Kết quả chuyển đổi số quý II")
}

func TestFigureOfAnotherBlank(t *testing.T) {
	d := readPage(usual("Số:      /SYT-VP", "Huế, ngày      tháng 7 năm 2023").at(450, 118, "@07").at(60, 118, "@15").mid(middle, 220, "Kính gửi: Sở Tài chính."))
	mustRead(t, "number", d.Number, "")
	mustRead(t, "symbol", d.Symbol, "SYT-VP")
}
