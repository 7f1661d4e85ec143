package scoring

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Profile is the general information of a department (thông tin chung): the
// ten fields of the source, and the other workers whom some criteria count
// too. A count of nil is not given.
type Profile struct {
	Name               string `json:"name,omitempty"`
	Address            string `json:"address,omitempty"`
	Website            string `json:"website,omitempty"`
	Units              *int64 `json:"units,omitempty"`
	CivilServants      *int64 `json:"civil_servants,omitempty"`
	PublicEmployees    *int64 `json:"public_employees,omitempty"` // without those of hospitals and schools
	Servers            *int64 `json:"servers,omitempty"`
	Workstations       *int64 `json:"workstations,omitempty"`
	InformationSystems *int64 `json:"information_systems,omitempty"`
	Procedures         *int64 `json:"procedures,omitempty"`
	OtherWorkers       *int64 `json:"other_workers,omitempty"`
}

// FieldKind is what a field of the general information holds.
type FieldKind string

// The kinds of fields.
const (
	FieldText    FieldKind = "text"
	FieldAddress FieldKind = "address"
	FieldURL     FieldKind = "url"
	FieldCount   FieldKind = "count"
)

// ProfileField describes one field to people. Its words are in the edition.
type ProfileField struct {
	ID      string
	Kind    FieldKind
	Label   string // the source's words, except for other_workers
	LabelEN string
	Noun    string // as a part of a sum: "80 công chức"; counts only
	NounEN  string
	Example string
	Outside bool // not one of the ten: asked for once, 0 until given
}

// LabelIn gives the label in a language.
func (f ProfileField) LabelIn(lang string) string { return pick(lang, f.Label, f.LabelEN) }

// profileFieldIDs are the fields that the program knows, in the source's order.
func profileFieldIDs() []string {
	return []string{
		"name", "address", "website", "units", "civil_servants", "public_employees",
		"servers", "workstations", "information_systems", "procedures", "other_workers",
	}
}

func (p *Profile) text(field string) *string {
	switch field {
	case "name":
		return &p.Name
	case "address":
		return &p.Address
	case "website":
		return &p.Website
	}
	return nil
}

func (p *Profile) count(field string) **int64 {
	switch field {
	case "units":
		return &p.Units
	case "civil_servants":
		return &p.CivilServants
	case "public_employees":
		return &p.PublicEmployees
	case "servers":
		return &p.Servers
	case "workstations":
		return &p.Workstations
	case "information_systems":
		return &p.InformationSystems
	case "procedures":
		return &p.Procedures
	case "other_workers":
		return &p.OtherWorkers
	}
	return nil
}

// Count gives a counted field; known is false while it is not given.
func (p Profile) Count(field string) (n int64, known bool) {
	if at := p.count(field); at != nil && *at != nil {
		return **at, true
	}
	return 0, false
}

// Get gives a field as Set takes it; "" while it is not given.
func (p Profile) Get(field string) string {
	if at := p.text(field); at != nil {
		return *at
	}
	if n, known := p.Count(field); known {
		return strconv.FormatInt(n, 10)
	}
	return ""
}

// HasNoProcedures says that the department told us it has no administrative
// procedures: then the criteria with NeedsProcedures do not concern it.
func (p Profile) HasNoProcedures() bool {
	n, known := p.Count("procedures")
	return known && n == 0
}

// ProfileErrorCode names what is wrong with a field's value.
type ProfileErrorCode string

// The codes of profile errors.
const (
	FieldUnknown  ProfileErrorCode = "unknown_field"
	FieldTooLong  ProfileErrorCode = "too_long"
	FieldNotCount ProfileErrorCode = "not_a_count"
	FieldTooLarge ProfileErrorCode = "too_large"
	FieldNotURL   ProfileErrorCode = "not_a_url"
)

// ProfileError says why a field does not take a value.
type ProfileError struct {
	Field string
	Code  ProfileErrorCode
}

func (e *ProfileError) Error() string {
	return fmt.Sprintf("general information, %s: %s", e.Field, e.Code)
}

const (
	maxFieldLength = 300           // characters
	maxFieldCount  = 1_000_000_000 // nobody's office is larger
)

// Set writes a field: text, or the digits of a whole number. An empty value
// takes the field back. The error is a *ProfileError.
func (p *Profile) Set(field, value string) error {
	value = strings.Join(strings.Fields(norm.NFC.String(value)), " ")
	if utf8.RuneCountInString(value) > maxFieldLength {
		return &ProfileError{field, FieldTooLong}
	}
	if at := p.text(field); at != nil {
		if field == "website" && value != "" && !looksLikeURL(value) {
			return &ProfileError{field, FieldNotURL}
		}
		*at = value
		return nil
	}
	at := p.count(field)
	if at == nil {
		return &ProfileError{field, FieldUnknown}
	}
	if value == "" {
		*at = nil
		return nil
	}
	n, err := ParseNumber(value)
	if err != nil || !n.isWhole() || n.isNegative() {
		return &ProfileError{field, FieldNotCount}
	}
	count, fits := n.Int64()
	if !fits || count > maxFieldCount {
		return &ProfileError{field, FieldTooLarge}
	}
	*at = &count
	return nil
}

// looksLikeURL takes addresses as people write them, with or without https.
func looksLikeURL(text string) bool {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || strings.ContainsAny(text, " \t") {
		return false
	}
	host := u.Hostname()
	return strings.Contains(host, ".") && !strings.HasPrefix(host, ".") && !strings.HasSuffix(host, ".")
}
