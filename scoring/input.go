package scoring

// InputKind is how an input is asked for.
type InputKind string

// The kinds of inputs.
const (
	InputChoice    InputKind = "choice"
	InputYesNo     InputKind = "yes_no"
	InputChecklist InputKind = "checklist"
	InputRatio     InputKind = "ratio"
	InputCount     InputKind = "count"
)

// Input is one thing that a criterion asks for. Labels are noun phrases: a
// ratio is asked as "{Label} trên {WholeLabel}?".
type Input struct {
	ID      string // unique in its rule
	Kind    InputKind
	Label   string // what is asked; of a ratio, its part
	LabelEN string
	Options []Option // of choices and checklists
	Example string   // "37/119"

	WholeLabel   string // ratios only
	WholeLabelEN string
	Whole        *WholeSource // where the whole comes from when it is not given; nil: nowhere
	ConfirmWhole bool         // even a known whole is asked to be confirmed
	ZeroIsFull   bool         // nothing occurred (0 of 0) gives all points
	PercentToo   bool         // a percentage may be given instead
}

// LabelIn gives the label in a language.
func (in Input) LabelIn(lang string) string { return pick(lang, in.Label, in.LabelEN) }

// WholeLabelIn gives the whole's label in a language.
func (in Input) WholeLabelIn(lang string) string { return pick(lang, in.WholeLabel, in.WholeLabelEN) }

// Check judges one ratio of the input alone, so that a person hears of a
// mistake before the other inputs are asked. The error is an *AnswerError.
func (in Input) Check(r Ratio, p Profile) error {
	rule := ratioInput{ID: in.ID, source: in.Whole, zeroIsFull: in.ZeroIsFull, noPercent: !in.PercentToo}
	if _, err := rule.fraction(r, p); err != nil {
		return err
	}
	return nil
}

// Option is one possible answer of a choice, or one part of a checklist.
type Option struct {
	ID       string
	Label    string
	LabelEN  string
	Points   Points
	Requires string // a part that must be ticked too; "" for none
}

// LabelIn gives the label in a language.
func (o Option) LabelIn(lang string) string { return pick(lang, o.Label, o.LabelEN) }

// pick gives the English words where they are wanted and there are any.
func pick(lang, vi, en string) string {
	if lang == "en" && en != "" {
		return en
	}
	return vi
}
