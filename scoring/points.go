package scoring

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Points are hundredths of a point: 41250 is 412,5 points. Percentages are
// kept the same way: 8594 is 85,94 %.
type Points int64

// roundPoints rounds an exact number of points half up to hundredths. It is
// used once per criterion, so that totals add what people see.
func roundPoints(x *big.Rat) Points {
	doubled := new(big.Rat).Mul(x, big.NewRat(200, 1))
	doubled.Add(doubled, big.NewRat(1, 1)) // 2·100x + 1, floored and halved, is half up
	floor := new(big.Int).Div(doubled.Num(), new(big.Int).Mul(doubled.Denom(), big.NewInt(2)))
	return Points(floor.Int64())
}

// share gives a share of p, rounded as roundPoints does. Small numbers, which
// is all that offices write, are reckoned without big ones: every step scores a
// whole dossier.
func (p Points) share(s *big.Rat) Points {
	const small = 1 << 30 // the products below stay within 63 bits
	if num, whole := s.Num(), s.Denom(); num.IsInt64() && whole.IsInt64() {
		n, d := num.Int64(), whole.Int64()
		if n >= 0 && n < small && d < small && p >= 0 && p < small {
			return Points((2*int64(p)*n + d) / (2 * d))
		}
	}
	return roundPoints(new(big.Rat).Mul(s, p.rat()))
}

// rat gives the exact number of points.
func (p Points) rat() *big.Rat { return big.NewRat(int64(p), 100) }

// String writes points as Vietnamese offices do: "1.412,5", at most two
// decimals and no trailing zeros.
func (p Points) String() string {
	digits := p.decimal()
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	integer, fraction, _ := strings.Cut(digits, ".")
	if fraction != "" {
		fraction = "," + fraction
	}
	return sign + groupThousands(integer) + fraction
}

func groupThousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

// decimal writes the exact value with a point: "412.5".
func (p Points) decimal() string {
	sign, n := "", uint64(p)
	if p < 0 {
		sign, n = "-", uint64(-p)
	}
	text := sign + strconv.FormatUint(n/100, 10)
	if rest := n % 100; rest != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%02d", rest), "0")
	}
	return text
}

// MarshalJSON writes an exact decimal number: 412.5.
func (p Points) MarshalJSON() ([]byte, error) { return []byte(p.decimal()), nil }

// UnmarshalJSON reads a decimal number of at most two decimals.
func (p *Points) UnmarshalJSON(raw []byte) error {
	var n Number
	if err := n.UnmarshalJSON(raw); err != nil {
		return err
	}
	got, err := n.points()
	if err != nil {
		return err
	}
	*p = got
	return nil
}

// points gives n as points. It fails on more than two decimals.
func (n Number) points() (Points, error) {
	hundredths := new(big.Rat).Mul(n.rat(), big.NewRat(100, 1))
	if !hundredths.IsInt() || !hundredths.Num().IsInt64() {
		return 0, fmt.Errorf("%s is no number of points with at most two decimals", n)
	}
	return Points(hundredths.Num().Int64()), nil
}
