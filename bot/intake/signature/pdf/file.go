package pdf

import (
	"bytes"
	"io"
	"strconv"
)

// File is a PDF: its revisions, the oldest first.
type File struct {
	Revisions []Revision

	src     *source
	entries int
	cache   cache
}

// Revision is the first writing of a file or one incremental update.
type Revision struct {
	Start int64 // its first byte
	End   int64 // after its end-of-file mark
	// Sections are its cross-reference sections with trailers, from and to.
	Sections [][2]int64
	Trailer  Dict
	Entries  map[int]Entry
	// Streams are the numbers of its cross-reference streams.
	Streams []int
	// Hybrid says that older readers see other objects than newer ones.
	Hybrid bool
}

// Open reads the chain of a file's cross-reference sections. The error is
// Failed's when the file could not be read, ErrTooComplex, or says what is
// malformed.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{src: &source{r: r, size: size, cost: newBudget()}}
	head, err := f.src.read(0, int(min(size, 8)))
	if err != nil {
		return f, err
	}
	if !bytes.HasPrefix(head, []byte("%PDF-")) {
		return f, malformed(0, "no PDF header at the file's beginning")
	}
	last, err := f.lastSection()
	if err != nil {
		return f, err
	}
	sections, err := f.chain(last)
	if err != nil {
		return f, err
	}
	return f, f.revisions(sections)
}

// Failed is the error with which the file could not be read, if any.
func (f *File) Failed() error { return f.src.failed }

// Size is the file's size in bytes.
func (f *File) Size() int64 { return f.src.size }

// Blank says whether only white space, and comments if allowed, stand between
// two offsets.
func (f *File) Blank(from, to int64, comments bool) (bool, error) {
	return f.src.blank(from, to, comments)
}

// Reader gives the part of the file between two offsets.
func (f *File) Reader(from, to int64) io.Reader {
	return io.NewSectionReader(f.src.r, from, to-from)
}

const tail = 1024

// lastSection reads where the newest section stands: the last three lines.
func (f *File) lastSection() (int64, error) {
	from := max(0, f.src.size-tail)
	buf, err := f.src.read(from, tail)
	if err != nil {
		return 0, err
	}
	trimmed := bytes.TrimRight(buf, " \r\n\t\f\x00")
	if !bytes.HasSuffix(trimmed, []byte("%%EOF")) {
		return 0, malformed(f.src.size, "the file does not end with its end-of-file mark")
	}
	lines := bytes.Fields(trimmed[:len(trimmed)-len("%%EOF")])
	if len(lines) < 2 || string(lines[len(lines)-2]) != "startxref" {
		return 0, malformed(f.src.size, "no startxref before the end-of-file mark")
	}
	at, err := strconv.ParseInt(string(lines[len(lines)-1]), 10, 64)
	if err != nil || at < 1 || at >= f.src.size {
		return 0, malformed(f.src.size, "a startxref that points nowhere")
	}
	return at, nil
}

// chain reads the sections, from the newest to the oldest.
func (f *File) chain(at int64) ([]*section, error) {
	var sections []*section
	seen := map[int64]bool{}
	for at >= 0 {
		if seen[at] {
			return nil, malformed(at, "sections that follow each other in a circle")
		}
		if len(sections) == maxSections {
			return nil, ErrTooComplex
		}
		seen[at] = true
		s, err := f.sectionAt(at)
		if err != nil {
			return nil, err
		}
		sections = append(sections, s)
		at = s.prev
	}
	return sections, nil
}
