package scoring_test

import (
	"strings"
	"testing"

	"minhchung/scoring"
)

// slotsOf writes a criterion's slots as index-rules does.
func slotsOf(c *scoring.Criterion) string {
	names := map[scoring.SlotKind]string{scoring.SlotSigned: "signed"}
	name := func(k scoring.SlotKind) string {
		if n, ok := names[k]; ok {
			return n
		}
		return string(k)
	}
	var slots []string
	for _, s := range c.Evidence {
		text := name(s.Kind)
		for _, or := range s.Or {
			text += "|" + name(or)
		}
		slots = append(slots, text)
	}
	return strings.Join(slots, " + ")
}

func TestEvidenceSlots(t *testing.T) {
	e := open(t)
	want := map[string]string{}
	for slots, ids := range map[string]string{
		"signed":                      "I.1.1 I.2.1 I.3.1 I.3.2 I.3.3 II.1.1 II.2.1 II.4.1 II.5.1 IV.1.1 IV.2.1 V.1.1",
		"signed + system":             "I.6.1",
		"document + document + photo": "I.2.2 I.2.3 I.2.4 I.2.5",
		"document":                    "I.4.1 I.5.2 VI.4.1 VI.5.1",
		"link":                        "I.5.1",
		"signed|photo":                "IV.3.2",
		"document + signed + system":  "IV.3.3",
		"document + photo":            "V.6.1 VI.11.1 VI.13.1 VIII.2.1 VIII.2.2",
		"document + photo + system":   "VI.2.1 IX.1.1",
		"photo|video + system":        "VI.6.2",
		"document + system":           "VI.8.1 VI.8.2",
	} {
		for _, id := range strings.Fields(ids) {
			want[id] = slots
		}
	}
	only, points := 0, scoring.Points(0)
	for _, c := range e.Criteria() {
		expected, ok := want[c.ID]
		if !ok {
			expected = "system"
			only, points = only+1, points+c.Max
		}
		if got := slotsOf(c); got != expected {
			t.Errorf("%s: %s, want %s", c.ID, got, expected)
		}
		if c.OnlySystem() == ok {
			t.Errorf("%s: only system is %t", c.ID, c.OnlySystem())
		}
	}
	if only != 35 || points != 27300 {
		t.Errorf("%d criteria of only system slots, %s points", only, points)
	}
}

func TestSlotsSayWhatFits(t *testing.T) {
	e := open(t)
	dated := map[string]string{"II.1.1": "any", "I.1.1": "any", "IV.1.1": "any", "IV.2.1": "any", "II.2.1": "from_prior_december"}
	issuer := map[string]string{"I.2.1": "host", "II.1.1": "province", "VI.4.1": "province"}
	for _, c := range e.Criteria() {
		for _, s := range c.Evidence {
			if s.LabelIn("vi") == "" || s.LabelIn("en") == "" {
				t.Errorf("%s %s: no label", c.ID, s.ID)
			}
			switch s.Kind {
			case scoring.SlotSystem:
				if o := e.Owner(s.Owner); o.NameIn("vi") == "" || o.NameIn("en") == "" || s.Dated != "" {
					t.Errorf("%s %s: owner %+v", c.ID, s.ID, o)
				}
			case scoring.SlotSigned, scoring.SlotDocument:
				if s.Dated != or(dated[c.ID], "year") || s.Issuer != or(issuer[c.ID], "own") {
					t.Errorf("%s %s: dated %s, issuer %s", c.ID, s.ID, s.Dated, s.Issuer)
				}
			case scoring.SlotPhoto, scoring.SlotVideo, scoring.SlotLink:
			}
		}
	}
}

func or(value, otherwise string) string {
	if value != "" {
		return value
	}
	return otherwise
}
