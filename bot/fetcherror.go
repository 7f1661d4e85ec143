package bot

import "minhchung/flows"

// FetchError is what Channel.Fetch returns when the content will never be
// had: flows.RefusedTooLarge or flows.RefusedGone. Its text never holds a token.
type FetchError struct {
	Refused flows.Refusal
	Detail  string
}

func (e *FetchError) Error() string { return "fetch: " + string(e.Refused) + ": " + e.Detail }
