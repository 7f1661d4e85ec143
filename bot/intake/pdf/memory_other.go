//go:build !linux

package pdf

// Elsewhere it is Go's own memory, new for each file.

func reserve(size int) []byte { return make([]byte, size) }

func vacate([]byte) bool { return false }

func release([]byte) {}
