package scoring_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"minhchung/scoring"
)

// breakage changes one place of the good edition: the first occurrence of old
// after the place named by after.
type breakage struct {
	name       string
	after      string
	old, new   string
	wantReason string
	wantAt     string // the text on the line that is named; "" for that of new
}

func breakages() []breakage {
	return []breakage{
		{name: "a pillar's sum", after: "id: I.1.1", old: "max_points: 10", new: "max_points: 11",
			wantReason: "the criteria of I add up to 61 points, not to 60", wantAt: "max_points: 60"},
		{name: "the whole's sum", old: "max_points: 500", new: "max_points: 501", wantReason: "the pillars add up to 500 points, not to 501"},
		{name: "points below 0", after: "id: I.1.1", old: "max_points: 10", new: "max_points: -10", wantReason: "points above 0"},
		{name: "too many decimals", after: "id: I.1.1", old: "max_points: 10", new: "max_points: 10.001", wantReason: "at most two decimals"},
		{name: "points in words", after: "id: I.1.1", old: "max_points: 10", new: "max_points: ten", wantReason: "not a number"},
		{name: "unknown kind of rule", after: "id: I.1.1", old: "kind: choice", new: "kind: guess", wantReason: `unknown kind of rule "guess"`},
		{name: "unknown field", after: "id: I.1.1", old: "short_en:", new: "shrt_en:", wantReason: "unknown field"},
		{name: "unknown field of a rule", after: "id: I.1.1", old: "kind: choice", new: "kind: choice\n              minimum: 5", wantReason: "unknown field", wantAt: "minimum: 5"},
		{name: "unknown field of a ratio", after: "id: I.5.2", old: "fixed: 10", new: "fixd: 10", wantReason: "unknown field"},
		{name: "a field twice", after: "id: I.1.1", old: "max_points: 10", new: "max_points: 10\n            max_points: 12", wantReason: "already defined", wantAt: "max_points: 12"},
		{name: "a criterion's id twice", old: "id: I.2.1", new: "id: I.1.1", wantReason: `the id "I.1.1" is there twice`},
		{name: "a pillar's id twice", old: "- id: II\n", new: "- id: I\n", wantReason: `the id "I" is there twice`},
		{name: "an option's id twice", after: "id: I.1.1", old: "id: deputy", new: "id: head", wantReason: `the id "head" is there twice`},
		{name: "a slot's id twice", after: "id: I.2.2", old: "id: conclusion", new: "id: invitation", wantReason: "is there twice"},
		{name: "a field of the general information twice", old: "id: address", new: "id: name", wantReason: "is there twice"},
		{name: "an owner twice", old: "role: home_affairs", new: "role: ict_department", wantReason: "is there twice"},
		{name: "a share above 1", after: "id: I.1.1", old: "share: 0.5", new: "share: 1.5", wantReason: "the share 1.5 is not between 0 and 1"},
		{name: "a share below 0", after: "id: I.1.1", old: "share: 0.5", new: "share: -0.5", wantReason: "not between 0 and 1"},
		{name: "parts that are not the whole", after: "id: I.2.2", old: "share: 0.5", new: "share: 0.25", wantReason: "add up to 0.75, not to 1", wantAt: "- id: held"},
		{name: "no option is worth all", after: "id: I.1.1", old: "share: 1", new: "share: 0.9", wantReason: "no option is worth the whole maximum", wantAt: "- id: head"},
		{name: "a part that depends on nothing", after: "id: I.2.2", old: "requires: held", new: "requires: hold", wantReason: `depends on "hold", which does not exist`},
		{name: "a tier too high", after: "id: I.4.1", old: "at: 1, share: 0.5", new: "at: 3, share: 0.5", wantReason: "from the highest down"},
		{name: "units worth too much", after: "id: I.2.1", old: "cap: 4", new: "cap: 5", wantReason: "worth more than the maximum"},
		{name: "no minimum", after: "id: III.3.1", old: "minimum: 5", new: "minimum: 0", wantReason: "a minimum is at least 1"},
		{name: "an unknown whole", after: "id: I.6.1", old: "from: staff_with_workers", new: "from: people", wantReason: `the whole "people" does not exist`},
		{name: "a sum of what is no count", old: "sum: [workstations]", new: "sum: [website]", wantReason: "no count of the general information"},
		{name: "a day that is none", after: "id: I.2.2", old: "due: 2023-03-31", new: "due: 2023-02-30", wantReason: "is not a day"},
		{name: "a day of another year", after: "id: I.2.2", old: "due: 2023-03-31", new: "due: 2024-03-31", wantReason: "not in the edition's year"},
		{name: "decomposed letters", after: "id: I.1.1", old: "Giám đốc", new: "Gia\u0301m đốc", wantReason: "composed letters"},
		{name: "a non-breaking space", after: "id: I.1.1", old: "Giám đốc", new: "Giám\u00a0đốc", wantReason: "a space that is not a plain one"},
		{name: "an escaped space", after: "id: I.1.1", old: `do người đứng đầu làm`, new: `do\u00a0người đứng đầu làm`, wantReason: "not escapes"},
		{name: "a missing label", after: "id: I.1.1", old: "label: Cấp phó của người đứng đầu", new: `label: ""`, wantReason: "a label is missing", wantAt: "- id: deputy"},
		{name: "a missing English label", after: "id: decision", old: "label_en: the founding decision", new: `label_en: ""`, wantReason: "an English label is missing", wantAt: "- id: decision"},
		{name: "a missing short name", after: "id: I.1.1", old: "short: Quyết định lập BCĐ CĐS", new: `short: ""`, wantReason: "short is missing", wantAt: "- id: I.1.1"},
		{name: "a short name that is long", after: "id: I.1.1", old: "short: Quyết định", new: "short: Quyết định của người đứng đầu đơn vị về việc", wantReason: "not at most 40"},
		{name: "no rule", after: "id: I.5.1", old: "            rule:\n              kind: yes_no", new: "            rules:\n              kind: yes_no", wantReason: "unknown field", wantAt: "rules:"},
		{name: "a figure without an owner", after: "id: II.3.1", old: "owner: ict_department", new: `owner: ""`, wantReason: "not among the edition's owners"},
		{name: "an unknown owner", after: "id: II.3.1", old: "owner: ict_department", new: "owner: nobody", wantReason: `the owner "nobody" is not among the edition's owners`},
		{name: "an owner of a document", after: "id: I.2.2", old: "label: giấy mời", new: "label: giấy mời\n                owner: ioc", wantReason: "only a system's figure has an owner", wantAt: "owner: ioc"},
		{name: "an unknown kind of evidence", after: "id: I.2.2", old: "kind: photo", new: "kind: picture", wantReason: `unknown kind of evidence "picture"`},
		{name: "an unknown date", after: "id: I.1.1", old: "dated: any", new: "dated: sometime", wantReason: "unknown dated"},
		{name: "an unknown issuer", after: "id: I.2.1", old: "issuer: host", new: "issuer: guest", wantReason: "unknown issuer"},
		{name: "an unknown alternative", after: "id: IV.3.2", old: "or: [photo]", new: "or: [picture]", wantReason: "unknown alternative"},
		{name: "a condition that the rule cannot know", after: "id: VI.11.1", old: "            evidence:", new: "            evidence_if: occurred\n            evidence:", wantReason: "knows whether anything occurred", wantAt: "evidence_if: occurred"},
		{name: "an unknown kind of field", after: "id: website", old: "kind: url", new: "kind: link", wantReason: "unknown kind of field"},
		{name: "a count that is a text", after: "id: units", old: "kind: count", new: "kind: text", wantReason: "cannot be of the kind"},
		{name: "no YAML at all", old: "pillars:", new: "pillars: [", wantReason: ""},
	}
}

