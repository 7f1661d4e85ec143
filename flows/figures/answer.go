package figures

import (
	"errors"

	"minhchung/scoring"
)

// problem is why a row gives no figure for a criterion.
type problem struct {
	code   Code
	column int // -1 for no single one
	err    *scoring.AnswerError
}

// column is one that says something of a criterion.
type column struct {
	at     int
	target Target
	value  value
}

func (c column) problem() *problem { return &problem{code: c.value.code, column: c.at} }

// answer puts the cells of a row together to the answer of one criterion, and
// lets the criterion's rule judge it.
func (r Reader) answer(c *scoring.Criterion, ref scoring.SlotRef, p placed) (scoring.Answer, *problem) {
	profile := r.Profile(p.department)
	var answer scoring.Answer
	for _, input := range c.Rule.Inputs() {
		columns := r.columns(c, ref, input, p.row)
		if wrong := put(&answer, input, columns, profile, len(c.Rule.Inputs()) > 1); wrong != nil {
			return answer, wrong
		}
	}
	_, err := c.Rule.Claim(answer, profile)
	if err == nil {
		return answer, nil
	}
	bad := &problem{code: BadAnswer, column: -1}
	if !errors.As(err, &bad.err) {
		bad.code = Unclear
	}
	return answer, bad
}

func (r Reader) columns(c *scoring.Criterion, ref scoring.SlotRef, input scoring.Input, row Row) []column {
	var all []column
	for at, t := range r.Mapping.Targets {
		if t.ref() == ref && InputOf(c, t).ID == input.ID {
			all = append(all, column{at, t, read(row.cell(at), t.Field, input)})
		}
	}
	return all
}

// put adds what the columns of one input say to the answer; one of several
// inputs is a ratio among others.
func put(answer *scoring.Answer, input scoring.Input, columns []column, profile scoring.Profile, several bool) *problem {
	if len(columns) == 0 {
		return &problem{code: Missing, column: -1}
	}
	switch input.Kind {
	case scoring.InputRatio:
		ratio, wrong := ratioOf(input, columns, profile)
		if wrong != nil {
			return wrong
		}
		if several {
			answer.Ratios = append(answer.Ratios, ratio)
		} else {
			answer.Part, answer.Whole, answer.Percent = ratio.Part, ratio.Whole, ratio.Percent
		}
		return nil
	case scoring.InputChecklist:
		return putDone(answer, columns)
	case scoring.InputCount, scoring.InputYesNo, scoring.InputChoice:
	}
	only := columns[0]
	if only.value.code != "" {
		return only.problem()
	}
	answer.Count, answer.Yes, answer.Choice = only.value.number, only.value.yes, only.value.choice
	return nil
}

func putDone(answer *scoring.Answer, columns []column) *problem {
	answer.Done = []string{}
	for _, c := range columns {
		switch {
		case c.value.code != "":
			return c.problem()
		case *c.value.yes:
			answer.Done = append(answer.Done, c.target.Option)
		}
	}
	return nil
}

// ratioOf takes part and whole, and a percentage only where they are not
// given. A whole that no column gives is the department's general information
// as it stands now.
func ratioOf(input scoring.Input, columns []column, profile scoring.Profile) (scoring.Ratio, *problem) {
	byField := map[Field]column{}
	for _, c := range columns {
		byField[c.target.Field] = c
	}
	part, hasPart := byField[FieldPart]
	whole, hasWhole := byField[FieldWhole]
	percent, hasPercent := byField[FieldPercent]
	counted := hasPart && part.value.code != Missing
	switch {
	case hasPercent && !counted && percent.value.code == "":
		return scoring.Ratio{Percent: percent.value.number}, nil
	case hasPercent && !counted:
		return scoring.Ratio{}, percent.problem()
	case !hasPart:
		return scoring.Ratio{}, &problem{code: Missing, column: -1}
	case part.value.code != "":
		return scoring.Ratio{}, part.problem()
	case hasWhole && whole.value.code != "":
		return scoring.Ratio{}, whole.problem()
	}
	ratio := scoring.Ratio{Part: part.value.number, Whole: part.value.whole}
	switch {
	case hasWhole && part.value.whole != nil && *part.value.whole != *whole.value.number:
		return ratio, &problem{code: Unclear, column: part.at}
	case hasWhole:
		ratio.Whole = whole.value.number
	case ratio.Whole == nil && input.Whole != nil:
		if n, _, known := input.Whole.Of(profile); known {
			ratio.Whole = scoring.Int(n).Ref()
		}
	}
	return ratio, nil
}
