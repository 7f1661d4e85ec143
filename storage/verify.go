package storage

import "fmt"

// Verify checks the chain of one stream's documents, given from the first on:
// numbers without gaps, and each Prev the hash of the document before. The
// error names the first document that does not fit.
func Verify(docs []Document) error {
	prev := ""
	for i, doc := range docs {
		if want := int64(i) + 1; doc.Seq != want {
			return fmt.Errorf("%s: document %d stands where %d belongs", doc.Stream, doc.Seq, want)
		}
		if doc.Stream != docs[0].Stream {
			return fmt.Errorf("%s: document %d belongs to %s", docs[0].Stream, doc.Seq, doc.Stream)
		}
		if doc.Prev != prev {
			return fmt.Errorf("%s: document %d does not follow from the one before: that one was changed, or this one", doc.Stream, doc.Seq)
		}
		prev = doc.Hash()
	}
	return nil
}
