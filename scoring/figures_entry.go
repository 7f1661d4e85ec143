package scoring

// The entries of an edition's stream of figures: what the holders of figures
// supply for all departments at once. One import is one entry, so that it is
// taken over, and taken back, as a whole.

// FiguresImported takes over a file that a system exports.
type FiguresImported struct {
	ID   string      `json:"id"`
	File string      `json:"file"` // its cleaned name, for show
	Blob string      `json:"blob"` // SHA-256 of its content, hexadecimal
	Rows []FigureRow `json:"rows"`
}

// FigureRow is one figure of an import, and the row of the file that it stands in.
type FigureRow struct {
	Department string `json:"department"`
	Row        int    `json:"row"` // counted from 1, as a spreadsheet shows it
	Criterion  string `json:"criterion"`
	Slot       string `json:"slot"`
	Answer     Answer `json:"answer"`
}

// FiguresWithdrawn takes an import back as a whole: what it had replaced
// counts again.
type FiguresWithdrawn struct {
	Import string `json:"import"`
}

// ColumnsMapped remembers what the columns of a kind of file mean; the next
// file with the same columns is read by it.
type ColumnsMapped struct {
	Department string         `json:"department"` // the column that names the departments
	Columns    []ColumnMapped `json:"columns"`    // every other one, in the file's order
}

// ColumnMapped is what one column means.
type ColumnMapped struct {
	Header string `json:"header"`
	Target string `json:"target,omitempty"` // what of which criterion; "" is passed over
}

// DepartmentKnownAs remembers how files write a department's name.
type DepartmentKnownAs struct {
	Name       string `json:"name"`
	Department string `json:"department"`
}

// The names of the entries in the ledger.

func (FiguresImported) Kind() string   { return "figures-imported" }
func (FiguresWithdrawn) Kind() string  { return "figures-withdrawn" }
func (ColumnsMapped) Kind() string     { return "columns-mapped" }
func (DepartmentKnownAs) Kind() string { return "department-known-as" }
