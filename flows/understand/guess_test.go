package understand

import (
	"slices"
	"strings"
	"testing"
)

func TestGuessesWhereAFileBelongs(t *testing.T) {
	r := reader(t)
	missing := []string{"I.2.2", "I.3.1", "II.2.1", "V.1.1"}
	for _, test := range []struct{ caption, name, first string }{
		{"", "I.2.2_giay moi.pdf", "I.2.2"},
		{"I.3.1", "I.2.2_giay moi.pdf", "I.3.1"}, // the caption rules
		{"gửi minh chứng 1.2.3", "scan.pdf", "I.2.3"},
		{"", "QD thanh lap BCD CDS.pdf", "I.1.1"},
		{"", "QuyetDinhThanhLapBCD.pdf", "I.1.1"},
		{"", "Ke hoach CDS nam 2023.docx", "II.2.1"},
		{"", "GiayMoiHopBCDQuy1.pdf", "I.2.2"},
		{"ảnh họp quý 2", "IMG_20230630_091122.jpg", "I.2.3"},
		{"Kết luận họp BCĐ quý III", "", "I.2.4"},
		{"", "bao cao he thong cai dat tap trung.xlsx", "V.1.1"},
		{"", "dien tap ATTT.jpg", "V.4.1"},
		{"", "IMG_20230324_091122.jpg", "I.2.2"}, // nothing to go by: what is missing first
		{"", "", "I.2.2"},
	} {
		got := r.Guess(test.caption, test.name, missing)
		if len(got) == 0 || len(got) > maxGuesses || got[0] != test.first {
			t.Errorf("%q %q: got %v, want %s first", test.caption, test.name, got, test.first)
		}
	}
}

func TestGuessesAreFromTheEditionAndDifferent(t *testing.T) {
	r := reader(t)
	got := r.Guess("", "", []string{"X.9.9", "I.2.2", "I.2.2", "I.2.3"})
	if strings.Join(got, " ") != "I.2.2 I.2.3" {
		t.Errorf("got %v", got)
	}
	if got := r.Guess("họp", "họp.pdf", nil); !slices.Equal(got, slices.Compact(slices.Clone(got))) {
		t.Errorf("got %v", got)
	}
}

func TestOneFileOfTwoCriteriaWithTheSameNumber(t *testing.T) {
	if got := reader(t).Guess("", "III.2.1.pdf", nil); strings.Join(got, " ") != "III.2.1 III.2b.1" {
		t.Errorf("got %v", got)
	}
}
