//go:build linux || darwin

package embedded

import (
	"fmt"
	"syscall"
)

func freeBytes(dir string) (int64, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return 0, fmt.Errorf("ask for free space of %s: %w", dir, err)
	}
	return int64(stat.Bavail * uint64(stat.Bsize)), nil
}
