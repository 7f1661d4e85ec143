package main

import (
	"os"
	"runtime/debug"
)

// garbagePercent is how much garbage may gather before it is collected, as a
// share of what is in use. A step leaves a lot and keeps next to nothing: with
// Go's own 100 a busy bot spends a quarter of its time on collecting a few
// megabytes. Less of it saves next to no memory: at 500 chats 150 MB are needed either
// way, 50 of them for reading PDFs.
const garbagePercent = 200

// allowGarbage sets it, unless whoever runs the bot has chosen by GOGC.
func allowGarbage() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
}
