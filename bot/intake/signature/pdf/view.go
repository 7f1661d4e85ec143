package pdf

import "slices"

// View is the file as it was after one of its revisions.
type View struct {
	f        *File
	Revision int
}

// At gives the file as it was after the i-th revision.
func (f *File) At(i int) View { return View{f: f, Revision: i} }

// Trailer is the revision's trailer.
func (v View) Trailer() Dict { return v.f.Revisions[v.Revision].Trailer }

// Entry gives an object's entry and the revision that wrote it.
func (v View) Entry(num int) (e Entry, revision int, ok bool) {
	for i := v.Revision; i >= 0; i-- {
		if e, ok := v.f.Revisions[i].Entries[num]; ok {
			return e, i, e.Kind != Free
		}
	}
	return Entry{}, 0, false
}

// Numbers gives the numbers of all objects in use, in order.
func (v View) Numbers() []int {
	var all []int
	for i := 0; i <= v.Revision; i++ {
		for num := range v.f.Revisions[i].Entries {
			if _, writer, ok := v.Entry(num); ok && writer == i {
				all = append(all, num)
			}
		}
	}
	slices.Sort(all)
	return all
}

// Object reads an object. An object that does not exist has the value nil.
func (v View) Object(ref Ref) (Object, error) {
	if err := spend(&v.f.src.cost.lookups, v.Revision+1); err != nil {
		return Object{}, err
	}
	e, revision, ok := v.Entry(ref.Num)
	if !ok || e.Gen != ref.Gen {
		return Object{Num: ref.Num, Gen: ref.Gen, Start: -1, End: -1}, nil
	}
	key := cacheKey{num: ref.Num, revision: revision}
	if o, ok := v.f.cache.objects[key]; ok {
		return o, nil
	}
	o, err := v.read(ref.Num, e)
	if err != nil {
		return Object{}, err
	}
	v.f.cache.keepObject(key, o)
	return o, nil
}

func (v View) read(num int, e Entry) (Object, error) {
	if e.Kind == Compressed {
		return v.compressed(num, e)
	}
	o, err := v.f.src.objectAt(e.At, v.length)
	if err != nil {
		return Object{}, err
	}
	if o.Num != num || o.Gen != e.Gen {
		return Object{}, malformed(e.At, "object %d stands where %d should", o.Num, num)
	}
	return o, nil
}

// length reads the length of a stream that stands in an object of its own.
func (v View) length(ref Ref) (int64, error) {
	e, _, ok := v.Entry(ref.Num)
	if !ok || e.Gen != ref.Gen {
		return 0, malformed(-1, "a stream's length that is nowhere")
	}
	if e.Kind != Compressed {
		return v.plainLength(ref)
	}
	o, err := v.compressed(ref.Num, e)
	if err != nil {
		return 0, err
	}
	return lengthIn(o, ref)
}

// plainLength is the same, of what stands outside of object streams.
func (v View) plainLength(ref Ref) (int64, error) {
	e, _, ok := v.Entry(ref.Num)
	if !ok || e.Gen != ref.Gen || e.Kind != InUse {
		return 0, malformed(-1, "a stream's length that is nowhere")
	}
	o, err := v.f.src.objectAt(e.At, func(Ref) (int64, error) {
		return 0, malformed(e.At, "a length that is a stream")
	})
	if err != nil {
		return 0, err
	}
	return lengthIn(o, ref)
}

func lengthIn(o Object, ref Ref) (int64, error) {
	n, ok := o.Value.(int64)
	if !ok || o.Num != ref.Num {
		return 0, malformed(o.Start, "a stream's length that is no number")
	}
	return n, nil
}

// Resolve gives the value behind a reference, and any other value as it is.
func (v View) Resolve(value any) (any, error) {
	for range 8 {
		ref, ok := value.(Ref)
		if !ok {
			return value, nil
		}
		o, err := v.Object(ref)
		if err != nil {
			return nil, err
		}
		value = o.Value
	}
	return nil, malformed(-1, "references that lead to references")
}

// Decode gives a stream's decoded data, at most limit bytes.
func (v View) Decode(s *Stream, limit int) ([]byte, error) {
	return v.f.src.decode(s, min(limit, maxInflated))
}
