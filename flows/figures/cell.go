package figures

import (
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// value is what a cell says for a field: nothing, or number, yes or choice.
type value struct {
	number *scoring.Number
	whole  *scoring.Number // of a ratio written into the part's column: 37/119
	yes    *bool
	choice *string
	code   Code // what is wrong with it; "" when it can be taken
}

func wrong(code Code) value { return value{code: code} }

func numberOf(n scoring.Number) value { return value{number: &n} }

// read says what a cell says for a field. What is unclear is never guessed.
func read(cell Cell, field Field, input scoring.Input) value {
	text := strings.TrimSpace(cell.Text)
	switch {
	case cell.Formula:
		return wrong(Formula)
	case isEmpty(text):
		return wrong(Missing)
	}
	switch field {
	case FieldYes, FieldDone:
		return readYes(text)
	case FieldChoice:
		return readChoice(text, input)
	case FieldPercent:
		return readPercent(cell, text)
	case FieldPart, FieldWhole, FieldCount:
		return readCount(cell, text, field)
	}
	return wrong(Unclear)
}

// isEmpty recognises how people write that there is nothing.
func isEmpty(text string) bool {
	switch strings.ToLower(text) {
	case "", "-", "--", "–", "—", "...", "…", "n/a", "na", "#n/a", "null", ".":
		return true
	}
	return false
}

// readYes takes a status as the export gives it: "chưa kết nối" is a plain no
// on the day of the export.
func readYes(text string) value {
	yes := false
	switch strings.ToLower(text) {
	case "1", "x", "✓", "✔", "v", "true", "y", "yes":
		yes = true
	case "0", "false", "n", "no":
	default:
		switch understand.ParseYesNo(text) {
		case understand.Yes:
			yes = true
		case understand.No, understand.NotYetOrNo:
		case understand.YesNoUnclear:
			return wrong(Unclear)
		}
	}
	return value{yes: &yes}
}

func readChoice(text string, input scoring.Input) value {
	labels := make([]string, len(input.Options))
	for i, o := range input.Options {
		labels[i] = o.Label
	}
	i, ok := understand.PickOption(text, labels)
	if !ok {
		return wrong(Unclear)
	}
	return value{choice: &input.Options[i].ID}
}

// readPercent takes a percentage. A bare number up to 1 may be a share or a
// percentage: that is for a person to say.
func readPercent(cell Cell, text string) value {
	n, percent, ok := plainNumber(cell, text)
	if !ok {
		typed := understand.ParseNumber(text)
		switch typed.Kind {
		case understand.NumberPercent:
			return numberOf(typed.Value)
		case understand.NumberFraction:
			n = typed.Value
		case understand.NumberCount:
			n = scoring.Int(typed.Count)
		default:
			return wrong(codeOf(typed.Kind))
		}
	}
	if !percent && n.Cmp(scoring.Int(0)) > 0 && n.Cmp(scoring.Int(1)) <= 0 {
		return wrong(Unclear)
	}
	return numberOf(n)
}

// plainNumber reads what the file itself says is a number.
func plainNumber(cell Cell, text string) (n scoring.Number, percent, ok bool) {
	if !cell.Number {
		return n, false, false
	}
	text, percent = strings.CutSuffix(text, "%")
	n, err := scoring.ParseNumber(text)
	return n, percent, err == nil
}

func readCount(cell Cell, text string, field Field) value {
	if strings.HasPrefix(text, "#") { // an error of the spreadsheet: #DIV/0!
		return wrong(NotANumber)
	}
	if n, percent, ok := plainNumber(cell, text); ok {
		if percent {
			return wrong(NotANumber)
		}
		return numberOf(n)
	}
	typed := understand.ParseNumber(text)
	if field != FieldPart {
		typed = typed.WithoutRatio()
	}
	switch typed.Kind {
	case understand.NumberCount:
		return numberOf(scoring.Int(typed.Count))
	case understand.NumberFraction:
		return numberOf(typed.Value) // the rule says why it is refused
	case understand.NumberNotOccurred:
		return numberOf(scoring.Int(0))
	case understand.NumberRatio:
		if field == FieldPart {
			return value{number: scoring.Int(typed.Part).Ref(), whole: scoring.Int(typed.Whole).Ref()}
		}
		return wrong(Unclear)
	default:
		return wrong(codeOf(typed.Kind))
	}
}

// codeOf says what is wrong with a text that is no number to take.
func codeOf(kind understand.NumberKind) Code {
	switch kind {
	case understand.NumberAmbiguous, understand.NumberNone, understand.NumberTooLarge, understand.NumberNegative:
		return Unclear
	default:
		return NotANumber
	}
}
