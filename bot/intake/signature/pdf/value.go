package pdf

import (
	"bytes"
	"math"
)

// A value of a PDF is nil (null), bool, int64, float64, Name, String, Array,
// Dict, Ref or *Stream.

// Name is a name without its slash, escapes decoded.
type Name string

// Ref is a reference to an indirect object.
type Ref struct{ Num, Gen int }

// Array is an array of values.
type Array []any

// Dict is a dictionary. A key that comes twice is an error of the file.
type Dict map[Name]any

// String is a string; Start and End are where it stands in the file with its
// delimiters, -1 inside an object stream.
type String struct {
	Bytes      []byte
	Hex        bool
	Start, End int64
}

// Stream is a stream's dictionary and where its data stands, as written.
type Stream struct {
	Dict         Dict
	Start, Bytes int64
}

// Equal says whether two values are written the same, references being equal
// when they name the same object and fractions when they are very near. The data of streams are not compared.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case String:
		s, ok := b.(String)
		return ok && bytes.Equal(a.Bytes, s.Bytes)
	case Array:
		s, ok := b.(Array)
		if !ok || len(a) != len(s) {
			return false
		}
		for i := range a {
			if !Equal(a[i], s[i]) {
				return false
			}
		}
		return true
	case Dict:
		d, ok := b.(Dict)
		return ok && len(a) == len(d) && len(Differing(a, d)) == 0
	case *Stream:
		return false
	case float64:
		return near(a, b)
	case int64:
		if f, ok := b.(float64); ok {
			return near(f, a)
		}
	}
	switch b.(type) {
	case String, Array, Dict, *Stream:
		return false
	}
	return a == b
}

// near compares a fraction with a number: programs that write a page again
// round what they read.
func near(a float64, b any) bool {
	switch b := b.(type) {
	case float64:
		return math.Abs(a-b) < 1e-6
	case int64:
		return math.Abs(a-float64(b)) < 1e-6
	}
	return false
}

// Differing gives the keys that only one of two dictionaries has, or whose
// values differ.
func Differing(a, b Dict) []Name {
	var names []Name
	for k, v := range a {
		if w, ok := b[k]; !ok || !Equal(v, w) {
			names = append(names, k)
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			names = append(names, k)
		}
	}
	return names
}

// DictOf gives the dictionary of a dictionary or a stream.
func DictOf(v any) (Dict, bool) {
	switch v := v.(type) {
	case Dict:
		return v, true
	case *Stream:
		return v.Dict, true
	}
	return nil, false
}

// References calls visit for every reference inside a value.
func References(v any, visit func(Ref)) {
	switch v := v.(type) {
	case Ref:
		visit(v)
	case Array:
		for _, e := range v {
			References(e, visit)
		}
	case Dict:
		for _, e := range v {
			References(e, visit)
		}
	case *Stream:
		References(v.Dict, visit)
	}
}
