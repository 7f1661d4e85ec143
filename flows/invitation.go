package flows

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// invitationDays is how many working days an invitation can be used.
const invitationDays = 7

// NewToken makes an invitation's token: the 128 random bits of an event as a
// deep link can carry them.
func NewToken(nonce [16]byte) string { return base64.RawURLEncoding.EncodeToString(nonce[:]) }

// NewPersonID makes the random id of a person who is first heard of in an
// event: the same when the event is delivered again.
func NewPersonID(nonce [16]byte) string {
	sum := sha256.Sum256(append([]byte("person:"), nonce[:]...))
	return "p" + hex.EncodeToString(sum[:8])
}

// InvitationLink is the deep link of a token; "" when the bot's name is not known.
func InvitationLink(botName, token string) string {
	if botName == "" {
		return ""
	}
	return "https://t.me/" + botName + "?start=" + token
}

// InvitationLine is what can be pasted to the bot when the link breaks.
func InvitationLine(token string) string { return "/start " + token }

// InvitationExpires is the end of the seventh working day after now. Without
// a calendar, Monday to Friday are worked.
func InvitationExpires(now time.Time, workingDay func(time.Time) bool) time.Time {
	if workingDay == nil {
		workingDay = func(day time.Time) bool { return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday }
	}
	day := scoring.DateOf(now)
	// A calendar without working days must not hold the step up.
	for left, looked := invitationDays, 0; left > 0 && looked < 100; looked++ {
		day = scoring.DateOf(day.End())
		if workingDay(day.Start()) {
			left--
		}
	}
	return day.End()
}

// ParsePhone reads a phone number as people write it in Vietnam, and gives its
// digits with the country code: "0905 123 456" is 84905123456.
func ParsePhone(text string) (digits string, ok bool) {
	text = strings.TrimSpace(text)
	international := strings.HasPrefix(text, "+") || strings.HasPrefix(text, "00")
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits += string(r)
		case !strings.ContainsRune(" .-()+\u00a0", r):
			return "", false
		}
	}
	switch {
	case international:
		digits = strings.TrimPrefix(digits, "00")
	case strings.HasPrefix(digits, "0"):
		digits = "84" + digits[1:]
	case len(digits) == 9: // the leading 0 is lost in spreadsheets
		digits = "84" + digits
	}
	return digits, len(digits) >= 10 && len(digits) <= 15 && !strings.HasPrefix(digits, "0")
}

// matches says whether typed words name something: all its words, its first
// letters ("SYT", "sgddt"), or a part of it.
func matches(typed, name string) bool {
	want, have := understand.Fold(typed), understand.Fold(name)
	if want == "" {
		return false
	}
	if strings.Contains(have, want) {
		return true
	}
	words, letters := strings.Fields(have), ""
	for _, word := range words {
		if word != "va" {
			letters += word[:1]
		}
	}
	return strings.ReplaceAll(want, " ", "") == letters || strings.HasPrefix(want, "so ") && "s"+strings.TrimPrefix(want, "so ") == letters
}
