package scoring_test

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"minhchung/scoring"
)

// open gives the edition that the tests work with.
func open(t testing.TB) *scoring.Edition {
	t.Helper()
	e, err := edition2023()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// edition2023 reads the edition once: nothing changes it afterwards.
var edition2023 = sync.OnceValues(func() (*scoring.Edition, error) { return scoring.Open("2023", 0) })

// healthProfile is the general information of Sở Y tế.
func healthProfile(t testing.TB) scoring.Profile {
	t.Helper()
	p := scoring.Profile{}
	for field, value := range map[string]string{
		"name": "Sở Y tế", "civil_servants": "80", "public_employees": "39", "other_workers": "6",
		"workstations": "110", "information_systems": "7", "procedures": "120",
	} {
		if err := p.Set(field, value); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// answer reads an answer as a file of answers holds it.
func answer(t testing.TB, text string) scoring.Answer {
	t.Helper()
	a, err := scoring.ParseAnswer(json.RawMessage(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return a
}

type claim struct{ id, want, answer string }

func readClaims(t testing.TB) []claim {
	t.Helper()
	data, err := os.ReadFile("testdata/claims.txt")
	if err != nil {
		t.Fatal(err)
	}
	var claims []claim
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		claims = append(claims, claim{fields[0], fields[1], strings.Join(fields[2:], " ")})
	}
	return claims
}

func TestClaimOfEveryCriterion(t *testing.T) {
	e, p := open(t), healthProfile(t)
	seen := map[string]bool{}
	for _, cl := range readClaims(t) {
		c := e.Criterion(cl.id)
		if c == nil {
			t.Fatalf("no criterion %s", cl.id)
		}
		seen[cl.id] = true
		if got := outcome(t, c, cl.answer, p); got != cl.want {
			t.Errorf("%s %s: got %s, want %s", cl.id, cl.answer, got, cl.want)
		} else {
			seen[got] = true
		}
	}
	for _, c := range e.Criteria() {
		if !seen[c.ID] {
			t.Errorf("testdata/claims.txt has nothing on %s", c.ID)
		}
	}
	for _, code := range []scoring.AnswerCode{
		scoring.PartAboveWhole, scoring.WholeZero, scoring.WholeMissing, scoring.WholeContradicts, scoring.NotWholeNumber,
		scoring.Negative, scoring.PercentRange, scoring.Depends, scoring.UnknownOption, scoring.WrongShape,
	} {
		if !seen[string(code)] {
			t.Errorf("testdata/claims.txt has no %s", code)
		}
	}
}

// outcome gives the points, or the code of what is wrong.
func outcome(t *testing.T, c *scoring.Criterion, text string, p scoring.Profile) string {
	t.Helper()
	a, err := scoring.ParseAnswer(json.RawMessage(text))
	var points scoring.Points
	if err == nil {
		points, err = c.Rule.Claim(a, p)
	}
	var wrong *scoring.AnswerError
	if errors.As(err, &wrong) {
		if msg := wrong.Message(); msg == "" || strings.Contains(msg, "!") || strings.Contains(msg, string(wrong.Code)) {
			t.Errorf("%s %s: message %q", c.ID, text, msg)
		}
		return string(wrong.Code)
	}
	if err != nil {
		t.Fatalf("%s %s: %v", c.ID, text, err)
	}
	got, _ := json.Marshal(points)
	return string(got)
}

func TestEveryKindOfRuleIsInTheEdition(t *testing.T) {
	seen := map[scoring.RuleKind]bool{}
	for _, c := range open(t).Criteria() {
		seen[c.Rule.Kind()] = true
	}
	for _, kind := range scoring.RuleKinds() {
		if !seen[kind] {
			t.Errorf("no criterion of the kind %s: it needs a test of its own", kind)
		}
	}
}

func TestWholeWithoutGeneralInformation(t *testing.T) {
	e, p := open(t), scoring.Profile{}
	if got := outcome(t, e.Criterion("V.2.1"), `{"part":100}`, p); got != "whole_missing" {
		t.Errorf("V.2.1 of an unknown number of workstations: %s", got)
	}
	if err := p.Set("civil_servants", "80"); err != nil {
		t.Fatal(err)
	}
	if got := outcome(t, e.Criterion("VII.1.1"), `{"part":40}`, p); got != "whole_missing" {
		t.Errorf("VII.1.1 with half of the staff given: %s", got)
	}
	if got := outcome(t, e.Criterion("VII.1.1"), `{"percent":50}`, p); got != "5" {
		t.Errorf("VII.1.1 as a percentage needs no whole: %s", got)
	}
	if err := p.Set("public_employees", "0"); err != nil {
		t.Fatal(err)
	}
	if got := outcome(t, e.Criterion("VI.12.1"), `{"part":40}`, p); got != "5" {
		t.Errorf("VI.12.1 without other workers given, 40 of 80: %s", got)
	}
	if err := p.Set("workstations", "0"); err != nil {
		t.Fatal(err)
	}
	if got := outcome(t, e.Criterion("V.2.1"), `{"part":0}`, p); got != "whole_zero" {
		t.Errorf("V.2.1 without any workstation: %s", got)
	}
}

func TestWholeIsShownWithItsParts(t *testing.T) {
	in := open(t).Criterion("I.6.1").Rule.Inputs()[0]
	n, parts, known := in.Whole.Of(healthProfile(t))
	if n != 125 || !known || len(parts) != 3 {
		t.Fatalf("got %d, %v, known %t", n, parts, known)
	}
	if parts[0].Count != 80 || parts[0].Label != "công chức" || parts[2].Count != 6 || parts[2].Assumed {
		t.Errorf("parts are %+v", parts)
	}
	_, parts, known = in.Whole.Of(scoring.Profile{})
	if known || !parts[2].Assumed {
		t.Errorf("of nothing: known %t, %+v", known, parts)
	}
	for _, in := range open(t).Criterion("III.1.1").Rule.Inputs() {
		if !in.ConfirmWhole {
			t.Error("III.1.1 includes subordinate units: its whole is always confirmed")
		}
	}
}

func TestInputsAreReadyToBeAsked(t *testing.T) {
	for _, c := range open(t).Criteria() {
		inputs := c.Rule.Inputs()
		if len(inputs) == 0 {
			t.Errorf("%s asks for nothing", c.ID)
		}
		for _, in := range inputs {
			if in.ID == "" || in.LabelIn("vi") == "" || in.LabelIn("en") == "" || in.LabelIn("en") == in.LabelIn("vi") {
				t.Errorf("%s: input %+v", c.ID, in)
			}
			if in.Kind == scoring.InputRatio && (in.WholeLabel == "" || in.WholeLabelEN == "" || in.Example == "") {
				t.Errorf("%s: input %+v", c.ID, in)
			}
			if in.Kind == scoring.InputCount && in.Example == "" {
				t.Errorf("%s has no example", c.ID)
			}
			for _, o := range in.Options {
				if o.LabelIn("vi") == "" || o.LabelIn("en") == "" {
					t.Errorf("%s: option %+v", c.ID, o)
				}
			}
		}
	}
	options := open(t).Criterion("I.3.1").Rule.Inputs()[0].Options
	if options[1].Points != 150 {
		t.Errorf("a deputy's signature under I.3.1 is worth 1,5, not %s", options[1].Points)
	}
}

func TestInputChecksOneRatioAlone(t *testing.T) {
	in := open(t).Criterion("III.1.1").Rule.Inputs()[0]
	if err := in.Check(scoring.PartOf(110, 125), scoring.Profile{}); err != nil {
		t.Error(err)
	}
	var wrong *scoring.AnswerError
	if err := in.Check(scoring.PartOf(130, 125), scoring.Profile{}); !errors.As(err, &wrong) || wrong.Code != scoring.PartAboveWhole {
		t.Errorf("130 of 125: %v", err)
	}
	if wrong.Input != "smartphone" || wrong.Message() != "Số đạt (130) lớn hơn tổng số (125). Xin kiểm tra và nhập lại." {
		t.Errorf("%+v says %q", wrong, wrong.Message())
	}
}

func TestLackingAndReach(t *testing.T) {
	e := open(t)
	for _, test := range []struct {
		id, answer string
		more       int64
	}{
		{"III.3.1", `{"count":3}`, 2}, {"III.3.1", `{"count":7}`, 0}, {"I.4.1", `{"count":1}`, 1},
		{"I.2.1", `{"count":1}`, 3}, {"VIII.2.1", `{"count":2}`, 3},
	} {
		more, ok := scoring.Lacking(e.Criterion(test.id), answer(t, test.answer))
		if !ok || more != test.more {
			t.Errorf("%s %s lacks %d (%t), want %d", test.id, test.answer, more, ok, test.more)
		}
	}
	if _, ok := scoring.Lacking(e.Criterion("I.5.1"), answer(t, `{"yes":false}`)); ok {
		t.Error("a yes or no lacks no number")
	}
	for _, c := range e.Criteria() {
		want := c.Max
		if c.ID == "VIII.2.1" {
			want = 500
		}
		if got := scoring.MaxReachable(c); got != want {
			t.Errorf("%s reaches %s, want %s", c.ID, got, want)
		}
	}
	two := answer(t, `{"count":2}`)
	if got := e.Criterion("V.5.1").Rule.Reach(&two); got != 300 {
		t.Errorf("V.5.1 after two incidents reaches %s", got)
	}
}
