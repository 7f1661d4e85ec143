package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"minhchung/bot/sandbox"
)

// person is somebody with a phone. What they do waits for the bot's reply, and
// fails the test when none comes that says what it should.
type person struct {
	t        testing.TB
	telegram *sandbox.Server
	id       int64
	looking  int64  // the message that the person looks at
	before   func() // what happens before each thing that the person does; nil for nothing
}

func (x *town) person(id int64) *person {
	return &person{t: x.t, telegram: x.telegram, id: id}
}

func (p *person) about() {
	if p.before != nil {
		p.before()
	}
}

// say types a line and looks at the reply that holds all of the wanted words.
func (p *person) say(text string, want ...string) {
	p.t.Helper()
	p.about()
	said, err := p.telegram.Say(p.id, text)
	if err != nil {
		p.t.Fatalf("say %q: %v", text, err)
	}
	p.reads(fmt.Sprintf("after %q", text), said.MessageID, want...)
}

// arrive opens the bot by a link.
func (p *person) arrive(payload string, want ...string) {
	p.t.Helper()
	p.about()
	said, err := p.telegram.Begin(p.id, payload)
	if err != nil {
		p.t.Fatal(err)
	}
	p.reads("after the link", said.MessageID, want...)
}

// share shares the person's own phone number.
func (p *person) share(want ...string) {
	p.t.Helper()
	p.about()
	said, err := p.telegram.ShareContact(p.id)
	if err != nil {
		p.t.Fatal(err)
	}
	p.reads("after the phone number", said.MessageID, want...)
}

// reads waits for a message after the given one that holds all of the words,
// and looks at it from then on.
func (p *person) reads(when string, after int64, want ...string) sandbox.Message {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m, err := p.telegram.WaitMessage(ctx, p.id, func(m sandbox.Message) bool {
		return m.MessageID > after && holds(m, want)
	})
	if err != nil {
		p.t.Fatalf("%s nothing says %q: %v", when, want, err)
	}
	p.looking = m.MessageID
	return m
}

func holds(m sandbox.Message, want []string) bool {
	return !slices.ContainsFunc(want, func(words string) bool { return !strings.Contains(m.Body(), words) })
}

// tap presses the button whose label begins so, under the message that the
// person looks at or else the newest one that has it. The reply is that
// message as it was edited, or a new one.
func (p *person) tap(label string, want ...string) {
	p.t.Helper()
	p.about()
	newest, under, button := p.find(label)
	if button == "" {
		p.t.Fatalf("no button begins with %q:\n%s", label, p.telegram.Chat(p.id))
	}
	press, err := p.telegram.Press(p.id, under, button)
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// The answer to the press comes last, when all else has been said.
	if _, err := p.telegram.WaitAnswered(ctx, press); err != nil {
		p.t.Fatalf("[%s]: %v\n%s", label, err, p.telegram.Chat(p.id))
	}
	for _, m := range slices.Backward(p.telegram.Messages(p.id)) {
		if m.FromBot() && (m.MessageID > newest || m.MessageID == under) && holds(m, want) {
			p.looking = m.MessageID
			return
		}
	}
	p.t.Fatalf("after [%s] nothing says %q:\n%s", label, want, p.telegram.Chat(p.id))
}

// seen is the message that the person looks at, as it is now.
func (p *person) seen() sandbox.Message {
	p.t.Helper()
	for _, m := range p.telegram.Messages(p.id) {
		if m.MessageID == p.looking {
			return m
		}
	}
	p.t.Fatalf("message %d is gone", p.looking)
	return sandbox.Message{}
}

// offers says whether a button of what the person looks at begins so.
func (p *person) offers(label string) bool {
	p.t.Helper()
	return slices.ContainsFunc(p.seen().Buttons(), func(b sandbox.Button) bool { return strings.HasPrefix(b.Text, label) })
}

// find gives the chat's newest message, and the button with the message that it stands under.
func (p *person) find(label string) (newest, under int64, data string) {
	for _, m := range p.telegram.Messages(p.id) {
		newest = m.MessageID
		if under == p.looking && data != "" {
			continue
		}
		for _, b := range m.Buttons() {
			if strings.HasPrefix(b.Text, label) {
				under, data = m.MessageID, b.CallbackData
				break
			}
		}
	}
	return newest, under, data
}

// send sends a file with a caption.
func (p *person) send(f file, caption string, want ...string) {
	p.t.Helper()
	p.about()
	sent, err := p.telegram.Upload(p.id, f.upload(caption))
	if err != nil {
		p.t.Fatal(err)
	}
	p.reads("after "+f.name, sent.MessageID, want...)
}

// sendAlbum sends several files at once.
func (p *person) sendAlbum(files []file, caption string, want ...string) {
	p.t.Helper()
	p.about()
	var uploads []sandbox.Upload
	for _, f := range files {
		uploads = append(uploads, f.upload(caption))
		caption = ""
	}
	sent, err := p.telegram.Album(p.id, uploads...)
	if err != nil {
		p.t.Fatal(err)
	}
	p.reads("after an album", sent[0].MessageID, want...)
}

// file is what a person has on the phone.
type file struct {
	name    string
	content []byte
	photo   bool
}

func (f file) upload(caption string) sandbox.Upload {
	return sandbox.Upload{Name: f.name, Content: bytes.NewReader(f.content), AsPhoto: f.photo, Caption: caption}
}

func (f file) sha() string { return shaOf(f.content) }

func shaOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// received reads the file that a message of the bot brings.
func (p *person) received(m sandbox.Message) []byte {
	p.t.Helper()
	id := ""
	switch {
	case m.Document != nil:
		id = m.Document.FileID
	case len(m.Photo) > 0:
		id = m.Photo[len(m.Photo)-1].FileID
	}
	content, err := p.telegram.Content(id)
	if err != nil {
		p.t.Fatalf("message %d brings no file: %v", m.MessageID, err)
	}
	defer content.Close()
	raw, err := io.ReadAll(content)
	if err != nil {
		p.t.Fatal(err)
	}
	return raw
}
