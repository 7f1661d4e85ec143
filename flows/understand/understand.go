// Package understand reads what people type: what a line means as a number or
// a yes, which criterion it names, what a question asks for. It is written for
// Vietnamese with and without diacritics, abbreviated and with typing slips,
// and for English.
//
// Everything is a pure function of the text and of an index that is built once
// for an edition. The package must not know the conversation (what was asked,
// who asks), storage, Telegram or the clock; it decides nothing, it only says
// what a text most likely means and how sure that is.
package understand

import "minhchung/scoring"

// Reader reads texts that speak of one edition's criteria. It is built once,
// never changes, and may be used by many at a time.
type Reader struct {
	numbers numberIndex
	search  searchIndex
	phrases phraseIndex
	vocab   vocabulary
}

// New builds the index of an edition. It panics when the package's own
// embedded files are broken: its tests would have failed.
func New(e *scoring.Edition) *Reader {
	search, phrases := newSearchIndex(e.Criteria(), loadSynonyms(synonymsFile)), newPhraseIndex(loadSynonyms(wordingsFile))
	return &Reader{
		numbers: newNumberIndex(e),
		search:  search,
		phrases: phrases,
		vocab:   newVocabulary(search.counts, phrases.counts),
	}
}
