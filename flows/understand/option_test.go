package understand

import "testing"

func TestPickOption(t *testing.T) {
	labels := []string{"Người đứng đầu ký", "Cấp phó ký", "Chưa có văn bản"}
	for _, c := range []struct {
		text string
		want int
		ok   bool
	}{
		{"2", 1, true}, {"cap pho", 1, true}, {"Người đứng đầu", 0, true}, {"cấp phó ký nhé", 1, true},
		{"ký", 0, false}, {"4", 0, false}, {"", 0, false}, {"ai ký cũng được", 0, false},
	} {
		if got, ok := PickOption(c.text, labels); ok != c.ok || ok && got != c.want {
			t.Errorf("PickOption(%q) = %d, %v; want %d, %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

func TestNamedIn(t *testing.T) {
	names := []string{"giấy mời", "kết luận", "ảnh họp"}
	for _, c := range []struct {
		text string
		want int
		ok   bool
	}{
		{"giay-moi-q1.pdf", 0, true}, {"TB kết luận họp.docx", 1, true}, {"Giấy mời và kết luận.pdf", 0, false}, {"scan001.pdf", 0, false},
	} {
		if got, ok := NamedIn(c.text, names); ok != c.ok || ok && got != c.want {
			t.Errorf("NamedIn(%q) = %d, %v; want %d, %v", c.text, got, ok, c.want, c.ok)
		}
	}
}
