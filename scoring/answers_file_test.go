package scoring_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"minhchung/scoring"
)

func TestScoreAFileOfAnswers(t *testing.T) {
	e := open(t)
	scored, err := scoring.ScoreAnswers(strings.NewReader(`{
		"profile": {"name": "Sở Y tế", "civil_servants": 80, "public_employees": 39.0, "workstations": 1.1e2, "units": null},
		"not_applicable": ["I.2.1"], "switched_off": ["VI.15.1"],
		"answers": {
			"I.1.1": {"choice": "head"}, "I.2.1": {"count": "four"}, "I.2.2": {"done": ["chaired"]}, "I.3.1": null,
			"VI.3.1": {"percent": 95.50}, "VI.15.1": {"part": 500}, "V.2.1": {"part": 111}, "II.1.1": {"yes": "so"}
		}}`), e)
	if err != nil {
		t.Fatal(err)
	}
	if len(scored.Criteria) != 69 || scored.Criteria[0].ID != "I.1.1" || scored.Criteria[68].ID != "IX.1.1" {
		t.Fatalf("%d criteria", len(scored.Criteria))
	}
	claimed := map[string]string{}
	for _, c := range scored.Criteria {
		claimed[c.ID] = show(c.Claimed)
	}
	for id, want := range map[string]string{
		"I.1.1": "10", "I.2.1": "-", "I.2.2": "0", "I.3.1": "-", "VI.3.1": "9,55", "VI.15.1": "-", "V.2.1": "0", "II.1.1": "0", "IX.1.1": "-",
	} {
		if claimed[id] != want {
			t.Errorf("%s: claimed %s, want %s", id, claimed[id], want)
		}
	}
	var wrong []string
	for _, e := range scored.Errors {
		wrong = append(wrong, e.ID)
	}
	if got := strings.Join(wrong, " "); got != "I.2.2 II.1.1 V.2.1" {
		t.Errorf("errors in %s", got)
	}
	checkTotal(t, scored)
}

func checkTotal(t *testing.T, scored scoring.ScoredAnswers) {
	t.Helper()
	var out bytes.Buffer
	if err := scored.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var total struct{ Total map[string]json.Number }
	if err := json.Unmarshal(out.Bytes(), &total); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"claimed": "19.55", "applicable_max": "488", "percent": "4.01", "scaled": "20.03"} {
		if got := total.Total[key].String(); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
}

func TestAnEmptyFileScoresNothing(t *testing.T) {
	scored, err := scoring.ScoreAnswers(strings.NewReader("\uFEFF{}\n"), open(t))
	if err != nil || len(scored.Criteria) != 69 || scored.Errors == nil || show(scored.Total.Percent) != "0" {
		t.Errorf("%+v, %v", scored.Total, err)
	}
}

func TestAnswersOfExcludedCriteriaAreNotEvenRead(t *testing.T) {
	scored, err := scoring.ScoreAnswers(strings.NewReader(`{"not_applicable":["I.2.1"],"answers":{"I.2.1":{"cuộc":4}}}`), open(t))
	if err != nil || len(scored.Errors) != 0 || scored.Total.ApplicableMax != 49800 {
		t.Errorf("%+v, %v", scored.Total, err)
	}
}

func TestNothingApplicableScoresNull(t *testing.T) {
	e := open(t)
	var ids []string
	for _, c := range e.Criteria() {
		ids = append(ids, c.ID)
	}
	list, _ := json.Marshal(ids)
	scored, err := scoring.ScoreAnswers(strings.NewReader(`{"not_applicable":`+string(list)+`,"answers":{"I.1.1":{"choice":"head"}}}`), e)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := scored.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"percent": null`) || !strings.Contains(out.String(), `"scaled": null`) || !strings.Contains(out.String(), `"errors": []`) {
		t.Errorf("%s", out.String()[len(out.String())-200:])
	}
}

func TestFilesOfAnswersThatCannotBeRead(t *testing.T) {
	e := open(t)
	for name, text := range map[string]string{
		"nothing":                       ``,
		"a list":                        `[]`,
		"null":                          `null`,
		"a word":                        `answers`,
		"cut off":                       `{"answers":{"I.1.1":{"choice":"head"}`,
		"something after it":            `{"answers":{}} {}`,
		"broken letters":                "{\"profile\":{\"name\":\"\xff\"}}",
		"a name twice":                  `{"answers":{},"answers":{}}`,
		"a criterion twice":             `{"answers":{"I.1.1":{"choice":"head"},"I.1.1":{"choice":"none"}}}`,
		"a field twice, in a list":      `{"answers":{"III.1.1":{"ratios":[{"part":1,"whole":2},{"part":1,"part":2,"whole":3}]}}}`,
		"an unknown field":              `{"answer":{}}`,
		"a field in capitals":           `{"Answers":{}}`,
		"an unknown criterion":          `{"answers":{"I.9.9":{"yes":true}}}`,
		"an official number":            `{"answers":{"III.2.2":{"part":1}}}`,
		"an unknown excluded criterion": `{"not_applicable":["I.9.9"]}`,
		"an unknown switch":             `{"switched_off":["I.9.9"]}`,
		"switches that are no list":     `{"switched_off":"VI.15.1"}`,
		"an unknown field of an answer": `{"answers":{"I.1.1":{"choice":"head","why":"so"}}}`,
		"an answer's field in capitals": `{"answers":{"I.1.1":{"Choice":"head"}}}`,
		"an unknown field of a ratio":   `{"answers":{"III.1.1":{"ratios":[{"part":1,"hole":2},{"percent":1}]}}}`,
		"answers that are none":         `{"answers":[]}`,
		"an unknown profile field":      `{"profile":{"cars":5}}`,
		"half a civil servant":          `{"profile":{"civil_servants":80.5}}`,
		"less than nobody":              `{"profile":{"civil_servants":-1}}`,
		"a count in quotes":             `{"profile":{"civil_servants":"80"}}`,
		"a name that is a number":       `{"profile":{"name":80}}`,
		"a profile that is none":        `{"profile":80}`,
	} {
		var wrong *scoring.InputError
		if _, err := scoring.ScoreAnswers(strings.NewReader(text), e); !errors.As(err, &wrong) || wrong.Reason == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestAFileThatCannotBeReadIsNotTheAnswersFault(t *testing.T) {
	var wrong *scoring.InputError
	if _, err := scoring.ScoreAnswers(brokenReader{}, open(t)); err == nil || errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
}
