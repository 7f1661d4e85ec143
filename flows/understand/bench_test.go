package understand

import (
	"strings"
	"testing"

	"minhchung/scoring"
)

func BenchmarkUnderstand(b *testing.B) {
	r := reader(b)
	for name, text := range map[string]string{
		"short":  "toi con thieu gi",
		"words":  "họp bcđ quý 1 cần giấy tờ gì vậy anh",
		"slips":  "hopj bcd quys 1 cần nopj nhugn giay tờ giif vayj",
		"number": "VI.10.1 số liệu lấy ở đâu ạ",
		"note":   "Đơn vị đã tổ chức họp lồng ghép trong cuộc họp giao ban quý 1, do Giám đốc chủ trì",
		"long":   strings.Repeat("văn bản chỉ đạo về chuyển đổi số của cơ quan ", 50),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r.Understand(text)
			}
		})
	}
}

func BenchmarkParseNumber(b *testing.B) {
	for b.Loop() {
		ParseNumber("37 người trên tổng số 119 người")
	}
}

func BenchmarkNew(b *testing.B) {
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		New(edition)
	}
}
