package scoring

import (
	"bytes"
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

// Number is an exact decimal: what a person or a file gave, before any rule
// has judged it. The zero value is 0; equal numbers are ==.
type Number struct {
	text string // canonical: no exponent, no needless zeros; "" for 0
}

// maxDigits bounds what a number may expand to: nobody counts that far, and
// "1e999999999" must not fill the memory.
const maxDigits = 1000

var numberForm = regexp.MustCompile(`^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$`)

// Int gives a whole number.
func Int(n int64) Number {
	return canonical(n < 0, strings.TrimPrefix(strconv.FormatInt(n, 10), "-"), 0)
}

// ParseNumber reads a number in the notation of JSON: "95.50", "1e0".
func ParseNumber(text string) (Number, error) {
	m := numberForm.FindStringSubmatch(text)
	if m == nil {
		return Number{}, fmt.Errorf("%q is not a number", text)
	}
	exponent := 0
	if m[4] != "" {
		var err error
		if exponent, err = strconv.Atoi(m[4]); err != nil || exponent > maxDigits || exponent < -maxDigits {
			return Number{}, fmt.Errorf("%q is out of range", text)
		}
	}
	if len(m[2])+len(m[3]) > maxDigits {
		return Number{}, fmt.Errorf("a number of more than %d digits", maxDigits)
	}
	return canonical(m[1] == "-", m[2]+m[3], len(m[3])-exponent), nil
}

// canonical gives digits with the decimal point set scale places from the end.
func canonical(negative bool, digits string, scale int) Number {
	digits = strings.TrimLeft(digits, "0")
	for scale > 0 && strings.HasSuffix(digits, "0") {
		digits, scale = digits[:len(digits)-1], scale-1
	}
	if digits == "" {
		return Number{}
	}
	if scale < 0 {
		digits, scale = digits+strings.Repeat("0", -scale), 0
	}
	if pad := scale + 1 - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	text := digits
	if scale > 0 {
		text = digits[:len(digits)-scale] + "." + digits[len(digits)-scale:]
	}
	if negative {
		text = "-" + text
	}
	return Number{text}
}

// Ref gives a pointer, for the optional fields of an answer.
func (n Number) Ref() *Number { return &n }

// decimal writes the number with a point.
func (n Number) decimal() string {
	if n.text == "" {
		return "0"
	}
	return n.text
}

// String writes the number as Vietnamese offices do: "1.234,5".
func (n Number) String() string {
	sign, digits := "", n.decimal()
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	integer, fraction, _ := strings.Cut(digits, ".")
	if fraction != "" {
		fraction = "," + fraction
	}
	return sign + groupThousands(integer) + fraction
}

// Int64 gives a whole number that fits; ok is false for any other.
func (n Number) Int64() (value int64, ok bool) {
	value, err := strconv.ParseInt(n.decimal(), 10, 64)
	return value, err == nil
}

// Cmp compares: -1, 0 or 1.
func (n Number) Cmp(m Number) int {
	a, short := n.Int64()
	if b, both := m.Int64(); short && both {
		return cmp.Compare(a, b)
	}
	return n.rat().Cmp(m.rat())
}

func (n Number) isWhole() bool    { return !strings.Contains(n.text, ".") }
func (n Number) isNegative() bool { return strings.HasPrefix(n.text, "-") }

func (n Number) rat() *big.Rat {
	if short, ok := n.Int64(); ok {
		return new(big.Rat).SetInt64(short)
	}
	r, ok := new(big.Rat).SetString(n.decimal())
	if !ok {
		panic("scoring: a number that is none: " + n.text) // canonical made it
	}
	return r
}

// quotient gives n / m; m is not 0.
func quotient(n, m Number) *big.Rat {
	if a, short := n.Int64(); short {
		if b, both := m.Int64(); both {
			return big.NewRat(a, b)
		}
	}
	return new(big.Rat).Quo(n.rat(), m.rat())
}

// MarshalJSON writes an exact decimal.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.decimal()), nil }

// UnmarshalJSON reads a number; a string that holds one is refused.
func (n *Number) UnmarshalJSON(raw []byte) error {
	got, err := ParseNumber(string(bytes.TrimSpace(raw)))
	if err != nil {
		return err
	}
	*n = got
	return nil
}
