// Package document reads what an administrative document says of itself: its
// number and symbol, its date, who issued it, what it is about, who signed it
// in which capacity, whether it is classified. It knows the layout that Decree
// 30/2020/NĐ-CP gives such documents, and reads by position and wording.
//
// It must not know what the document is evidence for, who sent it, or whether
// its signatures hold. What it reads is to be confirmed by a person, so it
// never guesses: what is not there, or not clear, is left empty.
package document

import (
	"strings"

	"minhchung/bot/intake/pdf"
	"minhchung/scoring"
)

// Document is what a document says of itself, as printed, composed (NFC) and
// on one line each. What is empty was not found.
type Document struct {
	Number     string       // "123/QĐ-SYT"; empty while its figure is blank
	Symbol     string       // "QĐ-SYT"
	Type       string       // "QUYẾT ĐỊNH"; TypeLetter for a công văn, which has no heading
	Date       scoring.Date // of the document, not of a signature
	Superior   string       // printed above the issuer: "UBND TỈNH THỪA THIÊN HUẾ"
	Issuer     string       // "SỞ Y TẾ"
	Subject    string       // "Về việc …", "V/v …" or without it, as printed
	SignedAs   Capacity     // in which capacity
	Position   string       // what says so: "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC"
	Signer     string       // name alone, without degrees and ranks
	Classified Classification
	HasText    bool // false for a scan: only what signatures show can be read
	Copy       bool // marked SAO Y, SAO LỤC or TRÍCH SAO
}

// TypeLetter is the type of a document that has no heading.
const TypeLetter = "CÔNG VĂN"

// Capacity is in which capacity a document was signed.
type Capacity string

// The capacities.
const (
	SignedUnknown   Capacity = "unknown"
	SignedHead      Capacity = "head"      // the head, also in a body's name (TM.)
	SignedDeputy    Capacity = "deputy"    // for the head, by a deputy (KT.)
	SignedActing    Capacity = "acting"    // Q., quyền, phụ trách: counts as the head, but is asked
	SignedDelegated Capacity = "delegated" // by order or proxy of the head (TL., TUQ.)
)

// Classification is the degree of secrecy that a document is marked with.
type Classification string

// The degrees of secrecy.
const (
	NotClassified Classification = "none"
	Secret        Classification = "mat"       // MẬT
	HighlySecret  Classification = "toi_mat"   // TỐI MẬT
	TopSecret     Classification = "tuyet_mat" // TUYỆT MẬT
)

// Read reads a document from the text of its pages, which may be some of all.
func Read(pages []pdf.Page) Document {
	sheets := sheetsOf(pages)
	d := Document{SignedAs: SignedUnknown, Classified: NotClassified}
	d.HasText = hasText(sheets)
	d.Classified = classified(sheets)
	d.Copy = copied(sheets)
	signed, found := signatureOf(sheets)
	if found {
		d.SignedAs, d.Position, d.Signer = signed.capacity(), signed.position(), signed.name
	}
	if len(sheets) > 0 {
		first := firstSheet(sheets)
		h := headerOf(first)
		d.Number, d.Symbol = h.number(first)
		d.Date = h.date(first, signed)
		d.Superior, d.Issuer = h.issuer()
		d.Type, d.Subject = h.subject(first)
	}
	return d
}

// firstSheet is the page that has the header: not always the first, which may
// be a cover.
func firstSheet(sheets []sheet) sheet {
	for _, s := range sheets {
		for _, l := range s.printed {
			if countryLine.MatchString(l.text) || mottoLine.MatchString(l.text) || partyLine.MatchString(l.text) {
				return s
			}
		}
	}
	return sheets[0]
}

// lettersOfText is how many letters a page has, at least, that is more than a
// picture with the name of the program that took it.
const lettersOfText = 50

func hasText(sheets []sheet) bool {
	letters := 0
	for _, s := range sheets {
		for _, l := range s.printed {
			letters += countLetters(l.text)
		}
	}
	return len(sheets) > 0 && letters >= lettersOfText*len(sheets)
}

func copied(sheets []sheet) bool {
	for _, s := range sheets {
		for _, lines := range [][]line{s.printed, s.drawn} {
			for _, l := range lines {
				if copyMark.MatchString(l.text) || copyNumber.MatchString(l.text) {
					return true
				}
			}
		}
	}
	return false
}

// Words is what to search with to find out what a document may be evidence
// for: its type and subject, without the words that lead in.
func Words(d Document) string {
	subject := strings.TrimSpace(leadIn.ReplaceAllString(d.Subject, ""))
	if d.Type == TypeLetter || d.Type == "" {
		return subject
	}
	return strings.TrimSpace(strings.ToLower(d.Type) + " " + subject)
}
