package flowtest

import (
	"encoding/json"
	"time"

	"minhchung/flows"
)

// Worker takes the events of a transcript through in the stage's place: a
// whole bot must say the same as flows alone.
type Worker interface {
	// Play takes one event through and tells what was seen of it, line by line.
	Play(e flows.Event) ([]string, error)
	// Settle lets the clock run until nothing waits any more.
	Settle() ([]string, error)
}

func (s *Stage) work(e flows.Event) ([]string, error) {
	if s.worker != nil {
		return s.worker.Play(e)
	}
	return s.play(e)
}

func (s *Stage) rest() ([]string, error) {
	if s.worker != nil {
		return s.worker.Settle()
	}
	return s.settle()
}

// World is what is the same for all people of the stage; its Now is the stage's.
func (s *Stage) World() flows.World { return s.world }

// Until lets the stage's clock run to a moment.
func (s *Stage) Until(at time.Time) { s.world.Now = at }

// Wake makes the event of a wake, which counts like every other.
func (s *Stage) Wake(chat string) flows.Event { return s.event(flows.EventWake, chat) }

// Chat names the chat of somebody of the cast.
func (s *Stage) Chat(p Persona) string { return s.chat(p.Tag) }

// People are those whom the office knows before the first line.
func (s *Stage) People() map[string]flows.Person { return s.people }

// Seed is what the streams hold before the first line: for each, the entries
// of its documents.
func (s *Stage) Seed() map[string][][]json.RawMessage {
	seed := map[string][][]json.RawMessage{}
	for stream, docs := range s.streams {
		for _, doc := range docs {
			seed[stream] = append(seed[stream], doc.entries)
		}
	}
	return seed
}

// Shown puts a message on the screen of the event's chat and writes it as
// transcripts do.
func (s *Stage) Shown(tag string, e flows.Event, m flows.Message) []string { return s.shown(tag, e, m) }

// Block writes a tagged text as transcripts do.
func Block(tag, text string) []string { return block(tag, text) }

// FirstDifference shows where two transcripts part.
func FirstDifference(want, got string) string { return firstDifference(want, got) }
