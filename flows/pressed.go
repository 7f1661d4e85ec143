package flows

// pressed takes a button.
func (t *turn) pressed() {
	action, ok := ParseAction(t.e.Data)
	if !ok {
		t.staleButton()
		return
	}
	t.dispatch(action)
}

// dispatch sends an action to its flow. Rights are looked at there, for
// typed lines and buttons alike.
func (t *turn) dispatch(a Action) {
	switch a.Flow {
	case flowStart:
		t.staleButton()
	case flowMenu:
		t.pressedMenu(a)
	case flowWalk, flowCard, flowMissing, flowDue, flowScore:
		t.pressedView(a)
	case flowAnswer:
		t.pressedAnswer(a)
	case flowConflict:
		t.pressedConflict(a)
	case flowEvidence:
		t.pressedEvidence(a)
	case flowPlace:
		t.pressedPlace(a)
	case flowNote:
		t.pressedNote(a)
	case flowDescribe:
		t.pressedDescribe(a)
	case flowNA:
		t.pressedNA(a)
	case flowSigned:
		t.pressedSigned(a)
	case flowClosing:
		t.pressedClosing(a)
	case flowSecret:
		t.pressedSecret(a)
	case flowProfile:
		t.pressedProfile(a)
	case flowAdmin:
		t.pressedAdmin(a)
	case flowReview:
		t.pressedReview(a)
	case flowFigures:
		t.pressedFigures(a)
	case flowReminder:
		t.pressedReminder(a)
	case flowAnnounce:
		t.pressedAnnounce(a)
	default:
		t.staleButton()
	}
}

// pressedView takes the buttons that only show a dossier.
func (t *turn) pressedView(a Action) {
	if a.Flow == flowDue { // the office asks for the days as well
		t.pressedDue(a)
		return
	}
	if !t.hasDossier() {
		return
	}
	switch a.Flow {
	case flowWalk:
		t.pressedWalk(a)
	case flowCard:
		t.pressedCard(a)
	case flowMissing:
		t.pressedMissing(a)
	default: // flowScore: dispatch sends no others here
		t.pressedScore(a)
	}
}

// staleButton answers a button that leads nowhere any more.
func (t *turn) staleButton() {
	t.toast("common.stale_button", nil)
	t.resume()
}

// oldAnswer answers a button of a question that is no longer open: it does
// nothing but show the one that is.
func (t *turn) oldAnswer() {
	t.toast("common.old_answer", nil)
	t.resume()
}

// readOnly answers who may look but not file.
func (t *turn) readOnly() { t.say("common.read_only", nil, t.homeRow()) }
