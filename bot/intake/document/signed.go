package document

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"minhchung/scoring"
)

// signature is the block at a document's end: titles, room for the signature,
// a name.
type signature struct {
	titles []string // "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"
	name   string
	dated  scoring.Date // the day right above it, in papers without one in their header
	score  int
}

const (
	signatureColumn = 0.58 // from where on a page signatures are, by their middle
	maxTitles       = 6
	maxBlocks       = 100 // looked at on a page
	roomToSign      = 16  // sizes between a title and the name, at most
)

var (
	forHead   = regexp.MustCompile(`^(KT|K\.T|K/T)(\s*[./]\s*|\s)`)
	byOrder   = regexp.MustCompile(`^(TL|T\.L|T/L|TUQ|T\.UQ|T/UQ|TU\.Q|T\.U\.Q)(\s*[./]\s*|\s)`)
	inName    = regexp.MustCompile(`^(TM|T\.M|T/M)(\s*[./]\s*|\s)`)
	acting    = regexp.MustCompile(`^(Q\s*\.|QUYỀN )|(^|\s)PHỤ TRÁCH(\s|$)`)
	headTitle = regexp.MustCompile(`^((TỔNG )?GIÁM ĐỐC|CHỦ TỊCH|CHỦ NHIỆM|BÍ THƯ|CHÁNH |TRƯỞNG |(CHI CỤC|TỔNG CỤC|CỤC|VỤ|HIỆU|BỘ|VIỆN|TỔ|ĐOÀN|CHỈ HUY|HẠT|ĐỘI) TRƯỞNG|THỦ TƯỚNG|TỔNG BIÊN TẬP|TỔNG THANH TRA|THỐNG ĐỐC)`)
	deputy    = regexp.MustCompile(`^(PHÓ |P\.\s?(GIÁM|CHỦ|TRƯỞNG|CHÁNH))`)
	degrees   = regexp.MustCompile(`^(((?i:PGS|GS|TS|ThS|Th\.S|BSCKII|BSCKI|BS|CKII|CKI|KS|CN|DSCKII|DSCKI|DS|LS|KTS)\b|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thiếu tướng)[.,]?\s*)+`)
	signedSo  = regexp.MustCompile(`(?i)^\(?\s*(đã ký|ký tên|ký, đóng dấu|ký và đóng dấu)`)
)

func isHead(text string) bool   { return headTitle.MatchString(text) }
func isDeputy(text string) bool { return deputy.MatchString(text) }

// beginsSignature says that a line can be the first of a signature block.
func beginsSignature(text string) bool {
	return upper(text) && (prefixed(text) || isHead(text) || isDeputy(text) || acting.MatchString(text))
}

func prefixed(text string) bool {
	return forHead.MatchString(text) || byOrder.MatchString(text) || inName.MatchString(text) || strings.HasPrefix(text, "Q.")
}

// signatureOf finds the document's own signature block: the first of the best,
// since who copies a document, or signs an annex, comes after it.
func signatureOf(sheets []sheet) (signature, bool) {
	var best signature
	for _, s := range sheets {
		var lists []line // of who receives the document
		for _, l := range s.printed {
			if receivers.MatchString(l.text) && len(lists) < maxBlocks {
				lists = append(lists, l)
			}
		}
		blocks := 0
		for i, l := range s.printed {
			if blocks == maxBlocks || l.center() < signatureColumn*s.width || !beginsSignature(l.text) {
				continue
			}
			blocks++
			found := block(s, i)
			if slices.ContainsFunc(lists, func(list line) bool { return abs(list.base-l.base) < 4*l.size && list.left < l.left }) {
				found.score += 2
			}
			if found.score > best.score {
				best = found
			}
		}
	}
	return best, best.score > 0
}

// block reads the signature block that begins with a line of the page.
func block(s sheet, start int) signature {
	first := s.printed[start]
	found := signature{titles: []string{first.text}, dated: dayAbove(s, start)}
	if prefixed(first.text) {
		found.score++
	}
	last := first
	for _, l := range s.printed[start+1:] {
		if l.beside(last) || abs(l.center()-first.center()) > 5*first.size {
			continue
		}
		gap := l.base - last.base
		// Who signs for a body may have another office of theirs below the room
		// for the signature.
		near := gap < 2.6*last.size || gap < roomToSign*last.size && (isHead(l.text) || isDeputy(l.text))
		if upper(l.text) && near && len(found.titles) < maxTitles {
			found.titles, last = append(found.titles, l.text), l
			continue
		}
		if signedSo.MatchString(l.text) {
			continue
		}
		if gap < roomToSign*last.size {
			found.name = personName(l.text)
		}
		break
	}
	if found.name != "" {
		found.score += 2
	}
	return found
}

// personName takes degrees and ranks off a name, and is empty for what is none.
func personName(text string) string {
	name := strings.TrimSpace(degrees.ReplaceAllString(text, ""))
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 7 {
		return ""
	}
	for _, w := range words {
		for i, r := range w {
			if !unicode.IsLetter(r) && r != '-' || i == 0 && !unicode.IsUpper(r) {
				return ""
			}
		}
	}
	return shorten(strings.Join(words, " "), maxName)
}

func (s signature) position() string { return shorten(strings.Join(s.titles, ", "), maxName) }

// capacity says what the titles mean. Who signs by order does so for another,
// whatever the titles after that; who is in charge may still sign as a deputy.
func (s signature) capacity() Capacity {
	for _, t := range s.titles {
		if byOrder.MatchString(t) {
			return SignedDelegated
		}
	}
	for _, t := range s.titles {
		if acting.MatchString(t) {
			return SignedActing
		}
	}
	for _, t := range s.titles {
		t = strings.TrimSpace(inName.ReplaceAllString(t, ""))
		switch {
		case forHead.MatchString(t), isDeputy(t):
			return SignedDeputy
		case isHead(t):
			return SignedHead
		}
	}
	return SignedUnknown
}