func TestLoaderRefusesBrokenEditions(t *testing.T) {
	data, err := os.ReadFile("editions/2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range breakages() {
		t.Run(b.name, func(t *testing.T) {
			broken, wantLine := b.apply(t, string(data))
			_, err := scoring.Load([]byte(broken))
			if err == nil {
				t.Fatal("the edition was taken")
			}
			if b.wantReason == "" {
				return
			}
			for _, problem := range problems(err) {
				if strings.Contains(problem.Reason, b.wantReason) && problem.Line == wantLine {
					return
				}
			}
			t.Errorf("got %v\nwant line %d: %s", err, wantLine, b.wantReason)
		})
	}
}

// apply breaks the text and says on which line the loader has to find it.
func (b breakage) apply(t *testing.T, text string) (broken string, line int) {
	t.Helper()
	start := strings.Index(text, b.after)
	at := strings.Index(text[max(start, 0):], b.old)
	if start < 0 || at < 0 {
		t.Fatalf("the edition has no %q after %q", b.old, b.after)
	}
	at += start
	broken = text[:at] + b.new + text[at+len(b.old):]
	named := at
	if b.wantAt != "" {
		// the nearest such line before or after the change
		if named = strings.LastIndex(broken[:at+len(b.new)], b.wantAt); named < 0 {
			named = at + strings.Index(broken[at:], b.wantAt)
		}
	}
	return broken, strings.Count(broken[:named], "\n") + 1
}

func problems(err error) []*scoring.EditionError {
	var found []*scoring.EditionError
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			found = append(found, problems(e)...)
		}
		return found
	}
	var one *scoring.EditionError
	if errors.As(err, &one) {
		found = append(found, one)
	}
	return found
}

func TestLoaderNamesAllThatIsWrong(t *testing.T) {
	data, err := os.ReadFile("editions/2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.NewReplacer("cap: 4", "cap: 40", "requires: held", "requires: hold").Replace(string(data))
	_, err = scoring.Load([]byte(broken))
	if found := problems(err); len(found) != 5 || found[0].Line >= found[4].Line {
		t.Errorf("found %v", err)
	}
}

func TestLoaderRefusesNothing(t *testing.T) {
	for _, text := range []string{"", "---\n", "edition: x\n---\nedition: y\n", "[]", "edition: [1]\n"} {
		if _, err := scoring.Load([]byte(text)); err == nil {
			t.Errorf("%q was taken for an edition", text)
		}
	}
}
