package bot_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// doing is a step of fixed effects, by what was typed or pressed.
func doing(effects map[string][]flows.Effect) stepFunc {
	return func(_ flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
		s.Turn++
		return s, effects[e.Text+e.Data], nil
	}
}

func TestEveryButtonIsAnswered(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = doing(map[string][]flows.Effect{
			"menu":  {flows.Say{Message: flows.Message{Text: "the menu", Edit: true}}},
			"toast": {flows.Toast{Text: "taken"}},
			"typed": {flows.Say{Message: flows.Message{Text: "anew", Edit: true}}, flows.Toast{Text: "nowhere"}},
		})
		h.start()
		h.accept(pressed(lan, "menu", "41"), pressed(lan, "toast", "41"), pressed(lan, "nothing", "41"), typed(lan, "typed"))
		lines(t, "Lan", h.channel.to(lan), "EDIT 41 the menu", "TOAST ", "TOAST taken", "TOAST ", "anew")
	})
}

func TestAMessageReplacesTheOneOfItsName(t *testing.T) {
	inHouse(t, func(h *house) {
		named := func(name, text string) []flows.Effect {
			return []flows.Effect{flows.Say{Message: flows.Message{Text: text, Replace: name}}}
		}
		h.options.Step = doing(map[string][]flows.Effect{"a": named("album", "one"), "b": named("album", "two"), "c": named("other", "three")})
		h.start()
		h.accept(typed(lan, "a"), typed(lan, "c"))
		h.restart()
		h.accept(typed(lan, "b"), typed(minh, "b"))
		lines(t, "Lan", h.channel.to(lan), "one", "three", "EDIT 1 two")
		lines(t, "Minh", h.channel.to(minh), "two")
	})
}

func TestOthersAreTold(t *testing.T) {
	inHouse(t, func(h *house) {
		tell := func(who string) []flows.Effect {
			return []flows.Effect{flows.Tell{Person: who, Message: flows.Message{Text: "news"}}, say("told")}
		}
		h.options.Step = doing(map[string][]flows.Effect{
			"Minh": tell(h.person(minh).ID), "admins": tell(flows.AllAdmins), "nobody": tell("somebody erased"),
		})
		h.start()
		h.channel.failing(failNext(1, minh, &bot.SendError{Kind: bot.SendUnreachable, Code: 403}))
		h.accept(typed(lan, "Minh"), typed(lan, "Minh"), typed(lan, "admins"), typed(lan, "nobody"))
		lines(t, "Minh", h.channel.to(minh), "news")
		lines(t, "the admin", h.channel.to(binh), "news")
		lines(t, "Lan", h.channel.to(lan), "told", "told", "told", "told")
		if !h.person(minh).Blocked {
			t.Error("Minh could not be reached and is not marked")
		}
		if err := h.bot.Office().RevokeAdmin(h.t.Context(), binh); err != nil {
			t.Fatal(err)
		}
		h.accept(typed(lan, "admins"))
		lines(t, "the admin, revoked", h.channel.to(binh), "news")
	})
}

func TestARowThatComesAgainTellsNobodyTwice(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = doing(map[string][]flows.Effect{"a": {
			flows.Tell{Person: h.person(minh).ID, Message: flows.Message{Text: "news"}}, say("told"),
		}})
		h.start()
		h.channel.failing(failNext(-1, lan, &bot.SendError{Kind: bot.SendUnknown}))
		h.accept(typed(lan, "a"))
		h.stop() // while the answer does not leave
		h.channel.failing(failNext(0, "", nil))
		h.open()
		h.start()
		lines(t, "Lan", h.channel.to(lan), "told")
		lines(t, "Minh", h.channel.to(minh), "news")
	})
}

// strange is an effect that the bot does not know.
type strange struct{ flows.Effect }

