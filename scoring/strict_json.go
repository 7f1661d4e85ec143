package scoring

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"unicode/utf8"
)

// strictObject reads the one object that data holds. It refuses what
// encoding/json lets pass: broken UTF-8, something after the object, the same
// name twice in any object.
func strictObject(data []byte) (map[string]json.RawMessage, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF")) // an office PC's editor puts it there
	if !utf8.Valid(data) {
		return nil, badInput("broken JSON: not UTF-8")
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		return nil, badInput("broken JSON: %s", err)
	}
	if err := refuseTwice(whole); err != nil {
		return nil, err
	}
	return objectOf(whole, "the answers")
}

func objectOf(raw json.RawMessage, what string) (map[string]json.RawMessage, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil || object == nil {
		return nil, badInput("%s: an object is needed", what)
	}
	return object, nil
}

func sortedKeys(object map[string]json.RawMessage) []string {
	return slices.Sorted(maps.Keys(object))
}

// level is an object or array that refuseTwice is inside of.
type level struct {
	names map[string]bool // nil in an array
	key   bool            // the next token is a name
}

// refuseTwice walks through valid JSON and finds a name that an object has twice.
func refuseTwice(raw json.RawMessage) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var levels []level
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badInput("broken JSON: %s", err)
		}
		if token == json.Delim('}') || token == json.Delim(']') {
			levels = levels[:len(levels)-1]
			continue
		}
		if n := len(levels); n > 0 && levels[n-1].names != nil {
			if top := &levels[n-1]; top.key {
				name, _ := token.(string)
				if top.names[name] {
					return badInput("broken JSON: %q is there twice", name)
				}
				top.names[name], top.key = true, false
				continue
			}
			levels[n-1].key = true
		}
		switch token {
		case json.Delim('{'):
			levels = append(levels, level{names: map[string]bool{}, key: true})
		case json.Delim('['):
			levels = append(levels, level{})
		}
	}
}
