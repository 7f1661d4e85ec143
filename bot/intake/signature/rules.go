package signature

import (
	"errors"
	"strings"

	"minhchung/bot/intake/signature/pdf"
)

// rules is what signatures allow to come after them: the certification's level
// (DocMDP: 1 nothing, 2 filling in and signing, 3 annotations too; 0 says
// nothing) and the fields that they lock.
type rules struct {
	certified int
	locks     []lock
}

// lock is the fields that a signature locks.
type lock struct {
	all   bool // all, but names
	names []string
}

func (l lock) holds(name string) bool {
	for _, n := range l.names {
		if name == n || strings.HasPrefix(name, n+".") {
			return !l.all
		}
	}
	return l.all
}

// with joins the rules of two signatures: the stricter certification, all locks.
func (r rules) with(o rules) rules {
	all := rules{certified: r.certified, locks: append(append([]lock{}, r.locks...), o.locks...)}
	if o.certified != 0 && (r.certified == 0 || o.certified < r.certified) {
		all.certified = o.certified
	}
	return all
}

func (r rules) locked(name string) bool {
	for _, l := range r.locks {
		if l.holds(name) {
			return true
		}
	}
	return false
}

// certifies says whether a signature is itself a certification.
func certifies(v pdf.View, sig pdf.Dict) bool {
	references, _ := v.Resolve(sig["Reference"])
	list, _ := references.(pdf.Array)
	for _, item := range list {
		value, _ := v.Resolve(item)
		if dict, ok := value.(pdf.Dict); ok && dict["TransformMethod"] == pdf.Name("DocMDP") {
			return true
		}
	}
	return false
}

var errRules = errors.New("a signature whose rules for what comes after it cannot be read")

// rulesOf reads the rules of a signature and of its field's lock.
func rulesOf(v pdf.View, sig pdf.Dict, field *node) (rules, error) {
	var r rules
	references, err := v.Resolve(sig["Reference"])
	if err != nil {
		return r, err
	}
	list, ok := references.(pdf.Array)
	if !ok && references != nil || len(list) > 64 {
		return r, errRules
	}
	for _, item := range list {
		value, err := v.Resolve(item)
		if err != nil {
			return r, err
		}
		dict, ok := value.(pdf.Dict)
		if !ok {
			return r, errRules
		}
		more, err := transform(v, dict)
		if err != nil {
			return r, err
		}
		r = r.with(more)
	}
	locked, err := v.Resolve(field.dict["Lock"])
	if err != nil || locked == nil {
		return r, err
	}
	dict, ok := locked.(pdf.Dict)
	if !ok {
		return r, errRules
	}
	more, err := fieldLock(v, dict)
	more.certified = level(dict["P"], 0)
	return r.with(more), err
}

// transform reads one signature reference.
func transform(v pdf.View, dict pdf.Dict) (rules, error) {
	value, err := v.Resolve(dict["TransformParams"])
	if err != nil {
		return rules{}, err
	}
	params, _ := value.(pdf.Dict)
	switch dict["TransformMethod"] {
	case pdf.Name("DocMDP"):
		return rules{certified: level(params["P"], 2)}, nil
	case pdf.Name("FieldMDP"):
		return fieldLock(v, params)
	}
	return rules{}, nil
}

// level reads a certification's level; what is none forbids all.
func level(v any, unsaid int) int {
	if v == nil {
		return unsaid
	}
	if n, ok := v.(int64); ok && n >= 1 && n <= 3 {
		return int(n)
	}
	return 1
}

func fieldLock(v pdf.View, dict pdf.Dict) (rules, error) {
	value, err := v.Resolve(dict["Fields"])
	if err != nil {
		return rules{}, err
	}
	list, _ := value.(pdf.Array)
	l := lock{all: dict["Action"] != pdf.Name("Include")}
	if dict["Action"] == pdf.Name("All") {
		return rules{locks: []lock{l}}, nil
	}
	for _, item := range list {
		name, ok := item.(pdf.String)
		if !ok {
			return rules{}, errRules
		}
		l.names = append(l.names, text(name))
	}
	return rules{locks: []lock{l}}, nil
}