func TestMistakesOfTheProgramFailLoudly(t *testing.T) {
	inHouse(t, func(h *house) {
		note := scoring.NoteWritten{Criterion: "I.1.1", Text: "x"}
		stream := flows.DossierStream(h.options.Edition, "so-y-te")
		h.options.Step = doing(map[string][]flows.Effect{
			"strange": {strange{say("x")}},
			"link":    {flows.Show{Evidence: scoring.Evidence{ID: "L1", Kind: scoring.EvidenceLink, Link: "https://example.vn"}}},
			"twice": {
				flows.Append{Stream: stream, Entries: []scoring.Entry{note}},
				flows.Append{Stream: directory.Stream, After: 1, Entries: []scoring.Entry{directory.NoticeConfirmed{}}},
			},
			"behind": {flows.Append{Stream: stream, After: 7, Entries: []scoring.Entry{note}}},
		})
		h.options.Limits.Tries = 1
		h.start()
		for word, said := range map[string]string{
			"strange": "unknown kind of effect", "link": "no content to show", "behind": "appends to dossier/2023/so-y-te after 7", "twice": "appends more than once",
		} {
			h.accept(typed(lan, word))
			if !strings.Contains(h.log.String(), said) {
				t.Errorf("%s: the log does not say %q", word, said)
			}
		}
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

func TestOneInvitationIsUsedByOnePerson(t *testing.T) {
	inHouse(t, func(h *house) {
		// Two strangers press the same link at the same moment.
		invited, err := h.office().Invite(h.t.Context(), bot.Invite{Department: "so-y-te", Role: directory.Contact, Name: "Phạm Thu"})
		if err != nil {
			t.Fatal(err)
		}
		puts := &countingPeople{People: h.store.People}
		h.store.People = puts
		first := make(chan struct{}, 2)
		gate := make(chan struct{})
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			inv, ok := w.Directory.Invitation(invited.Token, w.Now)
			if !ok {
				return s, []flows.Effect{say("used")}, nil
			}
			if first <- struct{}{}; len(first) == 2 {
				close(gate)
			}
			<-gate
			person := w.People[inv.Person]
			person.Chat = e.Chat
			return s, []flows.Effect{
				flows.Know{Person: person},
				flows.Append{Stream: directory.Stream, After: w.Directory.Seq, By: inv.Person, Entries: []scoring.Entry{
					directory.RoleGranted{Person: inv.Person, Department: inv.Department, Role: inv.Role, Invitation: inv.Hash},
				}},
				say("in"),
			}, nil
		}
		h.start()
		h.accept(typed("telegram:201", "/start"), typed("telegram:202", "/start"))
		one, two := h.channel.to("telegram:201"), h.channel.to("telegram:202")
		if len(one) != 1 || len(two) != 1 || one[0] == two[0] {
			t.Fatalf("said %q and %q, want one in and one used", one, two)
		}
		winner := "telegram:201"
		if two[0] == "in" {
			winner = "telegram:202"
		}
		if p := h.person(winner); p.Name != "Phạm Thu" {
			t.Errorf("the chat that is in is %q's", p.Name)
		}
		if n := puts.of(invited.Person); n != 1 {
			t.Errorf("the record was written %d times: for a moment it was the other's", n)
		}
	})
}

// countingPeople counts how often each record is written.
type countingPeople struct {
	bot.People
	mu   sync.Mutex
	puts map[string]int
}

func (c *countingPeople) PutPerson(ctx context.Context, p storage.Person) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.puts == nil {
		c.puts = map[string]int{}
	}
	c.puts[p.ID]++
	return c.People.PutPerson(ctx, p)
}

func (c *countingPeople) of(person string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.puts[person]
}

func TestAPurgedContentIsGone(t *testing.T) {
	inHouse(t, func(h *house) {
		var sha string
		h.options.Step = func(_ flows.World, s flows.Session, _ flows.Event) (flows.Session, []flows.Effect, error) {
			return s, []flows.Effect{flows.Purge{Blob: sha}, say("purged")}, nil
		}
		h.start()
		var err error
		if sha, _, err = h.store.Blobs.Put(t.Context(), strings.NewReader("secret")); err != nil {
			t.Fatal(err)
		}
		h.accept(typed(lan, "purge"), typed(lan, "purge")) // once more is harmless
		lines(t, "Lan", h.channel.to(lan), "purged", "purged")
		if _, err := h.store.Blobs.Open(t.Context(), sha); !errors.Is(err, storage.ErrNotFound) {
			t.Fatalf("a purged content: %v", err)
		}
	})
}
