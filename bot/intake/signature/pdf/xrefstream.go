package pdf

// xrefStream reads a section that is a stream.
func (f *File) xrefStream(s *section) error {
	o, err := f.src.objectAt(s.at, func(Ref) (int64, error) {
		return 0, malformed(s.at, "a cross-reference stream whose length stands elsewhere")
	})
	if err != nil {
		return err
	}
	stream, ok := o.Value.(*Stream)
	if !ok || stream.Dict["Type"] != Name("XRef") {
		return malformed(s.at, "no cross-reference section")
	}
	s.trailer, s.end, s.stream = stream.Dict, o.End, o.Num
	data, err := f.src.decode(stream, maxInflated)
	if err != nil {
		return err
	}
	widths, err := fieldWidths(stream.Dict["W"])
	if err != nil {
		return err
	}
	size, ok := stream.Dict["Size"].(int64)
	if !ok || size < 1 || size > 1<<24 {
		return malformed(s.at, "a cross-reference stream without a size")
	}
	index, ok := stream.Dict["Index"].(Array)
	if !ok {
		index = Array{int64(0), size}
	}
	return f.streamRows(s, data, widths, index)
}

func fieldWidths(v any) ([3]int, error) {
	var widths [3]int
	list, ok := v.(Array)
	if !ok || len(list) != 3 {
		return widths, malformed(-1, "a cross-reference stream without widths")
	}
	for i, w := range list {
		n, ok := w.(int64)
		if !ok || n < 0 || n > 8 {
			return widths, malformed(-1, "a cross-reference stream with odd widths")
		}
		widths[i] = int(n)
	}
	if widths[1] == 0 {
		return widths, malformed(-1, "a cross-reference stream without offsets")
	}
	return widths, nil
}

func (f *File) streamRows(s *section, data []byte, widths [3]int, index Array) error {
	row := widths[0] + widths[1] + widths[2]
	if len(index)%2 != 0 {
		return malformed(s.at, "an index of odd length")
	}
	for i := 0; i < len(index); i += 2 {
		first, ok1 := index[i].(int64)
		count, ok2 := index[i+1].(int64)
		if !ok1 || !ok2 || first < 0 || first > 1<<24 || count < 0 || count*int64(row) > int64(len(data)) {
			return malformed(s.at, "an index that does not fit")
		}
		for n := range int(count) {
			e, known := streamRow(data[:row], widths)
			data = data[row:]
			if !known {
				continue // read as a reference to nothing, says the specification
			}
			if err := f.add(s, int(first)+n, e); err != nil {
				return err
			}
		}
	}
	if len(data) != 0 {
		return malformed(s.at, "more entries than the index names")
	}
	return nil
}

func streamRow(b []byte, widths [3]int) (Entry, bool) {
	var field [3]int64
	for i, w := range widths {
		for _, c := range b[:w] {
			field[i] = field[i]<<8 | int64(c)
		}
		b = b[w:]
	}
	if widths[0] == 0 {
		field[0] = 1
	}
	if field[1] < 0 || field[2] < 0 || field[2] > 1<<24 {
		return Entry{}, false
	}
	switch field[0] {
	case 0:
		return Entry{Kind: Free, Gen: int(field[2])}, true
	case 1:
		return Entry{Kind: InUse, At: field[1], Gen: int(field[2])}, true
	case 2:
		if field[1] > 1<<24 {
			return Entry{}, false
		}
		return Entry{Kind: Compressed, Container: int(field[1]), Index: int(field[2])}, true
	}
	return Entry{}, false
}
