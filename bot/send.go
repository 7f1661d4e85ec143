package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"minhchung/flows"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// The bot's own texts; all others come from flows.
const (
	textReceiving     = "upload.receiving"
	textSetAside      = "common.set_aside"
	textNoPicture     = "upload.no_picture"
	textSecretPicture = "upload.secret_picture"
)

// maxPauses is how often one message may be told to wait; a channel that asks
// for more is treated as failing.
const maxPauses = 20

// send delivers one message: it keeps the pace, waits when the channel asks
// for it, and tries again for a while when nobody knows why it failed. The
// error is a *SendError, an outage, or ctx's.
func (b *Bot) send(ctx context.Context, chat string, m Outgoing) (ref string, err error) {
	return b.deliver(ctx, chat, m, b.Store.Pacer.Wait)
}

// sendInBulk is send for what nobody waits for: answers to people go first.
func (b *Bot) sendInBulk(ctx context.Context, chat string, m Outgoing) (ref string, err error) {
	return b.deliver(ctx, chat, m, b.Store.Pacer.WaitBulk)
}

// turnOf waits until the chat may be written to; see Pacer.
type turnOf func(ctx context.Context, chat string) error

func (b *Bot) deliver(ctx context.Context, chat string, m Outgoing, wait turnOf) (ref string, err error) {
	if m.Message != nil && m.Message.File != nil {
		m.File = b.keptFile(ctx, m.Message.File)
	}
	pauses, backoff, tried := 0, time.Second, time.Duration(0)
	for {
		ref, err = b.sendOnce(ctx, chat, m, wait)
		var failure *SendError
		switch kind := sendErrorKind(err); {
		case kind == SendRetryAfter && pauses < maxPauses:
			pauses++
			errors.As(err, &failure)
			if err := b.Store.Pacer.Pause(ctx, failure.RetryAfter); err != nil {
				return "", fmt.Errorf("pause: %w: %w", errOutage, err)
			}
		case (kind == SendUnknown || kind == SendRetryAfter) && tried < sendTrying:
			pause := backoff/2 + rand.N(backoff)
			if err := sleep(ctx, b.Clock, pause); err != nil {
				return "", err
			}
			tried, backoff = tried+pause, 2*backoff
		default:
			return ref, err
		}
	}
}

// keptFile is the file whose caption is a message's text.
func (b *Bot) keptFile(ctx context.Context, f *flows.AnnouncedFile) *File {
	kind := scoring.EvidenceDocument
	if f.Photo {
		kind = scoring.EvidencePhoto
	}
	return &File{
		Name: f.Name, Kind: string(kind), Content: f.Blob,
		Open: func() (io.ReadCloser, error) { return b.Store.Blobs.Open(ctx, f.Blob) },
	}
}

// sendOnce waits for its turn and sends. What is no message of its own (the
// answer to a button, "is typing") takes no turn: the channel does not count
// it.
func (b *Bot) sendOnce(ctx context.Context, chat string, m Outgoing, wait turnOf) (ref string, err error) {
	if m.Message != nil || m.File != nil || m.Remove != "" {
		if err := wait(ctx, chat); err != nil {
			return "", fmt.Errorf("wait for a turn to send: %w: %w", errOutage, err)
		}
	}
	return b.Channel.Send(ctx, chat, m)
}

// sendErrorKind reads an error of send: "" for none, and for what is not the
// channel's.
func sendErrorKind(err error) SendErrorKind {
	var failure *SendError
	switch {
	case err == nil, errors.Is(err, errOutage), errors.Is(err, context.Canceled):
		return ""
	case errors.As(err, &failure):
		return failure.Kind
	}
	return SendUnknown
}

// own makes one of the bot's own messages, in the person's language where it
// is known.
func (t *turn) own(ctx context.Context, key string) (flows.Message, error) {
	lang := t.event.Language
	if everyone, err := t.people.all(ctx); err == nil {
		if person := everyone.byID[everyone.byChat[t.row.Chat]]; person.Language != "" {
			lang = person.Language
		}
	}
	text, err := t.Texts.Message(lang, key, texts.Args{})
	return flows.Message{Text: text}, err
}

// showTyping lets the phone show that something is going on. Nothing depends
// on it.
func (t *turn) showTyping(ctx context.Context) {
	if _, err := t.sendOnce(ctx, t.row.Chat, Outgoing{Typing: "upload_document"}, t.Store.Pacer.Wait); err != nil {
		t.Log.DebugContext(ctx, "a chat action was not sent", "key", t.row.Key, "error", err)
	}
}

// sayWhenSlow tells the person, once, that the file is coming in when that
// takes long. What it gives back ends the watch: no such message follows it.
func (t *turn) sayWhenSlow(ctx context.Context) (end func()) {
	if t.told {
		return func() {}
	}
	over := make(chan struct{})
	stop := t.Clock.AfterFunc(slowFetch, func() {
		defer close(over)
		t.told = true
		m, err := t.own(ctx, textReceiving)
		if err == nil {
			_, err = t.sendOnce(ctx, t.row.Chat, Outgoing{Message: &m}, t.Store.Pacer.Wait)
		}
		if err != nil {
			t.Log.DebugContext(ctx, "a chat was not told that its file is coming in", "key", t.row.Key, "error", err)
		}
	})
	return func() {
		if !stop() {
			<-over
		}
	}
}
