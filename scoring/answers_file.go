package scoring

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// InputError says that a file of answers cannot be read at all: broken JSON,
// an unknown id or field, a profile that is none.
type InputError struct{ Reason string }

func (e *InputError) Error() string { return e.Reason }

func badInput(format string, args ...any) error { return &InputError{fmt.Sprintf(format, args...)} }

// ScoredAnswers is what `minhchung score` prints.
type ScoredAnswers struct {
	Criteria []ScoredCriterion `json:"criteria"` // all, in the edition's order
	Errors   []ScoredError     `json:"errors"`
	Total    ScoredTotal       `json:"total"`
}

// ScoredCriterion has a claim of null when it is unanswered, switched off or
// not applicable, and of 0 when its answer is wrong.
type ScoredCriterion struct {
	ID      string  `json:"id"`
	Claimed *Points `json:"claimed"`
}

// ScoredError says what is wrong with one answer.
type ScoredError struct {
	ID      string `json:"id"`
	Message string `json:"message"`
}

// ScoredTotal has no percentage when nothing is applicable.
type ScoredTotal struct {
	Claimed       Points  `json:"claimed"`
	ApplicableMax Points  `json:"applicable_max"`
	Percent       *Points `json:"percent"`
	Scaled        *Points `json:"scaled"`
}

// WriteJSON prints it.
func (s ScoredAnswers) WriteJSON(w io.Writer) error { return writeJSON(w, s) }

// ScoreAnswers scores a file of answers without a bot. What is wrong with
// single answers is in the result, and the rest is scored all the same; an
// *InputError means that the file cannot be read.
func ScoreAnswers(r io.Reader, e *Edition) (ScoredAnswers, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return ScoredAnswers{}, fmt.Errorf("read the answers: %w", err)
	}
	object, err := strictObject(data)
	if err != nil {
		return ScoredAnswers{}, err
	}
	d, s := NewDossier(""), Settings{}
	for _, key := range sortedKeys(object) {
		switch raw := object[key]; key {
		case "profile":
			err = readProfile(raw, &d.Profile)
		case "not_applicable":
			err = readIDs(raw, key, e, func(id string) {
				d.touch(Stamp{}, id).NotApplicable.State = NotApplicableGranted
			})
		case "switched_off":
			err = readIDs(raw, key, e, func(id string) {
				_ = s.apply(SwitchSet{Criterion: id}) // a kind that it knows
			})
		case "answers": // after the lists: what they exclude is not even read
		default:
			err = badInput("unknown field %q", key)
		}
		if err != nil {
			return ScoredAnswers{}, err
		}
	}
	if err := readAnswers(object["answers"], e, s, d); err != nil {
		return ScoredAnswers{}, err
	}
	return scoredAnswers(Score(e, s, d)), nil
}

func scoredAnswers(r Report) ScoredAnswers {
	out := ScoredAnswers{Errors: []ScoredError{}, Total: ScoredTotal{
		Claimed: r.Total.Claimed, ApplicableMax: r.Total.Max, Percent: r.Percent, Scaled: r.Scaled,
	}}
	for _, l := range r.Lines {
		out.Criteria = append(out.Criteria, ScoredCriterion{l.Criterion.ID, l.Claimed})
		if l.Err != nil {
			out.Errors = append(out.Errors, ScoredError{l.Criterion.ID, l.Err.Message()})
		}
	}
	return out
}

func readAnswers(raw json.RawMessage, e *Edition, s Settings, d *Dossier) error {
	if raw == nil {
		return nil
	}
	answers, err := objectOf(raw, "answers")
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(answers) {
		c := e.Criterion(id)
		if c == nil {
			return badInput("answers: there is no criterion %q", id)
		}
		if !StateOf(s, d, c).Assessed() || string(answers[id]) == "null" {
			continue
		}
		a, err := ParseAnswer(answers[id])
		var wrong *AnswerError
		if errors.As(err, &wrong) {
			a = Answer{} // of no shape: its rule says what it takes
		} else if err != nil {
			return badInput("answers: %s: %s", id, err)
		}
		d.touch(Stamp{}, id).Answer = &a
	}
	return nil
}

func readIDs(raw json.RawMessage, field string, e *Edition, each func(string)) error {
	var ids []string
	if err := json.Unmarshal(raw, &ids); err != nil {
		return badInput("%s: a list of criteria is needed", field)
	}
	for _, id := range ids {
		if e.Criterion(id) == nil {
			return badInput("%s: there is no criterion %q", field, id)
		}
		each(id)
	}
	return nil
}

func readProfile(raw json.RawMessage, p *Profile) error {
	fields, err := objectOf(raw, "profile")
	if err != nil {
		return err
	}
	for _, id := range sortedKeys(fields) {
		if text := p.text(id); text != nil {
			if err := json.Unmarshal(fields[id], text); err != nil {
				return badInput("profile: %s: a text is needed", id)
			}
			continue
		}
		if p.count(id) == nil {
			return badInput("profile: unknown field %q", id)
		}
		var n *Number
		if err := json.Unmarshal(fields[id], &n); err != nil {
			return badInput("profile: %s: a whole number is needed", id)
		}
		if n == nil {
			continue // null: not given
		}
		if err := p.Set(id, n.decimal()); err != nil {
			return badInput("profile: %s: a whole number from 0 to %d is needed", id, int64(maxFieldCount))
		}
	}
	return nil
}
