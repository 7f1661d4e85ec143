// Package signaturetest makes signed PDFs for tests: an authority with its
// desks and timestamps, and documents that are written, signed and updated the
// way that office programs do it, or a forger would.
//
// It must not know how signatures are checked. Errors are panics: they are
// mistakes of a test.
package signaturetest

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
