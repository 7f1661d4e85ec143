package figures

import (
	"slices"
	"strings"

	"minhchung/scoring"
)

// Field is which part of an answer a column gives.
type Field string

// The fields.
const (
	FieldPart    Field = "part"
	FieldWhole   Field = "whole"
	FieldPercent Field = "percent"
	FieldCount   Field = "count"
	FieldYes     Field = "yes"
	FieldChoice  Field = "choice"
	FieldDone    Field = "done" // yes or no to one part of a checklist: Option
)

// Target is what a column means: a field of a criterion's input. The zero
// value is a column that is passed over.
type Target struct {
	Criterion string
	Slot      string // the system slot that the figure fills
	Input     string
	Field     Field
	Option    string // of FieldDone
}

// String writes the target as it stands on buttons and in the ledger.
func (t Target) String() string {
	if t == (Target{}) {
		return ""
	}
	parts := []string{t.Criterion, t.Slot, t.Input, string(t.Field)}
	if t.Option != "" {
		parts = append(parts, t.Option)
	}
	return strings.Join(parts, "/")
}

// ref is the slot that the target is about.
func (t Target) ref() scoring.SlotRef { return scoring.SlotRef{Criterion: t.Criterion, Slot: t.Slot} }

// Allowed says whose figures somebody may supply: those of the owners, or,
// without any, of all.
type Allowed struct{ Owners []string }

// May says whether the figures of an owner are among them.
func (a Allowed) May(owner string) bool {
	return len(a.Owners) == 0 || slices.Contains(a.Owners, owner)
}

// MaySlot says the same of a slot of the edition.
func (a Allowed) MaySlot(e *scoring.Edition, ref scoring.SlotRef) bool {
	c := e.Criterion(ref.Criterion)
	if c == nil {
		return false
	}
	slot, ok := c.Slot(ref.Slot)
	return ok && slot.Kind == scoring.SlotSystem && a.May(slot.Owner)
}

// Targets lists everything that a column may mean, in the edition's order.
func Targets(e *scoring.Edition, allowed Allowed) []Target {
	var all []Target
	for _, c := range e.Criteria() {
		for _, slot := range c.Evidence {
			if slot.Kind == scoring.SlotSystem && allowed.May(slot.Owner) {
				all = append(all, targetsOf(c, slot)...)
			}
		}
	}
	return all
}

// targetsOf lists what may be said of one criterion.
func targetsOf(c *scoring.Criterion, slot scoring.Slot) []Target {
	var all []Target
	for _, input := range c.Rule.Inputs() {
		of := func(field Field, option string) {
			all = append(all, Target{Criterion: c.ID, Slot: slot.ID, Input: input.ID, Field: field, Option: option})
		}
		switch input.Kind {
		case scoring.InputRatio:
			of(FieldPart, "")
			of(FieldWhole, "")
			if input.PercentToo {
				of(FieldPercent, "")
			}
		case scoring.InputCount:
			of(FieldCount, "")
		case scoring.InputYesNo:
			of(FieldYes, "")
		case scoring.InputChoice:
			of(FieldChoice, "")
		case scoring.InputChecklist:
			for _, o := range input.Options {
				of(FieldDone, o.ID)
			}
		}
	}
	return all
}

// Find gives the target that was written so, if it is among the allowed.
func Find(e *scoring.Edition, allowed Allowed, written string) (Target, bool) {
	for _, t := range Targets(e, allowed) {
		if t.String() == written {
			return t, true
		}
	}
	return Target{}, false
}

// Of lists the targets of one criterion.
func Of(targets []Target, criterion string) []Target {
	var own []Target
	for _, t := range targets {
		if t.Criterion == criterion {
			own = append(own, t)
		}
	}
	return own
}

// InputOf gives the input of its criterion that a target is a field of.
func InputOf(c *scoring.Criterion, t Target) scoring.Input {
	inputs := c.Rule.Inputs()
	for _, input := range inputs {
		if input.ID == t.Input {
			return input
		}
	}
	return inputs[0]
}
