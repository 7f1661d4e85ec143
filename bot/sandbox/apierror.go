package sandbox

import (
	"fmt"
	"net/http"
)

// apiError is what a method answers instead of a result.
type apiError struct {
	Code        int
	Description string
	RetryAfter  int // seconds; only of a 429
}

func (e *apiError) Error() string { return e.Description }

// badRequest is a 400 with Telegram's prefix.
func badRequest(format string, args ...any) error {
	return &apiError{Code: http.StatusBadRequest, Description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(why string) error {
	return &apiError{Code: http.StatusForbidden, Description: "Forbidden: " + why}
}

func conflict(why string) error {
	return &apiError{Code: http.StatusConflict, Description: "Conflict: " + why}
}

func tooMany(seconds int) *apiError {
	return &apiError{
		Code:        http.StatusTooManyRequests,
		Description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		RetryAfter:  seconds,
	}
}

func tooLarge() error {
	return &apiError{Code: http.StatusRequestEntityTooLarge, Description: "Request Entity Too Large"}
}

// internal hides a fault of the sandbox itself behind Telegram's words; the
// cause goes to whoever reads the description while developing.
func internal(err error) error {
	return &apiError{Code: http.StatusInternalServerError, Description: "Internal Server Error: " + err.Error()}
}
