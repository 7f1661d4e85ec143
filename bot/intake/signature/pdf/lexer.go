package pdf

import "strconv"

// lexer reads values from a window of a file.
type lexer struct {
	buf  []byte
	pos  int
	base int64 // the window's offset in the file, -1 inside an object stream
	last bool  // the window ends where the file does
	cost *budget
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// at is a position's offset in the file.
func (l *lexer) at(pos int) int64 {
	if l.base < 0 {
		return -1
	}
	return l.base + int64(pos)
}

func (l *lexer) fail(format string, args ...any) error {
	return malformed(l.at(l.pos), format, args...)
}

// short is the error of a window that ended.
func (l *lexer) short() error {
	if l.last {
		return l.fail("the file ends inside an object")
	}
	return errShort
}

func (l *lexer) peek() (byte, error) {
	if l.pos >= len(l.buf) {
		return 0, l.short()
	}
	return l.buf[l.pos], nil
}

// skip goes over white space and comments.
func (l *lexer) skip() error {
	for l.pos < len(l.buf) {
		switch c := l.buf[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.buf) && l.buf[l.pos] != '\n' && l.buf[l.pos] != '\r' {
				l.pos++
			}
		default:
			return nil
		}
	}
	return l.short()
}

// word reads a run of regular characters.
func (l *lexer) word() (string, error) {
	start := l.pos
	for l.pos < len(l.buf) && !isSpace(l.buf[l.pos]) && !isDelimiter(l.buf[l.pos]) {
		l.pos++
		if l.pos-start > 128 {
			return "", l.fail("a word of more than 128 characters")
		}
	}
	if l.pos == len(l.buf) && !l.last {
		return "", errShort
	}
	return string(l.buf[start:l.pos]), nil
}

// keyword reads a word that must be the one wanted.
func (l *lexer) keyword(want string) error {
	if err := l.skip(); err != nil {
		return err
	}
	start := l.pos
	got, err := l.word()
	if err != nil {
		return err
	}
	if got != want {
		l.pos = start
		return l.fail("%q where %q should be", got, want)
	}
	return nil
}

// integer reads a whole number that is not negative.
func (l *lexer) integer() (int64, error) {
	if err := l.skip(); err != nil {
		return 0, err
	}
	word, err := l.word()
	if err != nil {
		return 0, err
	}
	n, ok := wholeNumber(word)
	if !ok {
		return 0, l.fail("%q where a whole number should be", word)
	}
	return n, nil
}

func wholeNumber(word string) (int64, bool) {
	if word == "" || len(word) > 15 {
		return 0, false
	}
	for i := range len(word) {
		if !isDigit(word[i]) {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(word, 10, 64)
	return n, err == nil
}

// value reads one value.
func (l *lexer) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, l.fail("nested more than %d deep", maxDepth)
	}
	if err := spend(&l.cost.elements, 1); err != nil {
		return nil, err
	}
	if err := l.skip(); err != nil {
		return nil, err
	}
	switch c := l.buf[l.pos]; {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case c == '[':
		return l.array(depth)
	case c == '<':
		if l.pos+1 >= len(l.buf) {
			return nil, l.short()
		}
		if l.buf[l.pos+1] == '<' {
			return l.dict(depth)
		}
		return l.hexadecimal()
	case isDigit(c), c == '+', c == '-', c == '.':
		return l.number()
	}
	return l.constant()
}

func (l *lexer) constant() (any, error) {
	word, err := l.word()
	if err != nil {
		return nil, err
	}
	switch word {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return nil, l.fail("%q is no value", word)
}

func (l *lexer) array(depth int) (any, error) {
	l.pos++
	array := Array{}
	for {
		if err := l.skip(); err != nil {
			return nil, err
		}
		if l.buf[l.pos] == ']' {
			l.pos++
			return array, nil
		}
		v, err := l.value(depth + 1)
		if err != nil {
			return nil, err
		}
		array = append(array, v)
	}
}

func (l *lexer) dict(depth int) (any, error) {
	l.pos += 2
	dict := Dict{}
	for {
		if err := l.skip(); err != nil {
			return nil, err
		}
		if l.buf[l.pos] == '>' {
			l.pos++
			if c, err := l.peek(); err != nil {
				return nil, err
			} else if c != '>' {
				return nil, l.fail("a dictionary that does not end")
			}
			l.pos++
			return dict, nil
		}
		if l.buf[l.pos] != '/' {
			return nil, l.fail("a key that is no name")
		}
		key, err := l.name()
		if err != nil {
			return nil, err
		}
		if _, twice := dict[key]; twice {
			return nil, l.fail("the key %q twice in a dictionary", string(key))
		}
		if dict[key], err = l.value(depth + 1); err != nil {
			return nil, err
		}
	}
}
