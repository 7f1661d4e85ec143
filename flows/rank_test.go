package flows_test

import (
	"slices"
	"strings"
	"testing"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// offered gives the criteria that are offered for a file out of the blue, in
// the order of their buttons.
func offered(t *testing.T, w flows.World, name string, found flows.Found) []string {
	t.Helper()
	found.Name, found.Type, found.Blob, found.Size = name, "application/pdf", strings.Repeat("0", 64), 1000
	e := flows.Event{Kind: flows.EventUpload, Chat: w.Me.Person.Chat, At: w.Now, Upload: &flows.Upload{Kind: "document", Name: name, Found: &found}}
	_, effects, err := flows.Step(w, flows.Session{Phase: flows.Idle}, e)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, data := range buttonsOf(effects) {
		if target, ok := strings.CutPrefix(data, "place:to:"); ok {
			_, id, _ := strings.Cut(strings.TrimSuffix(target, ":"), "/")
			ids = append(ids, id)
		}
	}
	return ids
}

// healthContact makes the world one of a contact of a department of that name.
func healthContact(t *testing.T, name string) flows.World {
	t.Helper()
	w := province(t)
	w.Directory = directory.New()
	err := w.Directory.Apply(scoring.Stamp{Seq: 1},
		directory.DepartmentSet{ID: "so-y-te", Name: name},
		directory.DepartmentSet{ID: "so-tttt", Name: "Sở Thông tin và Truyền thông"},
		directory.RoleGranted{Person: "lan", Role: directory.Contact, Department: "so-y-te"},
		directory.NoticeConfirmed{Person: "lan"})
	if err != nil {
		t.Fatal(err)
	}
	w.Me = flows.Me{Person: flows.Person{ID: "lan", Chat: "test:lan"}}
	w.Dossiers = map[string]*scoring.Dossier{"so-y-te": scoring.NewDossier("so-y-te")}
	return w
}

// TestRanksByWhatADocumentSays: subjects as departments write them, under file
// names that say nothing. The criterion is the first that is offered, or where
// two are as good, one of the three.
func TestRanksByWhatADocumentSays(t *testing.T) {
	w := healthContact(t, "Sở Y tế")
	const unsigned = scoring.SignatureNone
	for _, tc := range []struct {
		kind, number, date, issuer, subject string
		signature                           scoring.SignatureState
		want                                string // the first
		among                               string // or another that is to be offered
	}{
		{kind: "QUYẾT ĐỊNH", number: "412/QĐ-SYT", date: "2023-02-15", subject: "Về việc kiện toàn Ban Chỉ đạo chuyển đổi số Sở Y tế", want: "I.1.1"},
		{kind: "QUYẾT ĐỊNH", number: "15/QĐ-SYT", date: "2022-03-01", subject: "Về việc thành lập Ban Chỉ đạo chuyển đổi số của Sở Y tế", want: "I.1.1"},
		{kind: "BÁO CÁO", number: "31/BC-UBND", date: "2023-10-05", issuer: "ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", subject: "Thống kê tham gia các phiên họp Ban Chỉ đạo chuyển đổi số của tỉnh năm 2023", want: "I.2.1"},
		{kind: "GIẤY MỜI", number: "08/GM-BCĐ", date: "2023-03-20", issuer: "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", signature: unsigned, subject: "Họp Ban Chỉ đạo chuyển đổi số quý I năm 2023", want: "I.2.2"},
		{kind: "THÔNG BÁO", number: "12/TB-SYT", date: "2023-06-29", signature: unsigned, subject: "Kết luận của Giám đốc Sở tại cuộc họp Ban Chỉ đạo chuyển đổi số quý II", want: "I.2.3"},
		{kind: "GIẤY MỜI", number: "30/GM-SYT", date: "2023-09-25", signature: unsigned, subject: "Dự họp Ban Chỉ đạo chuyển đổi số Sở", want: "I.2.4"},
		{kind: "THÔNG BÁO", number: "40/TB-SYT", date: "2023-10-06", signature: unsigned, subject: "Kết luận phiên họp Ban Chỉ đạo chuyển đổi số quý III năm 2023", want: "I.2.4"},
		{kind: "GIẤY MỜI", number: "41/GM-SYT", date: "2023-10-20", signature: unsigned, subject: "Họp Ban Chỉ đạo chuyển đổi số", want: "I.2.5"},
		{kind: "BIÊN BẢN", number: "", date: "2023-03-28", signature: unsigned, subject: "Cuộc họp Ban Chỉ đạo chuyển đổi số", want: "I.2.2"},
		{kind: "CHỈ THỊ", number: "03/CT-SYT", date: "2023-02-10", subject: "Về việc đẩy mạnh xây dựng chính quyền số trong ngành y tế", want: "I.3.1"},
		{kind: "CÔNG VĂN", number: "812/SYT-VP", date: "2023-04-10", subject: "V/v triển khai phát triển kinh tế số trong lĩnh vực y tế", want: "I.3.2"},
		{kind: "CÔNG VĂN", number: "813/SYT-VP", date: "2023-04-12", subject: "V/v chỉ đạo phát triển xã hội số năm 2023", want: "I.3.3"},
		{kind: "CÔNG VĂN", number: "90/SYT-VP", date: "2023-05-04", subject: "V/v triển khai kênh truyền thông nội bộ trên nền tảng Hue-S cho cán bộ, công chức", want: "I.6.1"},
		{kind: "KẾ HOẠCH", number: "120/KH-SYT", date: "2021-11-03", subject: "Chuyển đổi số ngành Y tế giai đoạn 2021 - 2025", want: "II.1.1", among: "II.2.1"},
		{kind: "KẾ HOẠCH", number: "57/KH-SYT", date: "2023-03-03", subject: "Chuyển đổi số ngành Y tế năm 2023", want: "II.2.1"},
		{kind: "KẾ HOẠCH", number: "57/KH-SYT", date: "2022-12-20", signature: unsigned, subject: "Chuyển đổi số của Sở Y tế năm 2023", want: "II.2.1"},
		{kind: "KẾ HOẠCH", number: "11/KH-UBND", date: "2022-01-12", issuer: "ỦY BAN NHÂN DÂN TỈNH", subject: "Chuyển đổi số lĩnh vực y tế đến năm 2025, định hướng đến năm 2030", want: "II.1.1"},
		{kind: "CÔNG VĂN", number: "301/SYT-TCCB", date: "2023-06-02", subject: "V/v cử cán bộ tham dự tập huấn phổ biến công tác chi cho chuyển đổi số", want: "II.4.1"},
		{kind: "QUYẾT ĐỊNH", number: "77/QĐ-SYT", date: "2023-07-01", subject: "Ban hành chính sách khuyến khích người dân, doanh nghiệp sử dụng dịch vụ công trực tuyến", want: "II.5.1"},
		{kind: "QUYẾT ĐỊNH", number: "88/QĐ-SYT", date: "2022-08-01", subject: "Về việc phân công cán bộ chuyên trách, kiêm nhiệm chuyển đổi số", want: "IV.1.1"},
		{kind: "QUYẾT ĐỊNH", number: "89/QĐ-SYT", date: "2022-08-01", subject: "Về việc phân công cán bộ phụ trách an toàn thông tin mạng", want: "IV.2.1"},
		{kind: "KẾ HOẠCH", number: "61/KH-SYT", date: "2023-05-08", subject: "Tổ chức hội nghị tập huấn chuyển đổi số cho cán bộ, công chức, viên chức", want: "IV.3.2"},
		{kind: "QUYẾT ĐỊNH", number: "62/QĐ-SYT", date: "2023-06-08", subject: "Cử cán bộ tham gia các lớp tập huấn do Sở Thông tin và Truyền thông tổ chức", want: "IV.3.3"},
		{kind: "BÁO CÁO", number: "44/BC-SYT", date: "2023-08-15", subject: "Kết quả rà soát các hệ thống thông tin được cài đặt tập trung", want: "V.1.1"},
		{kind: "BÁO CÁO", number: "45/BC-SYT", date: "2023-08-20", signature: unsigned, subject: "Kết quả khắc phục sự cố an toàn thông tin mạng", want: "V.6.1"},
		{kind: "QUYẾT ĐỊNH", number: "1450/QĐ-UBND", date: "2023-06-20", issuer: "ỦY BAN NHÂN DÂN TỈNH", subject: "Về việc công bố danh mục dịch vụ công trực tuyến toàn trình", want: "VI.4.1"},
		{kind: "", number: "", date: "", signature: unsigned, issuer: "-", subject: "Danh sách thủ tục hành chính có biểu mẫu điện tử eForm điền sẵn thông tin", want: "VI.5.1"},
		{kind: "BÁO CÁO", number: "70/BC-SYT", date: "2023-09-12", signature: unsigned, subject: "Kết quả số hóa hồ sơ tại bộ phận tiếp nhận và trả kết quả", want: "VI.8.1"},
		{kind: "CÔNG VĂN", number: "95/SYT-VP", date: "2023-05-12", signature: unsigned, subject: "V/v triển khai họp trực tuyến trên hệ thống của tỉnh", want: "VI.13.1"},
		{kind: "BÁO CÁO", number: "71/BC-SYT", date: "2023-09-20", signature: unsigned, subject: "Kết quả lấy ý kiến người dân trên Cổng thông tin điện tử", want: "VIII.2.1"},
		{kind: "BÁO CÁO", number: "72/BC-SYT", date: "2023-09-21", signature: unsigned, subject: "Tình hình trả lời hỏi đáp trên Trang thông tin điện tử", want: "VIII.2.2"},
		{kind: "CÔNG VĂN", number: "73/SYT-VP", date: "2023-09-22", signature: unsigned, subject: "V/v danh sách tin, bài đăng trên Cổng chuyển đổi số của tỉnh", want: "I.4.1"},
		{kind: "", number: "74/KH-SYT", date: "2023-02-22", subject: "Chuyển đổi số năm 2023", want: "II.2.1"},
	} {
		facts := scoring.DocumentFacts{Type: tc.kind, Number: tc.number, Issuer: tc.issuer, Subject: tc.subject}
		switch tc.issuer {
		case "":
			facts.Issuer = "SỞ Y TẾ"
		case "-":
			facts.Issuer = ""
		}
		if tc.date != "" {
			date, err := scoring.ParseDate(tc.date)
			if err != nil {
				t.Fatal(err)
			}
			facts.Date = date
		}
		if tc.signature == "" {
			tc.signature = scoring.SignatureUndetermined
		}
		got := offered(t, w, "VB0001.pdf", flows.Found{Signature: tc.signature, Document: &facts})
		if len(got) != 3 || got[0] != tc.want {
			t.Errorf("%s %q: offered %v, want %s first", tc.kind, tc.subject, got, tc.want)
		}
		if tc.among != "" && !slices.Contains(got, tc.among) {
			t.Errorf("%s %q: offered %v, without %s", tc.kind, tc.subject, got, tc.among)
		}
	}
}

// TestRanksWhatLacksOnlyItsFile: of criteria that a document fits alike, the
// one whose file is all that lacks comes first; one that is not assessed is
// not offered.
func TestRanksWhatLacksOnlyItsFile(t *testing.T) {
	facts := &scoring.DocumentFacts{Type: "CHỈ THỊ", Number: "9/CT-SYT", Issuer: "SỞ Y TẾ", Subject: "Về văn bản chỉ đạo của ngành"}
	file := flows.Found{Signature: scoring.SignatureUndetermined, Document: facts}
	for _, id := range []string{"I.3.1", "I.3.2", "I.3.3"} {
		w := healthContact(t, "Sở Y tế")
		err := w.Dossiers["so-y-te"].Apply(scoring.Stamp{Seq: 1, At: w.Now, By: "lan"}, scoring.AnswerGiven{Criterion: id, Answer: scoring.ChoiceAnswer("head")})
		if err != nil {
			t.Fatal(err)
		}
		if got := offered(t, w, "VB0001.pdf", file); len(got) == 0 || got[0] != id {
			t.Errorf("%s lacks its file: offered %v", id, got)
		}
		err = w.Dossiers["so-y-te"].Apply(scoring.Stamp{Seq: 2, At: w.Now, By: "lan"},
			scoring.NotApplicableRequested{Criteria: []string{id}, Reason: "-"}, scoring.NotApplicableDecided{Criterion: id, Granted: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := offered(t, w, "VB0001.pdf", file); slices.Contains(got, id) {
			t.Errorf("%s is not assessed: offered %v", id, got)
		}
	}
}
