package pdf

import "errors"

// revisions orders the sections, given newest first, and finds where each
// revision begins and ends. They must follow each other without overlap.
func (f *File) revisions(sections []*section) error {
	n := len(sections)
	oldest := sections[n-1:]
	if n >= 2 && sections[n-2].at < sections[n-1].at {
		if err := f.linearized(sections[n-2], sections[n-1]); err != nil {
			return err
		}
		oldest = sections[n-2:]
	}
	if err := f.revision(oldest); err != nil {
		return err
	}
	for i := n - len(oldest) - 1; i >= 0; i-- {
		if err := f.revision(sections[i : i+1]); err != nil {
			return err
		}
	}
	end := f.Revisions[len(f.Revisions)-1].End
	if blank, err := f.src.blank(end, f.src.size, false); err != nil {
		return err
	} else if !blank {
		return malformed(end, "something after the last end-of-file mark")
	}
	return nil
}

// revision adds the revision of one section, or of the two of a linearized
// file, its last-read section first.
func (f *File) revision(sections []*section) error {
	r := Revision{Trailer: sections[0].trailer, Entries: sections[0].entries}
	if n := len(f.Revisions); n > 0 {
		r.Start = f.Revisions[n-1].End
	}
	var last int64
	for _, s := range sections {
		if s.at < r.Start {
			return malformed(s.at, "a section inside an older revision")
		}
		r.Sections = append(r.Sections, [2]int64{s.at, s.end})
		r.Hybrid = r.Hybrid || s.hybrid
		if s.stream != 0 {
			r.Streams = append(r.Streams, s.stream)
		}
		last = max(last, s.end)
	}
	for _, s := range sections[1:] {
		for num, e := range s.entries {
			if mine, twice := r.Entries[num]; twice && mine != e {
				return malformed(s.at, "object %d twice in a revision", num)
			}
			r.Entries[num] = e
		}
	}
	if err := f.ending(&r, last, sections[0].at); err != nil {
		return err
	}
	f.Revisions = append(f.Revisions, r)
	return nil
}

// ending reads "startxref n %%EOF" after a section.
func (f *File) ending(r *Revision, from, section int64) error {
	return f.src.parse(from, func(l *lexer) error {
		if err := l.keyword("startxref"); err != nil {
			return err
		}
		at, err := l.integer()
		if err != nil {
			return err
		}
		if at != section {
			return l.fail("a startxref that does not name its section")
		}
		for l.pos < len(l.buf) && isSpace(l.buf[l.pos]) {
			l.pos++
		}
		if len(l.buf)-l.pos < 5 {
			return l.short()
		}
		if string(l.buf[l.pos:l.pos+5]) != "%%EOF" {
			return l.fail("no end-of-file mark after startxref")
		}
		r.End = l.at(l.pos + 5)
		return nil
	})
}

// linearized checks that the two oldest sections are those of a file written
// for viewing over a network: the first page's, then the others' behind it.
func (f *File) linearized(first, main *section) error {
	if main.prev >= 0 {
		return malformed(main.at, "sections that point forward")
	}
	var dict Dict
	err := f.src.parse(0, func(l *lexer) error {
		if err := l.skip(); err != nil { // the header is a comment
			return err
		}
		o := Object{}
		_, err := l.indirect(&o)
		dict, _ = o.Value.(Dict)
		return err
	})
	if errors.Is(err, ErrTooComplex) || f.src.failed != nil {
		return err
	}
	if _, ok := dict["Linearized"]; err != nil || !ok {
		return malformed(first.at, "sections that point forward")
	}
	return nil
}
