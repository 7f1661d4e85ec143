package scoring

// State is where one criterion of a dossier stands. Each is in exactly one:
// the first that fits, in the order of States.
type State string

// The states.
const (
	StateOff             State = "off"              // switched off for everyone
	StateNotApplicable   State = "not_applicable"   // granted
	StateReturned        State = "returned"         // the verifier wants something
	StateVerified        State = "verified"         //
	StateNAAsked         State = "na_asked"         // "not applicable" is asked for
	StateWaiting         State = "waiting"          // only somebody else's figures are open
	StateUnanswered      State = "unanswered"       //
	StateEvidenceMissing State = "evidence_missing" //
	StateComplete        State = "complete"         //
)

// States lists the states in their order.
func States() []State {
	return []State{
		StateOff, StateNotApplicable, StateReturned, StateVerified, StateNAAsked,
		StateWaiting, StateUnanswered, StateEvidenceMissing, StateComplete,
	}
}

// Missing says that the department has something to do.
func (s State) Missing() bool {
	switch s {
	case StateReturned, StateUnanswered, StateEvidenceMissing:
		return true
	case StateOff, StateNotApplicable, StateVerified, StateNAAsked, StateWaiting, StateComplete:
		return false
	}
	return false
}

// Assessed says that the criterion counts for the department.
func (s State) Assessed() bool { return s != StateOff && s != StateNotApplicable }

// StateOf gives the state of a criterion.
func StateOf(s Settings, d *Dossier, c *Criterion) State {
	item := d.Item(c.ID)
	return stateOf(s, item, judge(c, item.Answer, d.Profile), c)
}

func stateOf(s Settings, item *Item, j judged, c *Criterion) State {
	switch {
	case s.Off(c.ID):
		return StateOff
	case item.NotApplicable.State == NotApplicableGranted:
		return StateNotApplicable
	case item.Verdict.State == VerdictReturned:
		return StateReturned
	case item.Verdict.State == VerdictVerified:
		return StateVerified
	case item.NotApplicable.State == NotApplicableAsked:
		return StateNAAsked
	}
	return filingState(item, j, c)
}

// filingState is the state of what the department itself has to file.
func filingState(item *Item, j judged, c *Criterion) State {
	open := openSlots(c, item)
	if c.OnlySystem() {
		if open != 0 {
			return StateWaiting // its own estimate makes no difference
		}
		return StateComplete
	}
	if !j.answered || j.err != nil {
		return StateUnanswered
	}
	if !needsEvidence(c, item, j) || open == 0 {
		return StateComplete
	}
	for i := range c.Evidence {
		if open.has(i) && c.Evidence[i].Kind != SlotSystem {
			return StateEvidenceMissing
		}
	}
	return StateWaiting
}
