package bot

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"minhchung/flows"
)

// An envelope is what the inbox keeps of a row: a letter for what is inside,
// sixteen random bytes, the content. The random bits are drawn before the row
// is stored, so that an event that is delivered again has the same ones.
const (
	envelopeUpdate = 'u' // an update, as the channel delivered it
	envelopeWake   = 'w' // a flows.Wakeful

	nonceSize = len(flows.Event{}.Nonce)
)

// envelope is an opened one.
type envelope struct {
	kind    byte
	nonce   [nonceSize]byte
	content []byte
}

var errNoEnvelope = errors.New("the row holds no envelope")

func wrap(kind byte, content []byte) []byte {
	sealed := make([]byte, 1+nonceSize, 1+nonceSize+len(content))
	sealed[0] = kind
	rand.Read(sealed[1:]) // never fails: see its documentation
	return append(sealed, content...)
}

func wrapWake(w flows.Wakeful) ([]byte, error) {
	content, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("encode a wake: %w", err)
	}
	return wrap(envelopeWake, content), nil
}

func open(sealed []byte) (envelope, error) {
	if len(sealed) < 1+nonceSize {
		return envelope{}, errNoEnvelope
	}
	e := envelope{kind: sealed[0], content: sealed[1+nonceSize:]}
	if e.kind != envelopeUpdate && e.kind != envelopeWake {
		return envelope{}, errNoEnvelope
	}
	copy(e.nonce[:], sealed[1:])
	return e, nil
}
