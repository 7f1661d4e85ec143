package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
)

// decode gives a stream's data, decoded, at most limit bytes.
func (s *source) decode(stream *Stream, limit int) ([]byte, error) {
	parms, _ := stream.Dict["DecodeParms"].(Dict)
	filter := stream.Dict["Filter"]
	if list, ok := filter.(Array); ok && len(list) == 1 {
		filter = list[0]
		if all, ok := stream.Dict["DecodeParms"].(Array); ok && len(all) == 1 {
			parms, _ = all[0].(Dict)
		}
	} else if ok && len(list) == 0 {
		filter = nil
	}
	raw := io.NewSectionReader(s.r, stream.Start, stream.Bytes)
	switch filter {
	case nil:
		return s.inflated(raw, limit)
	case Name("FlateDecode"), Name("Fl"):
		z, err := zlib.NewReader(raw)
		if err != nil {
			return nil, fmt.Errorf("decode a stream: %w", err)
		}
		data, err := s.inflated(z, limit)
		if err != nil {
			return nil, err
		}
		return unpredict(data, parms)
	}
	return nil, malformed(stream.Start, "a filter that is not read here")
}

func (s *source) inflated(r io.Reader, limit int) ([]byte, error) {
	limit = min(limit, s.cost.inflated)
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(r, int64(limit)+1))
	if e := spend(&s.cost.inflated, int(n)); e != nil {
		return nil, e
	}
	if err != nil {
		return nil, fmt.Errorf("decode a stream: %w", err)
	}
	if n > int64(limit) {
		return nil, ErrTooComplex
	}
	return out.Bytes(), nil
}

var errPredictor = errors.New("a predictor that is not read here")

// unpredict undoes the predictors of PNG, which cross-reference streams use.
func unpredict(data []byte, parms Dict) ([]byte, error) {
	predictor, ok := parms["Predictor"].(int64)
	if !ok || predictor == 1 {
		return data, nil
	}
	columns := orDefault(parms["Columns"], 1)
	if predictor < 10 || orDefault(parms["Colors"], 1) != 1 || orDefault(parms["BitsPerComponent"], 8) != 8 ||
		columns < 1 || columns > 1<<16 {
		return nil, errPredictor
	}
	row := int(columns) + 1
	if len(data)%row != 0 {
		return nil, errPredictor
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, columns)
	for ; len(data) > 0; data = data[row:] {
		line := data[1:row]
		if !undoRow(data[0], line, above) {
			return nil, errPredictor
		}
		out = append(out, line...)
		above = line
	}
	return out, nil
}

// undoRow undoes one row's filter in place.
func undoRow(filter byte, line, above []byte) bool {
	for i := range line {
		var left, corner byte
		if i > 0 {
			left, corner = line[i-1], above[i-1]
		}
		switch filter {
		case 0:
		case 1:
			line[i] += left
		case 2:
			line[i] += above[i]
		case 3:
			line[i] += byte((int(left) + int(above[i])) / 2)
		case 4:
			line[i] += paeth(left, above[i], corner)
		default:
			return false
		}
	}
	return true
}

func paeth(left, above, corner byte) byte {
	estimate := int(left) + int(above) - int(corner)
	a, b, c := distance(estimate, left), distance(estimate, above), distance(estimate, corner)
	if a <= b && a <= c {
		return left
	}
	if b <= c {
		return above
	}
	return corner
}

func distance(a int, b byte) int {
	if d := a - int(b); d >= 0 {
		return d
	}
	return int(b) - a
}

func orDefault(v any, other int64) int64 {
	if v == nil {
		return other
	}
	n, ok := v.(int64)
	if !ok {
		return -1
	}
	return n
}
