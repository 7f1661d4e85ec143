package pdf

// ObjectStream is a decoded object stream.
type ObjectStream struct {
	data    []byte
	numbers []int
	offsets []int
}

// compressed reads an object out of its object stream.
func (v View) compressed(num int, e Entry) (Object, error) {
	c, err := v.ObjectStream(e.Container)
	if err != nil {
		return Object{}, err
	}
	if e.Index >= len(c.numbers) || c.numbers[e.Index] != num {
		return Object{}, malformed(-1, "object %d is not in its object stream", num)
	}
	end := len(c.data)
	if e.Index+1 < len(c.offsets) {
		end = c.offsets[e.Index+1]
	}
	l := &lexer{buf: c.data[c.offsets[e.Index]:end], base: -1, last: true, cost: v.f.src.cost}
	value, err := l.value(0)
	if e := spend(&v.f.src.cost.parsed, l.pos); e != nil {
		return Object{}, e
	}
	if err != nil {
		return Object{}, err
	}
	for ; l.pos < len(l.buf); l.pos++ {
		if !isSpace(l.buf[l.pos]) {
			return Object{}, malformed(-1, "something between the objects of a stream")
		}
	}
	return Object{Num: num, Value: value, Start: -1, End: -1}, nil
}

// Numbers are the numbers of the objects in the stream, in order.
func (c *ObjectStream) Numbers() []int { return c.numbers }

// ObjectStream decodes an object stream.
func (v View) ObjectStream(num int) (*ObjectStream, error) {
	e, revision, ok := v.Entry(num)
	if !ok || e.Kind != InUse {
		return nil, malformed(-1, "object stream %d is nowhere", num)
	}
	key := cacheKey{num: num, revision: revision}
	if c, ok := v.f.cache.containers[key]; ok {
		return c, nil
	}
	o, err := v.f.src.objectAt(e.At, v.plainLength)
	if err != nil {
		return nil, err
	}
	stream, ok := o.Value.(*Stream)
	if !ok || o.Num != num || stream.Dict["Type"] != Name("ObjStm") {
		return nil, malformed(e.At, "no object stream")
	}
	data, err := v.f.src.decode(stream, maxInflated)
	if err != nil {
		return nil, err
	}
	c, err := v.split(data, stream.Dict)
	if err != nil {
		return nil, err
	}
	v.f.cache.keepContainer(key, c)
	return c, nil
}

// split reads the numbers and offsets at an object stream's beginning.
func (v View) split(data []byte, dict Dict) (*ObjectStream, error) {
	n, ok1 := dict["N"].(int64)
	first, ok2 := dict["First"].(int64)
	if !ok1 || !ok2 || n < 0 || first < 0 || first > int64(len(data)) {
		return nil, malformed(-1, "an object stream without its numbers")
	}
	if n > maxObjStream {
		return nil, ErrTooComplex
	}
	c := &ObjectStream{data: data[first:]}
	l := &lexer{buf: data[:first], base: -1, last: true, cost: v.f.src.cost}
	for range int(n) {
		num, err := l.integer()
		if err != nil {
			return nil, err
		}
		offset, err := l.integer()
		if err != nil {
			return nil, err
		}
		if offset > int64(len(c.data)) || (len(c.offsets) > 0 && int(offset) < c.offsets[len(c.offsets)-1]) {
			return nil, malformed(-1, "objects out of order in their stream")
		}
		c.numbers = append(c.numbers, int(num))
		c.offsets = append(c.offsets, int(offset))
	}
	return c, nil
}
