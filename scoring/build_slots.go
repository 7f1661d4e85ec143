package scoring

// evidenceIfOccurred is the one condition that evidence may have: it is only
// needed when there was something to deal with.
const evidenceIfOccurred = "occurred"

func (b *builder) slots(e *Edition, here string, c *Criterion, spec *criterionSpec) {
	switch spec.EvidenceIf {
	case "":
	case evidenceIfOccurred:
		c.EvidenceIfOccurred = true
		if _, ok := c.Rule.(*resolvedRatioRule); !ok {
			b.report(here+".evidence_if", "only a %s knows whether anything occurred", RuleResolvedRatio)
		}
	default:
		b.report(here+".evidence_if", "unknown condition %q", spec.EvidenceIf)
	}
	if len(spec.Evidence) == 0 {
		b.report(here, "evidence is missing")
	}
	if len(spec.Evidence) > maxSlots {
		b.report(here, "evidence has more than %d slots", maxSlots)
	}
	ids := map[string]bool{}
	for i := range spec.Evidence {
		place, s := at(here+".evidence", i), &spec.Evidence[i]
		b.need(place, "id", s.ID)
		if ids[s.ID] {
			b.report(place+".id", "the id %q is there twice", s.ID)
		}
		ids[s.ID] = true
		s.Words.check(place, ruleContext{report: b.report})
		for j, kind := range s.Or {
			if !kind.known() || kind == SlotSystem {
				b.report(at(place+".or", j), "unknown alternative %q", kind)
			}
		}
		c.Evidence = append(c.Evidence, b.slot(e, place, s))
	}
}

func (b *builder) slot(e *Edition, place string, s *slotSpec) Slot {
	slot := Slot{
		ID: s.ID, Kind: s.Kind, Or: s.Or, Label: s.Words.Label, LabelEN: s.Words.LabelEN,
		Owner: s.Owner, Dated: s.Dated, Issuer: s.Issuer,
	}
	if !s.Kind.known() {
		b.report(place+".kind", "unknown kind of evidence %q", s.Kind)
		return slot
	}
	if s.Kind == SlotSystem {
		if s.Owner == "" || e.Owner(s.Owner).NameEN == "" {
			b.report(place+".owner", "the owner %q is not among the edition's owners", s.Owner)
		}
		if len(s.Or) > 0 || s.Dated != "" || s.Issuer != "" {
			b.report(place, "a system's figure has no alternatives, date or issuer")
		}
		return slot
	}
	if s.Owner != "" {
		b.report(place+".owner", "only a system's figure has an owner")
	}
	if slot.Dated == "" && s.Kind != SlotLink {
		slot.Dated = DatedYear
	}
	if slot.Issuer == "" && (s.Kind == SlotSigned || s.Kind == SlotDocument) {
		slot.Issuer = IssuerOwn
	}
	switch slot.Dated {
	case "", DatedAny, DatedFromPriorDecember, DatedYear:
	default:
		b.report(place+".dated", "unknown dated %q", slot.Dated)
	}
	switch slot.Issuer {
	case "", IssuerOwn, IssuerHost, IssuerProvince:
	default:
		b.report(place+".issuer", "unknown issuer %q", slot.Issuer)
	}
	return slot
}
