package understand
type phraseIndex struct{}
func newPhraseIndex() phraseIndex { return phraseIndex{} }
