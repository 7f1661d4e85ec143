package understand

import (
	"slices"
	"strconv"
	"strings"
)

// PickOption says which of a question's options a typed line picks: by its
// place ("2", "b"), or by words that only one of them has. ok is false when
// none or several fit: a choice is never guessed.
func PickOption(text string, labels []string) (option int, ok bool) {
	typed := words(text)
	if len(typed) == 0 {
		return 0, false
	}
	if len(typed) == 1 {
		if n, err := strconv.Atoi(typed[0]); err == nil && n >= 1 && n <= len(labels) {
			return n - 1, true
		}
	}
	return onlyOne(labels, func(label []string) bool { return containsRun(label, typed) || containsRun(typed, label) })
}

// NamedIn says which of several short names a caption or file name holds:
// "giay-moi-q1.pdf" names "giấy mời". ok is false when none or several do.
func NamedIn(text string, names []string) (name int, ok bool) {
	in := words(strings.NewReplacer("_", " ", "-", " ", ".", " ").Replace(text))
	return onlyOne(names, func(label []string) bool { return containsRun(in, label) })
}

// onlyOne gives the one candidate that fits.
func onlyOne(candidates []string, fits func(words []string) bool) (int, bool) {
	found := -1
	for i, c := range candidates {
		if folded := words(c); len(folded) > 0 && fits(folded) {
			if found >= 0 {
				return 0, false
			}
			found = i
		}
	}
	return max(found, 0), found >= 0
}

// containsRun says whether the words of part stand in all, one after another.
func containsRun(all, part []string) bool {
	for i := 0; i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return true
		}
	}
	return false
}
