package replicas

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// talk is one contact who talks to the bot, and all updates that this made.
// What comes next depends on the buttons that are seen, so that answers reach
// the question that is open: played again in another order, they would not.
type talk struct {
	place   int // the contact's number
	random  *rand.Rand
	begin   time.Time
	tokens  []string // buttons of questions that may be closed by now
	texts   []int    // messages that can still be edited
	updates []update
}

// update is one update as the Bot API delivers it.
type update struct {
	chat int // the contact's number
	at   int // its place among the chat's
	raw  []byte
}

func newTalk(place int, seed uint64, begin time.Time) *talk {
	return &talk{place: place, random: rand.New(rand.NewPCG(seed, uint64(place))), begin: begin}
}

func (k *talk) id() int64 { return firstID + int64(k.place) }

// next makes the contact's next update.
func (k *talk) next(buttons []string) update {
	open := slices.DeleteFunc(slices.Clone(buttons), func(data string) bool { return !answers(data) })
	k.tokens = append(k.tokens, open...)
	own := k.oneOf(criteriaOf(k.place))
	chance := k.random.IntN(100)
	switch {
	case len(open) > 0 && chance < 60:
		return k.press(k.oneOf(open))
	case len(open) > 0 && chance < 85:
		return k.say(k.oneOf([]string{"17", "có", "không", fmt.Sprintf("%d/119", 20+k.random.IntN(90)), "chưa có số liệu"}))
	case len(open) == 0 && chance < 60:
		return k.press("ans:begin:" + own + ":")
	case len(open) == 0 && chance < 70:
		return k.say(own + " chưa có số liệu")
	case chance < 88:
		return k.say(fmt.Sprintf("I.5.1 https://sxd.thuathienhue.gov.vn/tin-%d-%d", k.place, len(k.updates)))
	case chance < 92 && len(k.tokens) > 0:
		return k.press(k.oneOf(k.tokens))
	case chance < 95 && len(k.texts) > 0:
		return k.edit(k.texts[len(k.texts)-1], "18")
	}
	return k.say(k.oneOf([]string{"điểm", "/menu", own, "còn thiếu gì"}))
}

// answers says whether a button answers an open question.
func answers(data string) bool {
	parts := strings.Split(data, ":")
	return len(parts) == 4 && parts[0] == "ans" && parts[3] != ""
}

func (k *talk) oneOf(list []string) string { return list[k.random.IntN(len(list))] }

func (k *talk) say(text string) update {
	k.texts = append(k.texts, len(k.updates)+1)
	return k.add(fmt.Sprintf(`"message":{%s,"text":%s}`, k.head(len(k.updates)+1), quoted(text)))
}

func (k *talk) edit(message int, text string) update {
	return k.add(fmt.Sprintf(`"edited_message":{%s,"edit_date":%d,"text":%s}`, k.head(message), k.now(), quoted(text)))
}

func (k *talk) press(data string) update {
	return k.add(fmt.Sprintf(`"callback_query":{"id":"%d-%d","chat_instance":"1",%s,"data":%s,"message":{%s}}`,
		k.id(), len(k.updates)+1, k.from(), quoted(data), k.head(len(k.updates)+1)))
}

func (k *talk) add(what string) update {
	number := k.place*1_000_000 + len(k.updates) + 1
	u := update{chat: k.place, at: len(k.updates), raw: fmt.Appendf(nil, `{"update_id":%d,%s}`, number, what)}
	k.updates = append(k.updates, u)
	return u
}

func (k *talk) head(message int) string {
	return fmt.Sprintf(`"message_id":%d,"date":%d,%s,"chat":{"id":%d,"type":"private","first_name":"Lan"}`,
		message, k.now(), k.from(), k.id())
}

func (k *talk) from() string {
	return fmt.Sprintf(`"from":{"id":%d,"is_bot":false,"first_name":"Lan","language_code":"vi"}`, k.id())
}

// now is when the update is sent: a second after the one before.
func (k *talk) now() int64 { return k.begin.Unix() + int64(len(k.updates)) }

func quoted(text string) string {
	raw, _ := json.Marshal(text) // a string always can be
	return string(raw)
}
