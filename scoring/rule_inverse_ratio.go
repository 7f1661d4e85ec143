package scoring

import "math/big"

// inverseRatioRule gives what is left of the maximum: less is better.
//
//	{"part":3,"whole":120}
type inverseRatioRule struct{ oneRatio }

// Claim gives 1 − part / whole of the maximum.
func (r *inverseRatioRule) Claim(a Answer, p Profile) (Points, error) {
	f, err := r.Ratio.only(a, p)
	if err != nil {
		return 0, err
	}
	return r.share(f.Sub(big.NewRat(1, 1), f)), nil
}
