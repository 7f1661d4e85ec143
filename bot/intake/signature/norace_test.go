//go:build !race

package signature_test

// slowed is how many times slower than usual the tests may be.
const slowed = 1
