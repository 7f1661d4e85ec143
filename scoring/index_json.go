package scoring

import (
	"encoding/json"
	"fmt"
	"io"
)

type (
	indexJSON struct {
		Edition   string            `json:"edition"`
		Year      int               `json:"year"`
		MaxPoints Points            `json:"max_points"`
		Pillars   []indexPillarJSON `json:"pillars"`
	}
	indexPillarJSON struct {
		ID        string               `json:"id"`
		Name      string               `json:"name"`
		MaxPoints Points               `json:"max_points"`
		Criteria  []indexCriterionJSON `json:"criteria"`
	}
	indexCriterionJSON struct {
		ID                 string   `json:"id"`
		Number             string   `json:"number"`
		Group              string   `json:"group"`
		GroupName          string   `json:"group_name"`
		Name               string   `json:"name"`
		MaxPoints          Points   `json:"max_points"`
		Due                Date     `json:"due"`
		Guidance           string   `json:"guidance"`
		EvidenceText       string   `json:"evidence_text"`
		Note               string   `json:"note"`
		Rule               RuleKind `json:"rule"`
		Evidence           []Slot   `json:"evidence"`
		MayBeNotApplicable bool     `json:"may_be_not_applicable"`
		Switchable         bool     `json:"switchable"`
	}
)

// WriteIndexJSON prints an edition as `minhchung index --format json` does.
func WriteIndexJSON(w io.Writer, e *Edition) error {
	out := indexJSON{Edition: e.ID, Year: e.Year, MaxPoints: e.Max}
	for _, p := range e.Pillars {
		pillar := indexPillarJSON{ID: p.ID, Name: p.Name, MaxPoints: p.Max}
		for _, c := range p.Criteria {
			pillar.Criteria = append(pillar.Criteria, criterionJSON(c))
		}
		out.Pillars = append(out.Pillars, pillar)
	}
	return writeJSON(w, out)
}

func criterionJSON(c *Criterion) indexCriterionJSON {
	slots := make([]Slot, len(c.Evidence))
	for i, slot := range c.Evidence {
		if slot.Or == nil {
			slot.Or = []SlotKind{} // a list for whoever reads it, not null
		}
		slots[i] = slot
	}
	return indexCriterionJSON{
		ID: c.ID, Number: c.Number, Group: c.Group, GroupName: c.GroupName, Name: c.Name,
		MaxPoints: c.Max, Due: c.Due, Guidance: c.Guidance, EvidenceText: c.EvidenceText, Note: c.Note,
		Rule: c.Rule.Kind(), Evidence: slots,
		MayBeNotApplicable: c.MayBeNotApplicable, Switchable: c.Switchable,
	}
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // "Sở TT&TT" is read by people too
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
