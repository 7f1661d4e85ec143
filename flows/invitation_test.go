package flows

import (
	"testing"
	"time"

	"minhchung/scoring"
)

func TestParsePhone(t *testing.T) {
	for typed, want := range map[string]string{
		"0905 123 456": "84905123456", "0905.123.456": "84905123456", "+84 905-123-456": "84905123456",
		"84905123456": "84905123456", "905123456": "84905123456", "(0234) 3823456": "842343823456", "0084905123456": "84905123456",
		"+1 202 555 0123": "12025550123",
		"":                "", "12": "", "0905 123 45x": "", "Lan": "", "0905123456, 0914000111": "", "09051234567890123": "", "+0905123456": "",
	} {
		got, ok := ParsePhone(typed)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q is %q, not %q", typed, got, want)
		}
	}
}

func TestInvitationExpires(t *testing.T) {
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04", text, scoring.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	holidays := func(day time.Time) bool {
		switch scoring.DateOf(day).String() {
		case "2023-05-01", "2023-05-02", "2023-05-03":
			return false
		}
		return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
	}
	for name, c := range map[string]struct {
		now, want string
		working   func(time.Time) bool
	}{
		"a Friday morning":        {"2023-03-24 09:00", "2023-04-05 00:00", nil},
		"a minute before the day": {"2023-03-23 23:59", "2023-04-04 00:00", nil},
		"a Saturday":              {"2023-03-25 09:00", "2023-04-05 00:00", nil},
		"over the holidays":       {"2023-04-26 16:00", "2023-05-11 00:00", holidays},
	} {
		if got := InvitationExpires(at(c.now), c.working); !got.Equal(at(c.want)) {
			t.Errorf("%s: until %s, not %s", name, got.In(scoring.Zone), c.want)
		}
	}
	never := func(time.Time) bool { return false }
	if got := InvitationExpires(at("2023-03-24 09:00"), never); got.Year() > 2023 {
		t.Errorf("a calendar without working days gives %s", got)
	}
}

func TestTokensAreOnesOfALink(t *testing.T) {
	nonce := [16]byte{0xff, 0xfe, 0xfb, 1, 2, 3}
	token := NewToken(nonce)
	found, ok := startToken(Event{Kind: EventText, Text: InvitationLine(token)})
	if !ok || found != token {
		t.Errorf("the line of %q gives %q", token, found)
	}
	found, ok = startToken(Event{Kind: EventText, Text: "xem " + InvitationLink("minhchung_bot", token) + " nhé"})
	if !ok || found != token {
		t.Errorf("the link of %q gives %q", token, found)
	}
	if InvitationLink("", token) != "" {
		t.Error("a link without a bot's name")
	}
	if again := NewPersonID(nonce); again != NewPersonID(nonce) || again == NewPersonID([16]byte{1}) {
		t.Error("a person's id is the nonce's own")
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		typed, name string
		want        bool
	}{
		{"syt", "Sở Y tế", true}, {"y te", "Sở Y tế", true}, {"SỞ Y TẾ", "Sở Y tế", true},
		{"sở gddt", "Sở Giáo dục và Đào tạo", true}, {"SGDĐT", "Sở Giáo dục và Đào tạo", true}, {"giáo dục", "Sở Giáo dục và Đào tạo", true},
		{"tài chính", "Sở Y tế", false}, {"", "Sở Y tế", false}, {"!", "Sở Y tế", false}, {"so", "Ban Quản lý", false},
	} {
		if got := matches(c.typed, c.name); got != c.want {
			t.Errorf("%q and %q: %t", c.typed, c.name, got)
		}
	}
}
