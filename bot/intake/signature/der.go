package signature

import "errors"

const (
	maxContents = 2 << 20
	maxDERDepth = 40
	maxDERParts = 200_000
)

var (
	errNotDER  = errors.New("not encoded as signatures are")
	errPadding = errors.New("something other than zeros after the signature")
)

// derLength checks the bounds of a signature before a library that recurses
// sees it, and gives its length without the zeros it is padded with.
func derLength(b []byte) (int, error) {
	if len(b) < 2 || b[0] != 0x30 || len(b) > maxContents {
		return 0, errNotDER
	}
	parts := maxDERParts
	end, err := walk(b, 0, len(b), 0, &parts)
	if err != nil {
		return 0, err
	}
	for _, c := range b[end:] {
		if c != 0 {
			return 0, errPadding
		}
	}
	return end, nil
}

// walk goes over one element and what is inside, and gives its end. Lengths
// that are found at the end only (BER) are read too: NSS writes them.
func walk(b []byte, pos, limit, depth int, parts *int) (int, error) {
	if *parts--; *parts < 0 || depth > maxDERDepth || limit-pos < 2 {
		return 0, errNotDER
	}
	tag := b[pos]
	if tag&0x1f == 0x1f { // no structure of signatures has a long tag
		return 0, errNotDER
	}
	if b[pos+1] == 0x80 {
		if tag&0x20 == 0 {
			return 0, errNotDER
		}
		return walkOpen(b, pos+2, limit, depth, parts)
	}
	length, pos, err := lengthDER(b, pos+1, limit)
	if err != nil {
		return 0, err
	}
	end := pos + length
	if tag&0x20 == 0 {
		return end, nil
	}
	for pos < end {
		if pos, err = walk(b, pos, end, depth+1, parts); err != nil {
			return 0, err
		}
	}
	return end, nil
}

// walkOpen goes over the inside of an element that ends with two zeros.
func walkOpen(b []byte, pos, limit, depth int, parts *int) (int, error) {
	for {
		if limit-pos < 2 {
			return 0, errNotDER
		}
		if b[pos] == 0 && b[pos+1] == 0 {
			return pos + 2, nil
		}
		var err error
		if pos, err = walk(b, pos, limit, depth+1, parts); err != nil {
			return 0, err
		}
	}
}

func lengthDER(b []byte, pos, limit int) (length, next int, err error) {
	first := int(b[pos])
	pos++
	length = first
	if first >= 0x80 {
		n := first & 0x7f
		if n == 0 || n > 3 || n > limit-pos {
			return 0, 0, errNotDER
		}
		length = 0
		for range n {
			length = length<<8 | int(b[pos])
			pos++
		}
		if length < 0x80 {
			return 0, 0, errNotDER
		}
	}
	if length > limit-pos {
		return 0, 0, errNotDER
	}
	return length, pos, nil
}
