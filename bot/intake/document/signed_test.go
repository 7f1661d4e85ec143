package document

import (
	"testing"

	"minhchung/bot/intake/pdf"
)

func TestCapacities(t *testing.T) {
	for _, tc := range []struct {
		titles []string
		want   Capacity
	}{
		{[]string{"*GIÁM ĐỐC"}, SignedHead},
		{[]string{"*CHỦ TỊCH"}, SignedHead},
		{[]string{"*CHI CỤC TRƯỞNG"}, SignedHead},
		{[]string{"*TRƯỞNG BAN"}, SignedHead},
		{[]string{"*TM. BAN CHỈ ĐẠO", "*TRƯỞNG BAN", "*GIÁM ĐỐC SỞ Y TẾ"}, SignedHead},
		{[]string{"*TM. ỦY BAN NHÂN DÂN", "*CHỦ TỊCH"}, SignedHead},
		{[]string{"*KT. GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC"}, SignedDeputy},
		{[]string{"*KT.GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC"}, SignedDeputy},
		{[]string{"*KT GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC"}, SignedDeputy},
		{[]string{"*TM. ỦY BAN NHÂN DÂN", "*KT. CHỦ TỊCH", "*PHÓ CHỦ TỊCH"}, SignedDeputy},
		{[]string{"*PHÓ TRƯỞNG BAN", "*GIÁM ĐỐC SỞ Y TẾ"}, SignedDeputy},
		{[]string{"*PHÓ GIÁM ĐỐC"}, SignedDeputy},
		{[]string{"*Q. GIÁM ĐỐC"}, SignedActing},
		{[]string{"*QUYỀN GIÁM ĐỐC"}, SignedActing},
		{[]string{"*PHỤ TRÁCH SỞ"}, SignedActing},
		{[]string{"*PHÓ GIÁM ĐỐC PHỤ TRÁCH"}, SignedActing},
		{[]string{"*PHÓ GIÁM ĐỐC", "*PHỤ TRÁCH SỞ"}, SignedActing},
		{[]string{"*KT. GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC PHỤ TRÁCH"}, SignedActing},
		{[]string{"*TL. GIÁM ĐỐC", "*CHÁNH VĂN PHÒNG"}, SignedDelegated},
		{[]string{"*TL. BỘ TRƯỞNG", "*KT. CỤC TRƯỞNG", "*PHÓ CỤC TRƯỞNG"}, SignedDelegated},
		{[]string{"*TUQ. GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC"}, SignedDelegated},
		{[]string{"*TL. GIÁM ĐỐC", "*PHỤ TRÁCH PHÒNG"}, SignedDelegated},
		{[]string{"*NGƯỜI LẬP BIỂU"}, SignedUnknown},
	} {
		s := ended(usual("Số: 1/BC-SYT", ""), 500, tc.titles...).mid(440, 600, "*Nguyễn Hữu Phước")
		d := readPage(s)
		if d.SignedAs != tc.want {
			t.Errorf("%q: %s, want %s", tc.titles, d.SignedAs, tc.want)
		}
		if tc.want != SignedUnknown && d.Signer != "Nguyễn Hữu Phước" {
			t.Errorf("%q: signed by %q", tc.titles, d.Signer)
		}
	}
}

func TestSignersNames(t *testing.T) {
	for text, want := range map[string]string{
		"Nguyễn Hữu Phước":             "Nguyễn Hữu Phước",
		"BSCKII. Nguyễn Thị Lan":       "Nguyễn Thị Lan",
		"PGS.TS. Trần Văn Minh":        "Trần Văn Minh",
		"TS.BS Trần Văn Minh":          "Trần Văn Minh",
		"Đại tá Trần Văn Minh":         "Trần Văn Minh",
		"ThS Lê Thị Mai":               "Lê Thị Mai",
		"Tôn Nữ Thị Ninh-Hà":           "Tôn Nữ Thị Ninh-Hà",
		"Thị trường lao động năm 2023": "",
		"Minh":                         "",
		"Báo cáo này thay báo cáo cũ":  "",
	} {
		mustRead(t, text, personName(text), want)
	}
}

// The document's own signature is not the annex's, the copyist's, nor a cell of
// a table.
func TestWhichSignature(t *testing.T) {
	first := usual("Số: 1/QĐ-SYT", "").column(middle, 200, "*QUYẾT ĐỊNH", "*Về việc cử đầu mối", "", "*GIÁM ĐỐC SỞ Y TẾ").at(430, 400, "GIÁM ĐỐC")
	ended(first, 500, "*KT. GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC").mid(440, 600, "*Trần Thị Minh Châu").at(410, 560, "@Nguyễn Văn Khác")
	copied := new(sheetText).at(85, 60, "SAO Y").at(85, 90, "Số: 15/SY-VP")
	ended(copied, 200, "*TL. GIÁM ĐỐC", "*CHÁNH VĂN PHÒNG").mid(440, 300, "*Lê Thị Hồng Nhung")
	d := Read([]pdf.Page{first.page(1), copied.page(2)})
	mustRead(t, "signer", d.Signer, "Trần Thị Minh Châu")
	mustRead(t, "position", d.Position, "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC")
	mustRead(t, "capacity", string(d.SignedAs), string(SignedDeputy))
	mustRead(t, "number", d.Number, "1/QĐ-SYT")
	if !d.Copy {
		t.Error("the copy is not seen")
	}
}

// Of two who signed, the document's own is the one on the right.
func TestTwoSignatures(t *testing.T) {
	s := ended(usual("Số: 1/BB-SYT", ""), 500, "*GIÁM ĐỐC").mid(440, 600, "*Nguyễn Hữu Phước").
		mid(200, 480, "*CHÁNH VĂN PHÒNG").mid(200, 580, "*Lê Thị Hồng Nhung")
	mustRead(t, "signer", readPage(s).Signer, "Nguyễn Hữu Phước")
}

func TestCopies(t *testing.T) {
	for text, want := range map[string]bool{
		"SAO Y": true, "SAO Y BẢN CHÍNH": true, "SAO LỤC": true, "TRÍCH SAO": true,
		"@SAO Y; SỞ Y TẾ; 16/02/2023": true, "Số: 15/SY-VP": true,
		"Sao y công văn của tỉnh": false, "SAO": false, "Bản SAO Y": false,
	} {
		if d := readPage(usual("Số: 1/BC-SYT", "").at(85, 700, text)); d.Copy != want {
			t.Errorf("%q: copy %v", text, d.Copy)
		}
	}
}
