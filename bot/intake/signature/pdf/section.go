package pdf

// Kind is what a cross-reference entry says of an object.
type Kind uint8

// The kinds of entries.
const (
	Free Kind = iota
	InUse
	Compressed // in an object stream
)

// Entry is where an object stands: at At, or as the Index-th of object stream
// Container.
type Entry struct {
	Kind      Kind
	At        int64
	Gen       int
	Container int
	Index     int
}

// section is one cross-reference section with its trailer.
type section struct {
	at, end int64 // the whole section with its trailer or stream object
	trailer Dict
	entries map[int]Entry
	prev    int64 // -1: none
	stream  int   // the object number of a cross-reference stream, else 0
	hybrid  bool
}

// sectionAt reads the section at an offset.
func (f *File) sectionAt(at int64) (*section, error) {
	head, err := f.src.read(at, 4)
	if err != nil {
		return nil, err
	}
	s := &section{at: at, entries: map[int]Entry{}, prev: -1}
	if string(head) == "xref" {
		err = f.table(s)
	} else {
		err = f.xrefStream(s)
	}
	if err != nil {
		return nil, err
	}
	if prev, there := s.trailer["Prev"]; there {
		n, ok := prev.(int64)
		if !ok || n < 1 || n >= f.src.size {
			return nil, malformed(at, "a previous section that is nowhere")
		}
		s.prev = n
	}
	return s, f.hybrid(s)
}

// add adds an entry; an object may come once in a section.
func (f *File) add(s *section, num int, e Entry) error {
	if num > 1<<24 {
		return malformed(s.at, "an object number beyond all bounds")
	}
	if _, twice := s.entries[num]; twice {
		return malformed(s.at, "object %d twice in a section", num)
	}
	if f.entries++; f.entries > maxEntries {
		return ErrTooComplex
	}
	s.entries[num] = e
	return nil
}

// table reads a classic section: subsections of entries, then the trailer.
func (f *File) table(s *section) error {
	at := s.at + 4
	for {
		var first, count int64
		trailer := false
		err := f.src.parse(at, func(l *lexer) error {
			var err error
			first, count, trailer, err = l.subsection()
			if err == nil {
				at = l.at(l.pos)
			}
			return err
		})
		if err != nil {
			return err
		}
		if trailer {
			return f.trailer(s, at)
		}
		if at, err = f.rows(s, at, first, count); err != nil {
			return err
		}
	}
}

// subsection reads a subsection's head, or the word trailer.
func (l *lexer) subsection() (first, count int64, trailer bool, err error) {
	if err := l.skip(); err != nil {
		return 0, 0, false, err
	}
	if l.buf[l.pos] == 't' {
		return 0, 0, true, l.keyword("trailer")
	}
	if first, err = l.integer(); err != nil {
		return 0, 0, false, err
	}
	if count, err = l.integer(); err != nil {
		return 0, 0, false, err
	}
	for l.pos < len(l.buf) && l.buf[l.pos] == ' ' {
		l.pos++
	}
	if len(l.buf)-l.pos < 2 {
		return 0, 0, false, l.short()
	}
	switch {
	case l.buf[l.pos] == '\r' && l.buf[l.pos+1] == '\n':
		l.pos += 2
	case l.buf[l.pos] == '\n', l.buf[l.pos] == '\r':
		l.pos++
	default:
		return 0, 0, false, l.fail("a subsection without an end of line")
	}
	return first, count, false, nil
}

const rowSize = 20

// rows reads the entries of a subsection, 20 bytes each.
func (f *File) rows(s *section, at, first, count int64) (int64, error) {
	if count < 0 || count > maxEntries || count*rowSize > f.src.size-at || first > 1<<24 {
		return 0, malformed(at, "a subsection of impossible size")
	}
	for i := int64(0); i < count; {
		n := min(count-i, 1024)
		buf, err := f.src.read(at, int(n*rowSize))
		if err != nil {
			return 0, err
		}
		for k := range int(n) {
			e, ok := row(buf[k*rowSize : (k+1)*rowSize])
			if !ok {
				return 0, malformed(at+int64(k)*rowSize, "an entry that is none")
			}
			if err := f.add(s, int(first+i)+k, e); err != nil {
				return 0, err
			}
		}
		i, at = i+n, at+n*rowSize
	}
	return at, nil
}

func row(b []byte) (Entry, bool) {
	at, ok1 := wholeNumber(string(b[:10]))
	gen, ok2 := wholeNumber(string(b[11:16]))
	end := string(b[18:])
	if !ok1 || !ok2 || gen > 65535 || b[10] != ' ' || b[16] != ' ' || (end != " \n" && end != " \r" && end != "\r\n") {
		return Entry{}, false
	}
	switch b[17] {
	case 'n':
		return Entry{Kind: InUse, At: at, Gen: int(gen)}, true
	case 'f':
		return Entry{Kind: Free, Gen: int(gen)}, true
	}
	return Entry{}, false
}

func (f *File) trailer(s *section, at int64) error {
	return f.src.parse(at, func(l *lexer) error {
		v, err := l.value(0)
		if err != nil {
			return err
		}
		dict, ok := v.(Dict)
		if !ok {
			return l.fail("a trailer that is no dictionary")
		}
		s.trailer, s.end = dict, l.at(l.pos)
		return nil
	})
}

// hybrid takes in the entries that a classic section keeps in a stream for
// newer readers.
func (f *File) hybrid(s *section) error {
	v, there := s.trailer["XRefStm"]
	if !there || s.stream != 0 {
		return nil
	}
	at, ok := v.(int64)
	if !ok || at >= s.at {
		return malformed(s.at, "a hybrid section that is nowhere")
	}
	extra := &section{at: at, entries: map[int]Entry{}, prev: -1}
	if err := f.xrefStream(extra); err != nil {
		return err
	}
	s.hybrid = true
	for num, e := range extra.entries {
		if mine, there := s.entries[num]; there && mine.Kind != Free && mine != e {
			return malformed(s.at, "object %d stands at two places", num)
		}
		s.entries[num] = e
	}
	return nil
}
