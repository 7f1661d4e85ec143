package understand

import "minhchung/scoring"

// NumberKind names what a typed line says when a number was asked for. What
// is not plain is asked back: on a number of incidents a guess costs points.
type NumberKind string

// The outcomes of ParseNumber.
const (
	NumberUnclear     NumberKind = "unclear"      // no number that can be made out
	NumberCount       NumberKind = "count"        // a whole number, at least 0: Count
	NumberPercent     NumberKind = "percent"      // Value, 95.5 for "95,5 %"; may be above 100
	NumberRatio       NumberKind = "ratio"        // Part of Whole, as typed: the part may be above it
	NumberFraction    NumberKind = "fraction"     // Value, no whole number: "37,5"
	NumberNone        NumberKind = "none"         // "không": none occurred, or no figure yet? To be asked
	NumberNotYet      NumberKind = "not_yet"      // "chưa có số liệu"
	NumberNotOccurred NumberKind = "not_occurred" // "không phát sinh"
	NumberAmbiguous   NumberKind = "ambiguous"    // more than one meaning, or an estimate: Could, to be asked
	NumberTooLarge    NumberKind = "too_large"    // maxCount or above
	NumberNegative    NumberKind = "negative"
)

// maxCount bounds the counts: there is nothing in a province's department
// that anyone counts to a billion, and a phone number is soon typed.
const maxCount = 1_000_000_000

// Number is what a typed line says when a number was asked for. Only the
// fields that its Kind names are set.
type Number struct {
	Kind  NumberKind
	Count int64
	Part  int64
	Whole int64
	Value scoring.Number
	Could []Number // what an ambiguous one could mean, the likeliest first; may be empty
}

func countOf(n int64) Number {
	if n >= maxCount {
		return Number{Kind: NumberTooLarge}
	}
	return Number{Kind: NumberCount, Count: n}
}

func ratioOf(part, whole int64) Number {
	if part >= maxCount || whole >= maxCount {
		return Number{Kind: NumberTooLarge}
	}
	return Number{Kind: NumberRatio, Part: part, Whole: whole}
}

func percentOf(value scoring.Number) Number { return Number{Kind: NumberPercent, Value: value} }

func fractionOf(value scoring.Number) Number { return Number{Kind: NumberFraction, Value: value} }

// oneOf is ambiguous between meanings; those that are no number are dropped.
func oneOf(could ...Number) Number {
	n := Number{Kind: NumberAmbiguous}
	for _, c := range could {
		switch c.Kind {
		case NumberCount, NumberPercent, NumberRatio, NumberFraction:
			n.Could = append(n.Could, c)
		case NumberAmbiguous:
			n.Could = append(n.Could, c.Could...)
		default: // no number
		}
	}
	return n
}

// WithoutRatio settles an ambiguous number for a question that asks for one
// count: "12 500" can then be no "12 of 500". Any other number is unchanged.
func (n Number) WithoutRatio() Number {
	if n.Kind != NumberAmbiguous {
		return n
	}
	var left []Number
	ratios := 0
	for _, c := range n.Could {
		if c.Kind == NumberRatio {
			ratios++
		} else {
			left = append(left, c)
		}
	}
	if ratios > 0 && len(left) == 1 {
		return left[0]
	}
	return Number{Kind: NumberAmbiguous, Could: left}
}
