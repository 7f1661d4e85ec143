package scoring

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Answer is what a person or a file answered to one criterion. Which fields
// are set depends on the rule; the rule judges them.
//
//	{"choice":"head"}  {"yes":true}  {"done":["held"]}  {"count":5}
//	{"part":37,"whole":119}  {"percent":95.5}  {"ratios":[{…},{…}]}
type Answer struct {
	Choice  *string  `json:"choice,omitempty"`
	Yes     *bool    `json:"yes,omitempty"`
	Done    []string `json:"done,omitzero"` // nil: not answered; empty: nothing is done
	Part    *Number  `json:"part,omitempty"`
	Whole   *Number  `json:"whole,omitempty"`
	Percent *Number  `json:"percent,omitempty"`
	Ratios  []Ratio  `json:"ratios,omitzero"`
	Count   *Number  `json:"count,omitempty"`
}

// Ratio is a part of a whole, or a percentage.
type Ratio struct {
	Part    *Number `json:"part,omitempty"`
	Whole   *Number `json:"whole,omitempty"`
	Percent *Number `json:"percent,omitempty"`
}

// ChoiceAnswer picks an option.
func ChoiceAnswer(id string) Answer { return Answer{Choice: &id} }

// YesAnswer says yes or no.
func YesAnswer(yes bool) Answer { return Answer{Yes: &yes} }

// DoneAnswer ticks parts; without any, nothing is done.
func DoneAnswer(ids ...string) Answer { return Answer{Done: append([]string{}, ids...)} }

// CountAnswer gives a number.
func CountAnswer(n int64) Answer { return Answer{Count: Int(n).Ref()} }

// RatioAnswer gives a part of a whole.
func RatioAnswer(part, whole int64) Answer { return PartOf(part, whole).Answer() }

// PercentAnswer gives a percentage.
func PercentAnswer(percent Number) Answer { return Answer{Percent: &percent} }

// PartOf gives a ratio of two counts.
func PartOf(part, whole int64) Ratio { return Ratio{Part: Int(part).Ref(), Whole: Int(whole).Ref()} }

// Answer makes the ratio an answer of its own.
func (r Ratio) Answer() Answer { return Answer{Part: r.Part, Whole: r.Whole, Percent: r.Percent} }

// Ratio gives the answer's own part, whole and percentage.
func (a Answer) Ratio() Ratio { return Ratio{Part: a.Part, Whole: a.Whole, Percent: a.Percent} }

// Equal says whether two answers say the same.
func (a Answer) Equal(b Answer) bool {
	return equalRef(a.Choice, b.Choice) && equalRef(a.Yes, b.Yes) && equalRef(a.Count, b.Count) &&
		a.Ratio().Equal(b.Ratio()) &&
		(a.Done == nil) == (b.Done == nil) && slices.Equal(a.Done, b.Done) &&
		slices.EqualFunc(a.Ratios, b.Ratios, Ratio.Equal)
}

// Equal says whether two ratios say the same.
func (r Ratio) Equal(s Ratio) bool {
	return equalRef(r.Part, s.Part) && equalRef(r.Whole, s.Whole) && equalRef(r.Percent, s.Percent)
}

func equalRef[T comparable](a, b *T) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// IsZero says that nothing is answered.
func (a Answer) IsZero() bool { return a.Equal(Answer{}) }

// shape is the set of an answer's fields that are given.
type shape uint8

const (
	hasChoice shape = 1 << iota
	hasYes
	hasDone
	hasPart
	hasWhole
	hasPercent
	hasRatios
	hasCount
)

func (a Answer) shape() shape {
	var s shape
	for _, field := range []struct {
		given bool
		bit   shape
	}{
		{a.Choice != nil, hasChoice}, {a.Yes != nil, hasYes}, {a.Done != nil, hasDone},
		{a.Part != nil, hasPart}, {a.Whole != nil, hasWhole}, {a.Percent != nil, hasPercent},
		{a.Ratios != nil, hasRatios}, {a.Count != nil, hasCount},
	} {
		if field.given {
			s |= field.bit
		}
	}
	return s
}

// ParseAnswer reads an answer strictly: an unknown field is an error of the
// file, a value of the wrong kind an *AnswerError.
func ParseAnswer(raw json.RawMessage) (Answer, error) {
	var a Answer
	err := parseFields(raw, map[string]any{
		"choice": &a.Choice, "yes": &a.Yes, "done": &a.Done, "part": &a.Part,
		"whole": &a.Whole, "percent": &a.Percent, "count": &a.Count,
	}, func(key string, value json.RawMessage) error {
		if key != "ratios" {
			return fmt.Errorf("unknown field %q in an answer", key)
		}
		ratios, err := parseRatios(value)
		a.Ratios = ratios
		return err
	})
	return a, err
}

func parseRatios(raw json.RawMessage) ([]Ratio, error) {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil || items == nil {
		return nil, &AnswerError{Code: WrongShape}
	}
	ratios := make([]Ratio, len(items))
	for i, item := range items {
		r := &ratios[i]
		err := parseFields(item, map[string]any{"part": &r.Part, "whole": &r.Whole, "percent": &r.Percent},
			func(key string, _ json.RawMessage) error {
				return fmt.Errorf("unknown field %q in a ratio", key)
			})
		if err != nil {
			return nil, err
		}
	}
	return ratios, nil
}

// parseFields reads the known fields of an object, by their exact names, and
// hands the others to other. All are looked at, in a fixed order, so that an
// unknown field is found whatever else is wrong.
func parseFields(raw json.RawMessage, known map[string]any, other func(string, json.RawMessage) error) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil || object == nil {
		return &AnswerError{Code: WrongShape}
	}
	var wrong, unknown error
	for key, value := range object {
		target, ok := known[key]
		if !ok {
			if err := other(key, value); err != nil {
				if shape := (*AnswerError)(nil); errors.As(err, &shape) {
					wrong = err
				} else {
					unknown = err
				}
			}
			continue
		}
		if err := json.Unmarshal(value, target); err != nil {
			wrong = &AnswerError{Code: WrongShape}
		}
	}
	if unknown != nil {
		return unknown
	}
	return wrong
}
