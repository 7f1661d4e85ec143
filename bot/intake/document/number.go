package document

import (
	"strings"
)

// number gives the number and the symbol. The figure may be missing on the
// page and stand in what the clerk's signature shows.
func (h header) number(s sheet) (number, symbol string) {
	if h.at >= 0 {
		figure, slash, symbol := splitNumber(h.rowText(h.at))
		switch {
		case symbol == "":
		case figure != "":
			return figure + slash + symbol, symbol
		default:
			if figure = h.drawnFigure(s); figure != "" {
				return figure + slash + symbol, symbol
			}
			if number, drawn := drawnNumber(s); drawn == symbol {
				return number, symbol
			}
			return "", symbol
		}
	}
	return drawnNumber(s)
}

// splitNumber parts "Số: 123/QĐ-SYT". Of "Số: 456" nothing is left: stamps of
// incoming papers say so.
func splitNumber(text string) (figure, slash, symbol string) {
	lead := numberLine.FindString(text)
	if lead == "" {
		return "", "", ""
	}
	text = tight(text[len(lead):])
	m := numberForm.FindStringSubmatch(text)
	if m == nil {
		return "", "", ""
	}
	symbol = strings.TrimRight(m[3], "./-&")
	if countLetters(symbol) < 2 || !strings.ContainsFunc(symbol, isCapital) {
		return "", "", ""
	}
	if figure = m[1]; figure != "" && (figure[0] < '0' || figure[0] > '9') {
		return "", m[2], symbol // "Số: l/QĐ-SYT": a letter is no figure
	}
	return figure, m[2], symbol
}

func isCapital(r rune) bool { return upper(string(r)) }

// tight takes out the blanks around the strokes of a number: "76 /BC- SYT".
func tight(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for _, stroke := range []string{"/", "-"} {
		s = strings.ReplaceAll(s, " "+stroke, stroke)
		s = strings.ReplaceAll(s, stroke+" ", stroke)
	}
	return s
}

// drawnFigure is the figure that a signature puts into the blank of the number.
func (h header) drawnFigure(s sheet) string {
	number := h.left[h.at]
	for _, l := range s.drawn {
		for _, w := range l.words {
			if abs(l.base-number.base) < 1.2*number.size && w.Left >= number.left && w.Right <= h.boundary && figures.MatchString(w.Text) {
				return w.Text
			}
		}
	}
	return ""
}

// drawnNumber is a whole number that a signature shows.
func drawnNumber(s sheet) (number, symbol string) {
	for _, l := range s.drawn {
		if copyNumber.MatchString(l.text) {
			continue
		}
		if figure, slash, symbol := splitNumber(l.text); figure != "" && symbol != "" {
			return figure + slash + symbol, symbol
		}
	}
	return "", ""
}
