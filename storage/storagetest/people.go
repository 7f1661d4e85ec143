package storagetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"minhchung/bot"
	"minhchung/storage"
)

func testPeople(t *testing.T, store bot.Store) {
	p := store.People
	t.Run("keeps, finds, erases", func(t *testing.T) { peopleKeep(t, p) })
	t.Run("gives a chat to one person", func(t *testing.T) { peopleChats(t, p) })
	t.Run("lets one of many have a chat", func(t *testing.T) { peopleRace(t, p) })
}

func peopleKeep(t *testing.T, p bot.People) {
	lanOf := storage.Person{ID: "p-lan", Name: "Lê Thị Lan", Phone: "84905123456", Chat: lan, Language: "vi"}
	mai := storage.Person{ID: "p-mai", Name: "Trần Mai", Language: "en", Blocked: true} // no chat yet
	hoa := storage.Person{ID: "p-hoa", Name: "Hồ Thị Hoa"}
	for _, one := range []storage.Person{mai, lanOf, hoa} {
		must(t, p.PutPerson(t.Context(), one))
	}
	got, err := p.Person(t.Context(), "p-mai")
	must(t, err)
	equal(t, "Mai", got, mai)
	got, err = p.PersonByChat(t.Context(), lan)
	must(t, err)
	equal(t, "Lan by chat", got, lanOf)
	all, err := p.AllPeople(t.Context())
	must(t, err)
	equal(t, "everyone", all, []storage.Person{hoa, lanOf, mai})

	must(t, p.ErasePerson(t.Context(), "p-lan"))
	must(t, p.ErasePerson(t.Context(), "p-lan")) // twice is harmless
	_, err = p.Person(t.Context(), "p-lan")
	mustBe(t, err, storage.ErrNotFound)
	_, err = p.PersonByChat(t.Context(), lan)
	mustBe(t, err, storage.ErrNotFound)
	_, err = p.PersonByChat(t.Context(), "")
	mustBe(t, err, storage.ErrNotFound)
	all, err = p.AllPeople(t.Context())
	must(t, err)
	equal(t, "those left", all, []storage.Person{hoa, mai})
}

func peopleChats(t *testing.T, p bot.People) {
	const chat, newChat = "telegram:2001", "telegram:2002"
	tam := storage.Person{ID: "p-tam", Name: "Tâm", Chat: chat}
	must(t, p.PutPerson(t.Context(), tam))
	thu := storage.Person{ID: "p-thu", Name: "Thu", Chat: chat}
	mustBe(t, p.PutPerson(t.Context(), thu), storage.ErrExists)
	_, err := p.Person(t.Context(), "p-thu")
	mustBe(t, err, storage.ErrNotFound)

	tam.Name = "Nguyễn Tâm"
	must(t, p.PutPerson(t.Context(), tam)) // the same chat again
	got, err := p.PersonByChat(t.Context(), chat)
	must(t, err)
	equal(t, "Tâm after a change", got, tam)

	tam.Chat = newChat
	must(t, p.PutPerson(t.Context(), tam))
	_, err = p.PersonByChat(t.Context(), chat)
	mustBe(t, err, storage.ErrNotFound)
	must(t, p.PutPerson(t.Context(), thu)) // the chat that Tâm left
	for chat, want := range map[string]storage.Person{chat: thu, newChat: tam} {
		got, err := p.PersonByChat(t.Context(), chat)
		must(t, err)
		equal(t, "person of "+chat, got, want)
	}
}

func peopleRace(t *testing.T, p bot.People) {
	var won atomic.Int64
	race(10, func(i int) {
		err := p.PutPerson(t.Context(), storage.Person{ID: fmt.Sprintf("p-race-%d", i), Chat: "telegram:3001"})
		if err == nil {
			won.Add(1)
		} else if !errors.Is(err, storage.ErrExists) {
			t.Error(err)
		}
	})
	equal(t, "winners", won.Load(), int64(1))
	_, err := p.PersonByChat(t.Context(), "telegram:3001")
	must(t, err)
}
