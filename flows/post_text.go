package flows

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// documentNumber is how a document is called: 12/STTTT-CNTT, 05/2023/TT-BTTTT,
// 31-CV/TU. Its letters are looked for apart.
var (
	documentNumber = regexp.MustCompile(`^\d{1,6}(?:[/.–-][\p{L}\d]+)+$`)
	numberWord     = regexp.MustCompile(`^(?i:số|so|no\.?)[ :.]*`)
)

// maxDocumentNumber is how long one may be, in characters.
const maxDocumentNumber = 40

// parseDocumentNumber reads a document's number and symbol as people type it.
func parseDocumentNumber(typed string) (number string, ok bool) {
	number = strings.Join(strings.Fields(numberWord.ReplaceAllString(strings.TrimSpace(typed), "")), "")
	ok = documentNumber.MatchString(number) && strings.Contains(number, "/") && len([]rune(number)) <= maxDocumentNumber
	return number, ok && strings.ContainsFunc(number, unicode.IsLetter)
}

// typedPost takes a line as what is asked for; at the preview "có" sends it,
// and everything else is the text anew.
func (t *turn) typedPost() {
	switch step := t.s.Prompt.Ask; {
	case step == postText || !t.s.Post.written():
		t.typedPostText()
	case slices.Contains([]string{postAudience, postDepartments, postMissing}, step):
		t.typedAudience()
	case step == postNumber:
		t.typedPostNumber()
	case step == postUntil:
		t.typedUntil()
	case t.saysYes():
		t.sendPost()
	case t.saysNo():
		t.postStep(postSure)
	default:
		t.typedPostText()
	}
}

func (t *turn) typedPostText() {
	was := t.s.Post.Text
	t.s.Post.Text = t.written()
	if !t.postFits() {
		t.s.Post.Text = was
		return
	}
	t.postOn()
}

func (t *turn) typedPostNumber() {
	number, ok := parseDocumentNumber(t.e.Text)
	if !ok {
		t.say("post.number_wrong", texts.Args{"Typed": shorten(t.e.Text, 60)},
			row(t.answer("post.no_number", nil, flowAnnounce, "nonumber", ""), t.answer("post.back", nil, flowAnnounce, "keep", "")), t.toOffice())
		return
	}
	t.s.Post.Number = number
	t.postOn()
}

// typedUntil takes the day by whose end "Đã nhận" is wanted.
func (t *turn) typedUntil() {
	date, problem := ParseDay(t.e.Text, t.w.Now.In(scoring.Zone).Year())
	if problem != DayRight {
		t.wrongUntil("post.until_" + string(problem))
		return
	}
	t.takeUntil(date.String())
}

func (t *turn) takeUntil(day string) {
	date, err := scoring.ParseDate(day)
	switch {
	case err != nil: // no button of ours
		t.oldAnswer()
	case date.DaysUntil(t.w.Now) < 0:
		t.wrongUntil("post.until_past")
	case date.DaysUntil(t.w.Now) > maxUntilDays:
		t.wrongUntil("post.until_far")
	default:
		t.s.Post.Until = date.String()
		t.postOn()
	}
}

// maxUntilDays is how far off the day may be by which "Đã nhận" is wanted.
const maxUntilDays = 366

func (t *turn) wrongUntil(key string) {
	t.say(key, texts.Args{"Typed": shorten(t.e.Text, 40), "Example": scoring.DateOf(t.w.Now.AddDate(0, 0, 7)).Full()},
		row(t.answer("post.no_until", nil, flowAnnounce, "nountil", ""), t.answer("post.back", nil, flowAnnounce, "keep", "")), t.toOffice())
}
