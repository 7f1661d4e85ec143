package pdf

import "strings"

// Object is an indirect object as it stands in the file, from Start to End.
type Object struct {
	Num, Gen   int
	Value      any
	Start, End int64
}

// objectAt reads the indirect object at an offset. The length of its stream,
// when it is a reference, is asked of length.
func (s *source) objectAt(at int64, length func(Ref) (int64, error)) (Object, error) {
	o := Object{Start: at}
	var stream *Stream
	err := s.parse(at, func(l *lexer) error {
		var err error
		stream, err = l.indirect(&o)
		return err
	})
	if err != nil || stream == nil {
		return o, err
	}
	n, ok := stream.Dict["Length"].(int64)
	if ref, isRef := stream.Dict["Length"].(Ref); isRef {
		if n, err = length(ref); err != nil {
			return o, err
		}
	} else if !ok {
		return o, malformed(at, "a stream without a length")
	}
	if n < 0 || n > s.size-stream.Start {
		return o, malformed(at, "a stream of impossible length")
	}
	stream.Bytes = n
	return o, s.endOfStream(&o, stream.Start+n)
}

// indirect reads "n g obj value endobj", or up to a stream's data.
func (l *lexer) indirect(o *Object) (*Stream, error) {
	if c, err := l.peek(); err != nil {
		return nil, err
	} else if !isDigit(c) {
		return nil, l.fail("no object here")
	}
	num, err := l.integer()
	if err != nil {
		return nil, err
	}
	gen, err := l.integer()
	if err != nil {
		return nil, err
	}
	if err := l.keyword("obj"); err != nil {
		return nil, err
	}
	o.Num, o.Gen = int(num), int(gen)
	if o.Value, err = l.value(0); err != nil {
		return nil, err
	}
	if err := l.skip(); err != nil {
		return nil, err
	}
	dict, isDict := o.Value.(Dict)
	if isDict && l.buf[l.pos] == 's' {
		return l.stream(o, dict)
	}
	if err := l.keyword("endobj"); err != nil {
		return nil, err
	}
	o.End = l.at(l.pos)
	return nil, nil
}

// stream reads the keyword before a stream's data.
func (l *lexer) stream(o *Object, dict Dict) (*Stream, error) {
	if err := l.keyword("stream"); err != nil {
		return nil, err
	}
	if len(l.buf)-l.pos < 2 {
		return nil, l.short()
	}
	switch {
	case l.buf[l.pos] == '\n':
		l.pos++
	case strings.HasPrefix(string(l.buf[l.pos:l.pos+2]), "\r\n"):
		l.pos += 2
	default:
		return nil, l.fail("no end of line after stream")
	}
	stream := &Stream{Dict: dict, Start: l.at(l.pos)}
	o.Value = stream
	return stream, nil
}

// endOfStream reads what must stand after a stream's data.
func (s *source) endOfStream(o *Object, at int64) error {
	return s.parse(at, func(l *lexer) error {
		if len(l.buf) < 16 && !l.last {
			return errShort
		}
		for n := 0; n < 2 && l.pos < len(l.buf) && isSpace(l.buf[l.pos]); n++ {
			l.pos++
		}
		if l.pos >= len(l.buf) || isSpace(l.buf[l.pos]) || l.buf[l.pos] == '%' {
			return l.fail("a stream that does not end at its length")
		}
		if err := l.keyword("endstream"); err != nil {
			return err
		}
		if err := l.keyword("endobj"); err != nil {
			return err
		}
		o.End = l.at(l.pos)
		return nil
	})
}
