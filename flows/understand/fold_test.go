package understand

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Tiêu chí":                     "tieu chi",
		norm.NFD.String("Tiêu chí"):    "tieu chi",
		"ĐƯỜNG  dây\tnóng":             "duong day nong",
		"Họp BCĐ, quý I!":              "hop bcd quy i",
		"ｈｏｐ　ＢＣĐ":                      "hop bcd",
		"họp\u200b\u00a0bcđ":           "hop bcd",
		"hoà / hòa":                    "hoa hoa",
		"":                             "",
		"…":                            "",
		"\xff\xfe":                     "",
		"Ⅲ":                            "iii",
		"I.2.2":                        "i 2 2",
		"\u202eabc":                    "abc",
		"Thừa Thiên Huế, ngày 24.3.23": "thua thien hue ngay 24 3 23",
	} {
		if got := Fold(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestWordsWriteOutWhatIsShortened(t *testing.T) {
	for text, want := range map[string]string{
		"Họp BCĐ CĐS Q1": "hop ban chi dao chuyen doi so quy_1",
		"họp quý IV":     "hop quy_4",
		"third quarter":  "quy_3",
		"ko dc j":        "khong duoc gi",
		"mc của tc":      "minh chung cua tieu chi",
		"Hue-S":          "hues",
		"hue s":          "hues",
		"đúng hạn":       "đúng han",
		"nộp ở mô rứa":   "nop o dau vay",
	} {
		if got := strings.Join(words(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSlipsBetweenWords(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"thieu", "thieu", 0}, {"thiu", "thieu", 1}, {"thieuu", "thieu", 1}, {"thieo", "thieu", 1}, {"tiheu", "thieu", 1},
		{"thanh", "toan", 2}, {"", "ab", 2},
	} {
		if got := distance(test.a, test.b, 2); got != test.want {
			t.Errorf("%s, %s: got %d, want %d", test.a, test.b, got, test.want)
		}
	}
	for typed, want := range map[string]string{"hopj": "hop", "chuwx": "chu", "soos": "so", "nguwowif": "nguoi", "ddieejn": "dien", "quys": "quy"} {
		if got := telex(typed); got != want {
			t.Errorf("%s: got %s, want %s", typed, got, want)
		}
	}
}
