package scoring

import "math/big"

// ratioInput is a part of a whole, as the four ratio rules ask for it.
type ratioInput struct {
	ID      string     `yaml:"id"`
	Part    words      `yaml:"part"`
	Whole   wholeInput `yaml:"whole"`
	Example string     `yaml:"example"`

	source     *WholeSource
	zeroIsFull bool // 0 of 0 is everything
	noPercent  bool
}

// wholeInput says what the whole is and where it comes from: the name of one
// of the edition's wholes, a number, or nowhere.
type wholeInput struct {
	Words   words  `yaml:",inline"`
	From    string `yaml:"from"`
	Fixed   *int64 `yaml:"fixed"`
	Confirm bool   `yaml:"confirm"`
}

const ratioForm = `{"part":…,"whole":…} hoặc {"percent":…}`

func (in *ratioInput) prepare(place string, ctx ruleContext) {
	in.Part.check(place+".part", ctx)
	in.Whole.Words.check(place+".whole", ctx)
	switch w := in.Whole; {
	case w.From != "" && w.Fixed != nil:
		ctx.report(place+".whole", "either from or fixed, not both")
	case w.Fixed != nil && *w.Fixed < 1:
		ctx.report(place+".whole.fixed", "a whole is at least 1")
	case w.Fixed != nil:
		in.source = &WholeSource{Fixed: *w.Fixed}
	case w.From != "" && ctx.wholes[w.From] == nil:
		ctx.report(place+".whole.from", "the whole %q does not exist", w.From)
	case w.From != "":
		in.source = ctx.wholes[w.From]
	case w.Confirm:
		ctx.report(place+".whole.confirm", "there is nothing to confirm without from or fixed")
	}
}

func (in *ratioInput) input() Input {
	return Input{
		ID: in.ID, Kind: InputRatio, Label: in.Part.Label, LabelEN: in.Part.LabelEN, Example: in.Example,
		WholeLabel: in.Whole.Words.Label, WholeLabelEN: in.Whole.Words.LabelEN, Whole: in.source,
		ConfirmWhole: in.Whole.Confirm, ZeroIsFull: in.zeroIsFull, PercentToo: !in.noPercent,
	}
}

// fraction gives part / whole, from 0 to 1.
func (in *ratioInput) fraction(r Ratio, p Profile) (*big.Rat, *AnswerError) {
	if r.Percent != nil && !in.noPercent && r.Part == nil && r.Whole == nil {
		if r.Percent.isNegative() || r.Percent.Cmp(Int(100)) > 0 {
			return nil, in.wrong(AnswerError{Code: PercentRange, Got: *r.Percent})
		}
		return quotient(*r.Percent, Int(100)), nil
	}
	if r.Part == nil || r.Percent != nil {
		return nil, in.wrong(AnswerError{Code: WrongShape, Form: in.form()})
	}
	part, whole, err := in.counts(r, p)
	if err != nil {
		return nil, err
	}
	if whole == (Number{}) { // counts let it pass: nothing occurred
		return big.NewRat(1, 1), nil
	}
	return quotient(part, whole), nil
}

// counts gives both counts, checked; the whole is completed where it was left out.
func (in *ratioInput) counts(r Ratio, p Profile) (part, whole Number, wrong *AnswerError) {
	if err := checkCount(*r.Part); err != nil {
		return part, whole, in.wrong(*err)
	}
	part = *r.Part
	if whole, wrong = in.wholeOf(r, p); wrong != nil {
		return part, whole, in.wrong(*wrong)
	}
	if whole == (Number{}) && !in.zeroIsFull {
		return part, whole, in.wrong(AnswerError{Code: WholeZero, Part: part})
	}
	if part.Cmp(whole) > 0 {
		return part, whole, in.wrong(AnswerError{Code: PartAboveWhole, Part: part, Whole: whole})
	}
	return part, whole, nil
}

func (in *ratioInput) wholeOf(r Ratio, p Profile) (Number, *AnswerError) {
	if r.Whole == nil {
		if in.source == nil {
			return Number{}, &AnswerError{Code: WholeMissing, Part: *r.Part}
		}
		n, _, known := in.source.Of(p)
		if !known {
			return Number{}, &AnswerError{Code: WholeMissing, Part: *r.Part}
		}
		return Int(n), nil
	}
	if err := checkCount(*r.Whole); err != nil {
		return Number{}, err
	}
	if in.source != nil && in.source.IsFixed() && *r.Whole != Int(in.source.Fixed) {
		return Number{}, &AnswerError{Code: WholeContradicts, Whole: *r.Whole, Want: Int(in.source.Fixed)}
	}
	return *r.Whole, nil
}

func (in *ratioInput) wrong(e AnswerError) *AnswerError {
	e.Input = in.ID
	return &e
}

// checkCount takes whole numbers from 0.
func checkCount(n Number) *AnswerError {
	if n.isNegative() {
		return &AnswerError{Code: Negative, Got: n}
	}
	if !n.isWhole() {
		return &AnswerError{Code: NotWholeNumber, Got: n}
	}
	return nil
}

// only gives the fraction of an answer that holds nothing but this ratio.
func (in *ratioInput) only(a Answer, p Profile) (*big.Rat, error) {
	if a.shape()&^(hasPart|hasWhole|hasPercent) != 0 {
		return nil, in.wrong(AnswerError{Code: WrongShape, Form: in.form()})
	}
	f, err := in.fraction(a.Ratio(), p)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (in *ratioInput) form() string {
	if in.noPercent {
		return `{"part":…,"whole":…}`
	}
	return ratioForm
}
