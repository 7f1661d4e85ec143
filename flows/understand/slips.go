package understand

import (
	"slices"
	"strings"
)

// vocabulary is the set of known words, with which slips are mended.
type vocabulary struct {
	known map[string]int // how often
	byLen [][]string     // sorted, by length in bytes
}

func newVocabulary(counts ...map[string]int) vocabulary {
	v := vocabulary{known: map[string]int{}}
	for _, c := range counts {
		for word, n := range c {
			v.known[word] += n
		}
	}
	for word := range v.known {
		for len(v.byLen) <= len(word) {
			v.byLen = append(v.byLen, nil)
		}
		v.byLen[len(word)] = append(v.byLen[len(word)], word)
	}
	for _, words := range v.byLen {
		slices.Sort(words)
	}
	return v
}

// mended takes the slips out of words and joins them anew.
func (v vocabulary) mended(in []string) []string {
	var out []string
	for _, w := range in {
		if v.known[w] > 0 || isTalk(w) || isAsking(w) {
			out = append(out, w)
			continue
		}
		out = append(out, v.mend(w)...)
	}
	return join(out)
}

// mend gives the known words that an unknown one most likely is: typed with
// the marks' letters (hopj), glued together (hopbcd) or with a slip. A word
// that nothing is near stays.
func (v vocabulary) mend(word string) []string {
	if t := telex(word); t != word && v.known[t] > 0 {
		return []string{t}
	}
	if near := v.nearest(word); near != "" {
		return []string{near}
	}
	if parts := v.cut(word); parts != nil {
		return parts
	}
	return []string{word}
}

// telex undoes the typing of marks as letters, when the keyboard did not:
// dd is d, aa is a; after the vowel s f r x j are tones and w a mark.
func telex(word string) string {
	var b strings.Builder
	vowel := false
	for i := 0; i < len(word); i++ {
		c := word[i]
		doubled := i > 0 && c == word[i-1] && strings.IndexByte("aeod", c) >= 0
		if doubled || vowel && strings.IndexByte("sfrxjw", c) >= 0 {
			continue
		}
		vowel = vowel || strings.IndexByte("aeiouy", c) >= 0
		b.WriteByte(c)
	}
	return b.String()
}

// nearest gives the known word with the fewest slips: one in words of four to
// six letters, two in longer ones; of equals the more frequent.
func (v vocabulary) nearest(word string) string {
	allowed := 0
	switch {
	case len(word) >= 7:
		allowed = 2
	case len(word) >= 4:
		allowed = 1
	}
	if allowed == 0 || strings.ContainsAny(word, "0123456789") || len(word) > 24 {
		return ""
	}
	best, bestSlips := "", 2*allowed+1
	for n := max(len(word)-allowed, 2); n <= len(word)+allowed && n < len(v.byLen); n++ {
		for _, candidate := range v.byLen[n] {
			slips := 2 * distance(word, candidate, allowed)
			if slips == 2 && len(candidate) == len(word) && sameLetters(word, candidate) {
				slips = 1 // swapped letters are the commonest slip
			}
			if slips < bestSlips || slips == bestSlips && slips <= 2*allowed && v.known[candidate] > v.known[best] {
				best, bestSlips = candidate, slips
			}
		}
	}
	return best
}

func sameLetters(a, b string) bool {
	var counts [256]int
	for i := range len(a) {
		counts[a[i]]++
		counts[b[i]]--
	}
	return counts == [256]int{}
}

// distance counts the slips between two words: a letter too many, missing,
// wrong, or swapped with its neighbour. Above limit it gives limit+1.
func distance(a, b string, limit int) int {
	const widest = 32
	if len(a) >= widest || len(b) >= widest || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var rows [3][widest]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// cut takes a glued word apart into known ones, as few as possible; nil when
// it cannot be done.
func (v vocabulary) cut(word string) []string {
	if len(word) < 5 || len(word) > 40 {
		return nil
	}
	best := make([][]string, len(word)+1)
	best[0] = []string{}
	for end := 2; end <= len(word); end++ {
		for start := max(0, end-6); start <= end-2; start++ {
			part := word[start:end]
			if best[start] == nil || v.known[part] == 0 && expand(part) == part {
				continue
			}
			if best[end] == nil || len(best[start])+1 < len(best[end]) {
				best[end] = append(slices.Clone(best[start]), part)
			}
		}
	}
	var out []string
	for _, part := range best[len(word)] {
		out = append(out, strings.Fields(expand(part))...)
	}
	return out
}
