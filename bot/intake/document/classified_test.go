package document

import (
	"testing"

	"minhchung/bot/intake/pdf"
)

func TestMarksOfSecrecy(t *testing.T) {
	for text, want := range map[string]Classification{
		"MẬT": Secret, "*MẬT": Secret, "TỐI MẬT": HighlySecret, "TUYỆT MẬT": TopSecret, "M Ậ T": Secret, "T Ố I M Ậ T": HighlySecret,
		"[MẬT]": Secret, "| TUYỆT MẬT |": TopSecret, "(MẬT)": Secret, "@MẬT": Secret, "Độ mật: TỐI MẬT": HighlySecret, "ĐỘ MẬT: MẬT": Secret,
		"Mật": NotClassified, "BẢO MẬT": NotClassified, "mật khẩu": NotClassified, "BÍ MẬT NHÀ NƯỚC": NotClassified,
		"KHẨN": NotClassified, "KHÔNG MẬT": NotClassified, "MẬT KHẨU": NotClassified,
	} {
		s := usual("Số: 1/BC-SYT", "").mid(leftColumn, 150, text).mid(middle, 220, "*BÁO CÁO")
		if got := readPage(s); got.Classified != want || got.Number != "1/BC-SYT" || got.Issuer != "SỞ Y TẾ" {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestWhereMarksOfSecrecyCount(t *testing.T) {
	for name, tc := range map[string]struct {
		s    *sheetText
		page int
		want Classification
	}{
		"over the header":           {usual("Số: 1/BC-SYT", "").at(85, 40, "TỐI MẬT"), 1, HighlySecret},
		"above the issuer":          {usual("Số: 1/BC-SYT", "").mid(leftColumn, 50, "MẬT"), 1, Secret},
		"at the head of page 2":     {new(sheetText).mid(middle, 40, "MẬT"), 2, Secret},
		"at the foot of page 2":     {new(sheetText).mid(middle, 815, "MẬT"), 2, Secret},
		"in a table of page 2":      {new(sheetText).mid(middle, 400, "MẬT"), 2, NotClassified},
		"far down on page 1":        {usual("Số: 1/BC-SYT", "").mid(middle, 700, "MẬT"), 1, NotClassified},
		"the end of a heading":      {usual("Số: 1/KH-SYT", "").column(middle, 200, "*KẾ HOẠCH", "*BẢO ĐẢM AN TOÀN, BẢO", "*MẬT"), 1, NotClassified},
		"the end of another":        {usual("Số: 1/KH-SYT", "").column(middle, 200, "*KẾ HOẠCH", "*GIỮ GÌN BÍ", "*MẬT"), 1, NotClassified},
		"the highest of two":        {usual("Số: 1/BC-SYT", "").at(85, 40, "MẬT").at(400, 40, "TUYỆT MẬT"), 1, TopSecret},
		"the highest of two, first": {usual("Số: 1/BC-SYT", "").at(85, 40, "TUYỆT MẬT").at(400, 40, "MẬT"), 1, TopSecret},
		"running text in the way":   {usual("Số: 1/BC-SYT", "").at(121, 260, "Các tài khoản phải có mật khẩu mạnh, bảo mật hai lớp."), 1, NotClassified},
	} {
		if got := Read([]pdf.Page{tc.s.page(tc.page)}).Classified; got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}
