//go:build !unix

package signature_test

import (
	"testing"
	"time"
)

var began = time.Now()

// used is how long the process runs: what the system's processors did for it is
// not asked here.
func used(*testing.T) time.Duration { return time.Since(began) }
