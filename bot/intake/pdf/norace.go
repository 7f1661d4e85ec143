//go:build !race

package pdf

// slowed is how many times longer than usual everything takes.
const slowed = 1
