//go:build race

package pdf

// slowed is how many times longer than usual everything takes, with the race detector in the program.
const slowed = 6
