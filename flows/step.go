// Package flows is the conversation: what the bot does with an event, as a
// pure function of what it may read and where the chat stands.
//
// It knows no Telegram, no storage, no clock and no I/O. What is to be done
// comes back as effects; the bot performs them.
package flows

// Step decides what follows from an event. It returns the session that the
// chat is left in and what is to be done, in order. An error means that the
// program is wrong, never the person.
func Step(w World, s Session, e Event) (Session, []Effect, error) {
	return s, nil, nil
}

// Admit says whether an upload may be fetched at all: nothing is downloaded
// from people who may not file.
func Admit(w World, s Session, e Event) Refusal {
	return RefusedNot
}
