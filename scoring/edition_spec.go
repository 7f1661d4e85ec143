package scoring

import (
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// The shape of an edition's file. Unknown fields are refused, so that a
// misspelt one does not silently mean nothing.
type (
	editionSpec struct {
		Edition   string       `yaml:"edition"`
		Year      int          `yaml:"year"`
		Name      string       `yaml:"name"`
		Source    string       `yaml:"source"`
		MaxPoints decimal      `yaml:"max_points"`
		Closes    string       `yaml:"closes"`
		Locks     bool         `yaml:"locks"`
		Owners    []ownerSpec  `yaml:"owners"`
		Profile   []fieldSpec  `yaml:"profile"`
		Wholes    []wholeSpec  `yaml:"wholes"`
		Pillars   []pillarSpec `yaml:"pillars"`
	}
	ownerSpec struct {
		Role    string `yaml:"role"`
		Name    string `yaml:"name"`
		NameEN  string `yaml:"name_en"`
		Contact string `yaml:"contact"`
	}
	fieldSpec struct {
		ID      string    `yaml:"id"`
		Kind    FieldKind `yaml:"kind"`
		Words   words     `yaml:",inline"`
		Noun    string    `yaml:"noun"`
		NounEN  string    `yaml:"noun_en"`
		Example string    `yaml:"example"`
		Outside bool      `yaml:"outside"`
	}
	wholeSpec struct {
		ID  string   `yaml:"id"`
		Sum []string `yaml:"sum"`
	}
	pillarSpec struct {
		ID        string      `yaml:"id"`
		Name      string      `yaml:"name"`
		MaxPoints decimal     `yaml:"max_points"`
		Groups    []groupSpec `yaml:"groups"`
	}
	groupSpec struct {
		Number   string          `yaml:"number"`
		Name     string          `yaml:"name"`
		Criteria []criterionSpec `yaml:"criteria"`
	}
	criterionSpec struct {
		ID              string     `yaml:"id"`
		Number          string     `yaml:"number"`
		Name            string     `yaml:"name"`
		Short           string     `yaml:"short"`
		ShortEN         string     `yaml:"short_en"`
		Words           []string   `yaml:"words"`
		MaxPoints       decimal    `yaml:"max_points"`
		Due             string     `yaml:"due"`
		Guidance        string     `yaml:"guidance"`
		EvidenceText    string     `yaml:"evidence_text"`
		Note            string     `yaml:"note"`
		Rule            ruleSpec   `yaml:"rule"`
		Evidence        []slotSpec `yaml:"evidence"`
		EvidenceIf      string     `yaml:"evidence_if"`
		NotApplicable   bool       `yaml:"may_be_not_applicable"`
		SignerAnswers   bool       `yaml:"signer_answers"`
		Switchable      bool       `yaml:"switchable"`
		NeedsProcedures bool       `yaml:"needs_procedures"`
	}
	slotSpec struct {
		ID     string     `yaml:"id"`
		Kind   SlotKind   `yaml:"kind"`
		Or     []SlotKind `yaml:"or"`
		Words  words      `yaml:",inline"`
		Owner  string     `yaml:"owner"`
		Dated  string     `yaml:"dated"`
		Issuer string     `yaml:"issuer"`
	}
)

// ruleSpec reads a rule by its kind, so that a field of another kind is unknown.
type ruleSpec struct {
	editionRule
	kind RuleKind
}

// UnmarshalYAML reads the kind first and then the rule of that kind.
func (s *ruleSpec) UnmarshalYAML(node ast.Node) error {
	var head struct {
		Kind RuleKind `yaml:"kind"`
	}
	if err := yaml.NodeToValue(node, &head); err != nil {
		return err
	}
	rule := newRule(head.Kind)
	if rule == nil {
		return &yaml.SyntaxError{Message: fmt.Sprintf("unknown kind of rule %q", head.Kind), Token: node.GetToken()}
	}
	s.editionRule, s.kind = rule, head.Kind
	target := any(rule)
	if r, ok := rule.(interface{ target() any }); ok {
		target = r.target()
	}
	return yaml.NodeToValue(without(node, "kind"), target, yaml.Strict())
}

// without gives a mapping that lacks one key.
func without(node ast.Node, key string) ast.Node {
	all, ok := node.(*ast.MappingNode)
	if !ok {
		return node
	}
	rest := *all
	rest.Values = nil
	for _, v := range all.Values {
		if v.Key.GetToken().Value != key {
			rest.Values = append(rest.Values, v)
		}
	}
	return &rest
}

// decimal is a Number in an edition's file: read from its digits, never as a
// float.
type decimal struct{ Number }

// UnmarshalYAML reads the digits.
func (d *decimal) UnmarshalYAML(node ast.Node) error {
	n, err := ParseNumber(node.GetToken().Value)
	if err != nil {
		return &yaml.SyntaxError{Message: err.Error(), Token: node.GetToken()}
	}
	d.Number = n
	return nil
}
