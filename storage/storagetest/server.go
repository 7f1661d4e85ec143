package storagetest

import (
	"os"
	"testing"
)

// unavailable ends a test that lacks a server: on a person's machine it is
// skipped and says why, in CI that is a failure.
func unavailable(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}
