// Package pdf reads the structure of PDF files strictly: objects,
// cross-reference sections, revisions (the first writing of a file and each
// incremental update). What a viewer would repair by guessing is an error here.
//
// It must not know what a signature is, and it shows nothing of a document's
// content. Whatever it reads is hostile: depth, counts and bytes are bounded,
// and a file that needs more than the bounds is an error (ErrTooComplex).
package pdf

import (
	"errors"
	"fmt"
)

// ErrTooComplex says that reading on would take more time or memory than a
// file may cost.
var ErrTooComplex = errors.New("more objects or bytes than a file may cost")

// errShort asks for a larger window of the file.
var errShort = errors.New("the object goes on after the window")

// malformed is an error of the file's structure, at an offset.
func malformed(at int64, format string, args ...any) error {
	return fmt.Errorf("at byte %d: %s", at, fmt.Sprintf(format, args...))
}

// The bounds of one file. They are far above what documents have.
const (
	maxDepth     = 40
	maxObject    = 4 << 20  // bytes of one object without its stream's data
	maxInflated  = 8 << 20  // bytes of one decoded stream
	maxEntries   = 250_000  // cross-reference entries of all sections
	maxSections  = 64       // cross-reference sections
	allParsed    = 48 << 20 // bytes parsed as objects
	allElements  = 1_500_000
	allLookups   = 8_000_000 // of objects in the revisions' tables
	allInflated  = 48 << 20
	cachedBytes  = 12 << 20
	firstWindow  = 2 << 10
	maxObjStream = 20_000 // objects in one object stream
)

// budget is what a file may still cost.
type budget struct {
	parsed, elements, inflated, lookups int
}

func newBudget() *budget {
	return &budget{parsed: allParsed, elements: allElements, inflated: allInflated, lookups: allLookups}
}

func spend(left *int, n int) error {
	if n > *left {
		*left = 0
		return ErrTooComplex
	}
	*left -= n
	return nil
}
