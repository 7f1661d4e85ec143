//go:build unix

package pdf

import "syscall"

// reserve gives memory that takes none until it is touched. Without any left
// it is Go's own.
func reserve(size int) []byte {
	region, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return make([]byte, size)
	}
	return region
}

// release knows what reserve made: Go's own memory it does not find, and leaves.
func release(region []byte) { _ = syscall.Munmap(region) }
