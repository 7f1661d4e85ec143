package bot

// stackNeed is about the deepest stack of a step, in bytes.
const stackNeed = 16 << 10

// growStack gives a new goroutine the stack that a step needs at once, while
// there is nothing on it. Otherwise it grows four times on the way down, and
// each time all of it is copied: that was a twelfth of all the bot's work.
//
//go:noinline
func growStack() {
	var space [stackNeed]byte
	touch(&space)
}

//go:noinline
func touch(space *[stackNeed]byte) { space[0]++ }
