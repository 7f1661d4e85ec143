// Package figures reads the table that a system exports, a row a department,
// into the figures of the index: what its columns mean, which department a
// row is about, what each cell says, and everything that does not fit.
//
// It is pure. It knows no files and no conversation: the table comes to it as
// cells, and what it finds goes back as values.
package figures

// Table is a sheet of a spreadsheet, or a CSV file, as cells.
type Table struct {
	Sheet   string   // its name; "" of a CSV file
	Sheets  int      // how many sheets of the file hold anything
	Header  []string // of each column; "" where there is none
	Rows    []Row    // below the header, empty ones left out
	Problem Problem  // why there is no table; "" when there is one
	Cut     bool     // the file holds more rows or columns than were read
}

// Row is one row of a table.
type Row struct {
	N     int // in the file, counted from 1
	Cells []Cell
}

// Cell is what a cell holds.
type Cell struct {
	Text    string // as text; a number as "1234.5", a percentage as "95.5%"
	Number  bool   // the file itself says that it is a number
	Formula bool   // worked out by the spreadsheet: Text is what it last came to
}

// Problem names why a file could not be read as a table.
type Problem string

// The problems.
const (
	ProblemNone       Problem = ""
	ProblemUnreadable Problem = "unreadable" // broken, or something else
	ProblemEncrypted  Problem = "encrypted"  // opens with a password only
	ProblemEncoding   Problem = "encoding"   // text that is not UTF-8
	ProblemTooLarge   Problem = "too_large"
	ProblemEmpty      Problem = "empty" // no header, or no row below it
)

// cell gives a row's cell; an empty one beyond its end.
func (r Row) cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}
