package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/scoring"
)

// keep files an upload, and says what was found.
func keep(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	if e.Kind != flows.EventUpload {
		return echo(w, s, e)
	}
	s.Turn++
	found := e.Upload.Found
	if found.Refused != flows.RefusedNot {
		return s, []flows.Effect{say("refused: " + string(found.Refused))}, nil
	}
	department, d := own(w)
	evidence := scoring.Evidence{ID: fmt.Sprintf("%x", e.Nonce[:4]), Kind: scoring.EvidenceDocument, Name: found.Name, Blob: found.Blob, Size: found.Size, Type: found.Type}
	return s, []flows.Effect{
		flows.Append{
			Stream: flows.DossierStream(w.Edition, department), After: d.Seq, By: w.Me.Person.ID,
			Entries: []scoring.Entry{scoring.EvidenceKept{Criterion: "I.4.1", Evidence: evidence}},
		},
		say(fmt.Sprintf("kept %s, %d bytes", found.Name, found.Size)),
		flows.Show{Evidence: evidence},
	}, nil
}

func TestAFileIsFetchedKeptAndShown(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keep
		h.start()
		h.accept(upload(lan, "bai-bao.pdf", 0))
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "kept bai-bao.pdf, 22 bytes", "FILE bai-bao.pdf: content of bai-bao.pdf")
	})
}

func TestWhatMayNotBeFiledIsNotFetched(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(h *house)
		size    int64
		want    flows.Refusal
	}{
		"flows refuses": {func(h *house) {
			h.options.Admit = func(flows.World, flows.Session, flows.Event) flows.Refusal { return flows.RefusedNoRights }
		}, 10, flows.RefusedNoRights},
		"too large, as declared":  {func(*house) {}, 1<<20 + 1, flows.RefusedTooLarge},
		"over the day's quota":    {func(h *house) { h.options.Limits.DailyBytes = 9 }, 10, flows.RefusedQuota},
		"hardly any disk is left": {func(h *house) { h.store.Blobs = fullDisk{h.store.Blobs, 1<<30 - 1} }, 10, flows.RefusedDiskFull},
		"the file would fill it":  {func(h *house) { h.store.Blobs = fullDisk{h.store.Blobs, 1<<30 + 5} }, 10, flows.RefusedDiskFull},
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, func(h *house) {
				h.options.Step = keep
				c.prepare(h)
				h.start()
				h.accept(upload(lan, "a.pdf", c.size))
				lines(t, "Lan", h.channel.to(lan), "refused: "+string(c.want))
				if files := h.channel.files(); len(files) != 0 {
					t.Errorf("fetched %v", files)
				}
			})
		})
	}
}

// fullDisk has only so much room left; negative: it cannot know.
type fullDisk struct {
	bot.Blobs
	free int64
}

func (f fullDisk) Free(context.Context) (int64, error) { return f.free, nil }

func TestAnEngineThatCannotKnowItsRoomTakesFiles(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keep
		h.store.Blobs = fullDisk{h.store.Blobs, -1}
		h.start()
		h.accept(upload(lan, "a.pdf", 16))
		if said := h.channel.to(lan); len(said) != 3 {
			t.Errorf("Lan: %q", said)
		}
	})
}

func TestWhatTurnsOutWhileAFileIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		content func() (io.Reader, error)
		want    flows.Refusal
	}{
		"larger than declared": {func() (io.Reader, error) { return endless{}, nil }, flows.RefusedTooLarge},
		"empty":                {func() (io.Reader, error) { return strings.NewReader(""), nil }, flows.RefusedEmpty},
		"gone":                 {func() (io.Reader, error) { return nil, &bot.FetchError{Refused: flows.RefusedGone} }, flows.RefusedGone},
		"gone in the middle": {func() (io.Reader, error) {
			return io.MultiReader(strings.NewReader("abc"), broken{&bot.FetchError{Refused: flows.RefusedGone}}), nil
		}, flows.RefusedGone},
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, func(h *house) {
				h.options.Step = keep
				h.channel.fetch = func(context.Context, string) (io.Reader, error) { return c.content() }
				h.start()
				h.accept(upload(lan, "a.pdf", 10))
				lines(t, "Lan", h.channel.to(lan), "(upload_document)", "refused: "+string(c.want))
			})
		})
	}
}

