package flows

// resume puts the open question again, or shows the home menu.
func (t *turn) resume() {
	c := t.w.Edition.Criterion(t.s.Criterion)
	switch t.s.Phase {
	case Answering:
		if c != nil {
			t.question(c, t.openInput(c))
			return
		}
	case Filing:
		if old, _, ok := t.replaced(); ok {
			t.askReplacement(old)
			return
		}
		if c != nil && len(t.effects) > 0 && t.item(c).Answer != nil && len(t.missingSlots(c)) == 0 {
			return // something was answered, and nothing more is asked for
		}
		if c != nil {
			t.askFiles(c)
			return
		}
	case Noting:
		if c != nil {
			t.askNote(c)
			return
		}
	case Settling:
		if c != nil && t.s.Prompt.Held != nil {
			t.askConflict(c, t.s.Prompt.Held.Answer)
			return
		}
	case Reasoning:
		t.askReason()
		return
	case Placing:
		if len(t.s.Prompt.Evidence) > 0 {
			if ev, _, ok := t.find(t.s.Prompt.Evidence[0]); ok {
				t.askPlace(ev, nil)
				return
			}
		}
	case Describing:
		if ev, ok := t.described(); ok {
			t.askFact(ev)
			return
		}
	case Profiling:
		t.askField()
		return
	case Inviting, Posting, Deciding, Dating:
		t.askOffice()
		return
	case Importing:
		t.importOn()
		return
	case Inquiring:
		if c != nil {
			t.askInquiry(c)
			return
		}
	case Replying:
		t.askReply()
		return
	case Asking:
		t.askQuestion()
		return
	case Clarifying:
		t.askClarification()
		return
	case Idle, Outside, Confirming, Naming, Phoning, Noticing:
		if c != nil {
			t.card(c)
			return
		}
	}
	t.goHome()
}
