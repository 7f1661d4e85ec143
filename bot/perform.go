package bot

import (
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// perform does what the step wants done, in order. It goes on where the last
// try stopped.
func (t *turn) perform(ctx context.Context) error {
	for ; t.next < len(t.effects); t.next++ {
		if err := t.do(ctx, t.next, t.effects[t.next]); err != nil {
			return fmt.Errorf("perform effect %d, %T: %w", t.next, t.effects[t.next], err)
		}
	}
	return nil
}

// do performs one effect. Every kind stands here; one that does not is a
// mistake of the program.
func (t *turn) do(ctx context.Context, index int, effect flows.Effect) error {
	switch e := effect.(type) {
	case flows.Say:
		return t.say(ctx, e.Message)
	case flows.Toast:
		return t.toast(ctx, e)
	case flows.Show:
		return t.show(ctx, e)
	case flows.Picture:
		return t.picture(ctx, e)
	case flows.Tell:
		return t.tell(ctx, index, e)
	case flows.Announce:
		return t.announce(ctx, e)
	case flows.Wake:
		return t.wake(ctx, index, e)
	case flows.Purge:
		return t.Store.Blobs.Delete(ctx, e.Blob)
	case flows.Append, flows.Know, flows.Need:
		return nil // done before: see decide
	default:
		return errors.New("unknown kind of effect")
	}
}

func hasToast(effects []flows.Effect) bool {
	for _, e := range effects {
		if _, ok := e.(flows.Toast); ok {
			return true
		}
	}
	return false
}

// say replies to the person whose event it is.
func (t *turn) say(ctx context.Context, m flows.Message) error {
	out := Outgoing{Message: &m}
	if m.Edit && t.event.Kind == flows.EventButton {
		out.Edit = t.event.Message
	}
	if m.Replace == "" {
		_, err := t.toPerson(ctx, out)
		return err
	}
	return t.sayInPlace(ctx, m.Replace, out)
}

// sayInPlace replaces the message that was sent under the same name, and
// remembers the one that it sends.
func (t *turn) sayInPlace(ctx context.Context, name string, out Outgoing) error {
	who := t.person // a record outlives the chat's id, which is erasable
	if who == "" {
		who = t.row.Chat
	}
	return t.inPlace(ctx, who, name, out, t.toPerson)
}

// inPlace sends to somebody in place of what was sent to them under the same
// name.
func (b *Bot) inPlace(ctx context.Context, who, name string, out Outgoing, send func(context.Context, Outgoing) (ref string, err error)) error {
	job := "say:" + who + ":" + name
	sent, err := b.Store.Deliveries.List(ctx, job)
	if err != nil {
		return fmt.Errorf("look for the message to replace: %w", err)
	}
	if len(sent) > 0 {
		out.Edit = sent[len(sent)-1].Ref
	}
	ref, err := send(ctx, out)
	if err != nil || ref == "" || ref == out.Edit {
		return err
	}
	return b.delivered(ctx, storage.Delivery{Job: job, Recipient: who, Mark: ref, Ref: ref, Outcome: outcomeSent})
}

func (t *turn) toast(ctx context.Context, toast flows.Toast) error {
	if t.event.Kind != flows.EventButton {
		return nil
	}
	_, err := t.toPerson(ctx, Outgoing{Toast: &toast, Answer: t.event.Key})
	return err
}

// show sends a kept file back.
func (t *turn) show(ctx context.Context, e flows.Show) error {
	if e.Evidence.Blob == "" {
		return fmt.Errorf("evidence %s has no content to show", e.Evidence.ID)
	}
	_, err := t.toPerson(ctx, Outgoing{File: &File{
		Name: e.Evidence.Name, Kind: fileKind(e.Evidence), Caption: e.Caption,
		Open: func() (io.ReadCloser, error) { return t.Store.Blobs.Open(ctx, e.Evidence.Blob) },
	}})
	return err
}

// fileKind is how the content is sent: what was sent as a document may be too
// large for a photo, and must come back as it was.
func fileKind(e scoring.Evidence) string {
	switch {
	case e.Kind == scoring.EvidencePhoto && e.Type == "image/jpeg":
		return string(scoring.EvidencePhoto)
	case e.Kind == scoring.EvidenceVideo && e.Type == "video/mp4":
		return string(scoring.EvidenceVideo)
	default:
		return string(scoring.EvidenceDocument)
	}
}

// toPerson sends to the person whose event it is. Somebody who cannot be
// reached is noted, what will never be taken is logged; neither fails the row.
func (t *turn) toPerson(ctx context.Context, out Outgoing) (ref string, err error) {
	if t.gone {
		return "", nil
	}
	ref, err = t.send(ctx, t.row.Chat, out)
	switch sendErrorKind(err) {
	case SendUnreachable:
		t.gone = true
		return "", t.people.mark(ctx, t.row.Chat, true)
	case SendFinal:
		t.Log.ErrorContext(ctx, "a message will never be taken", "key", t.row.Key, "error", err)
		return "", nil
	default: // sent, or to be tried again
		return ref, err
	}
}

// delivered inserts a record; one that is there already is as good.
func (b *Bot) delivered(ctx context.Context, d storage.Delivery) error {
	d.At = stamp(b.Clock.Now())
	err := b.Store.Deliveries.Insert(ctx, d)
	if err != nil && !errors.Is(err, storage.ErrExists) {
		return fmt.Errorf("record a delivery of %s: %w", d.Job, err)
	}
	return nil
}