// endless never ends, broken fails at once.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func TestAFetchThatFailsIsTriedAgain(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keep
		calls := 0
		h.channel.fetch = func(context.Context, string) (io.Reader, error) {
			if calls++; calls < 3 {
				return io.MultiReader(strings.NewReader("abc"), broken{errors.New("the line broke")}), nil
			}
			return strings.NewReader("abcdef"), nil
		}
		h.start()
		h.accept(upload(lan, "a.pdf", 6), typed(lan, "after"))
		pass(10 * time.Second)
		said := once(h.channel.to(lan))
		lines(t, "Lan", said, "(upload_document)", "kept a.pdf, 6 bytes", "FILE a.pdf: abcdef", "2 after")
	})
}

func TestADepartmentsDayHasAQuota(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keep
		h.options.Limits.DailyBytes = 40
		h.start()
		h.accept(upload(lan, "1.pdf", 16))
		h.accept(upload(minh, "2.pdf", 0)) // its size shows while it is read
		h.accept(upload(minh, "3.pdf", 0))
		h.accept(upload(hoa, "4.pdf", 16)) // another department
		pass(24 * time.Hour)
		h.accept(upload(lan, "5.pdf", 16))
		lines(t, "Lan", h.channel.to(lan),
			"(upload_document)", "kept 1.pdf, 16 bytes", "FILE 1.pdf: content of 1.pdf",
			"(upload_document)", "kept 5.pdf, 16 bytes", "FILE 5.pdf: content of 5.pdf")
		lines(t, "Minh", h.channel.to(minh),
			"(upload_document)", "kept 2.pdf, 16 bytes", "FILE 2.pdf: content of 2.pdf",
			"(upload_document)", "refused: quota")
		if said := h.channel.to(hoa); len(said) != 3 {
			t.Errorf("Hoa: %q", said)
		}
	})
}

func TestASlowFileDelaysNoOtherChat(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keep
		h.options.Limits.Chats, h.options.Limits.Fetches = 1, 1
		release := make(chan struct{})
		h.channel.fetch = func(_ context.Context, file string) (io.Reader, error) {
			if file == "slow.pdf" {
				<-release
			}
			return strings.NewReader("abc"), nil
		}
		h.start()
		h.accept(upload(lan, "slow.pdf", 3), typed(lan, "after"))
		h.accept(upload(minh, "waits.pdf", 3)) // only one file at a time
		h.accept(typed(hoa, "quick"))
		lines(t, "Hoa", h.channel.to(hoa), "1 quick")
		lines(t, "Lan, at once", h.channel.to(lan), "(upload_document)")
		pass(3 * time.Second)
		coming, err := h.options.Texts.Message("vi", "upload.receiving", nil)
		if err != nil {
			t.Fatal(err)
		}
		lines(t, "Lan, after 3 s", h.channel.to(lan), "(upload_document)", coming)
		close(release)
		synctest.Wait()
		pass(time.Minute)
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", coming, "kept slow.pdf, 3 bytes", "FILE slow.pdf: abc", "2 after")
		lines(t, "Minh", h.channel.to(minh), "(upload_document)", coming, "kept waits.pdf, 3 bytes", "FILE waits.pdf: abc")
	})
}

func TestTheStopEndsAFetchAndTheNextStartTakesItUp(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = keep
		h.channel.fetch = func(ctx context.Context, _ string) (io.Reader, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		h.start()
		h.accept(upload(lan, "a.pdf", 3))
		h.stop()
		h.channel.fetch = func(context.Context, string) (io.Reader, error) { return strings.NewReader("abc"), nil }
		h.open()
		if rows := h.pending(); len(rows) != 1 || rows[0].Tries != 0 {
			t.Errorf("pending: %d rows; the stop is no failure", len(rows))
		}
		h.start()
		lines(t, "Lan", once(h.channel.to(lan)), "(upload_document)", "kept a.pdf, 3 bytes", "FILE a.pdf: abc")
	})
}
