package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

const (
	waitingKey = "w:" // of a row that waits for its time
	ripePrefix = "r:" // of the row that it becomes
)

// longestKey bounds keys: a wake may be caused by a wake, and so on for ever.
const longestKey = 120

// wakeKey names the wake that is a cause's effect of that index: the same when
// the cause is worked again, so that it is kept once.
func wakeKey(cause string, index int) string {
	key := fmt.Sprintf("%s%s:%d", waitingKey, cause, index)
	if len(key) > longestKey {
		sum := sha256.Sum256([]byte(key))
		return waitingKey + hex.EncodeToString(sum[:])
	}
	return key
}

func ripeKey(waiting string) string {
	return ripePrefix + strings.TrimPrefix(waiting, waitingKey)
}
