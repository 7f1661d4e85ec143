//go:build !race

package intake

// slowed is how many times longer everything takes with the race detector in the program.
const slowed = 1
