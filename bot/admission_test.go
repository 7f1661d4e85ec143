package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/understand"
)

// TestDyingWhileSomebodyComesIn has the real conversation let Phạm Thu in by
// her invitation, while the process dies at any of its writes.
func TestDyingWhileSomebodyComesIn(t *testing.T) { atEveryWrite(t, "coming in", 10, dieComingIn) }

// newReader makes the reader of typed lines, once: nobody changes it.
var newReader = sync.OnceValue(func() *understand.Reader {
	edition, err := openEdition()
	if err != nil {
		panic(err) // newHouse has opened it before
	}
	return understand.New(edition)
})

const thu = "telegram:301"

func dieComingIn(h *house, k *killer) (died bool) {
	t := h.t
	invited, err := h.office().Invite(t.Context(), bot.Invite{Department: "so-y-te", Role: directory.Contact, Name: "Phạm Thu", Phone: "0905000301"})
	if err != nil {
		t.Fatal(err)
	}
	h.options.Step, h.options.Admit, h.options.Reader = flows.Step, flows.Admit, newReader()
	h.store, h.options.Channel = mortal(h.store, k), mortalChannel{h.channel, k}
	h.bornDead(k)
	events := []flows.Event{
		typed(thu, "/start "+invited.Token), typed(thu, "đúng"),
		{Kind: flows.EventPhone, Chat: thu, Phone: "84905000301", OwnPhone: true},
		typed(thu, "đã rõ"),
	}
	for i := range events {
		events[i].Key = fmt.Sprintf("m:%d", i)
		h.offer(events[i])
	}
	died = k.died()
	h.stop()
	h.options.Channel = h.channel
	h.open()
	h.start()
	for _, e := range events {
		h.offer(e)
	}
	checkIn(h, invited.Token)
	return died
}

// checkIn sees that she is in, once, and was told so.
func checkIn(h *house, token string) {
	t := h.t
	person := h.person(thu)
	if person.Name != "Phạm Thu" {
		t.Errorf("the chat is %q's", person.Name)
	}
	granted := 0
	for _, doc := range h.stream(directory.Stream) {
		for _, raw := range doc.Entries {
			if s := string(raw); strings.Contains(s, "role-granted") && strings.Contains(s, directory.Hash(token)) {
				granted++
			}
		}
	}
	if granted != 1 {
		t.Errorf("the role was granted %d times", granted)
	}
	said := h.channel.to(thu)
	if !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, "Sở Y tế") }) {
		t.Errorf("she was not told where she is: %q", said)
	}
	expired, err := h.options.Texts.Message("vi", "start.expired", map[string]any{"Owner": ""})
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(said, expired) {
		t.Errorf("she was told that her invitation is used up: %q", said)
	}
}
