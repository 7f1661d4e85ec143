package pdf

import "syscall"

// reserve gives memory that takes none until it is touched; where the system
// refuses, Go's own.
func reserve(size int) []byte {
	region, err := syscall.Mmap(-1, 0, size, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return make([]byte, size)
	}
	return region
}

// vacate zeroes memory by giving it back to the system, and says that it can be
// used again.
func vacate(region []byte) bool {
	return syscall.Madvise(region, syscall.MADV_DONTNEED) == nil
}

// release unmaps what reserve mapped, and finds nothing to do for Go's own.
func release(region []byte) { _ = syscall.Munmap(region) }
