package scoring_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/scoring"
)

// The figures of the source's Appendix 1.
func TestEditionAgreesWithTheSource(t *testing.T) {
	e := open(t)
	pillars := []struct {
		id       string
		name     string
		max      scoring.Points
		criteria int
	}{
		{"I", "Nhận thức số", 6000, 13}, {"II", "Thể chế số", 4500, 5}, {"III", "Hạ tầng số", 6000, 8},
		{"IV", "Nhân lực số", 3000, 5}, {"V", "An toàn thông tin mạng", 4000, 7},
		{"VI", "Hoạt động chính quyền số", 19500, 25}, {"VII", "Hoạt động kinh tế số", 1000, 1},
		{"VIII", "Hoạt động xã hội số", 4000, 4}, {"IX", "Đô thị thông minh", 2000, 1},
	}
	if len(e.Pillars) != len(pillars) || len(e.Criteria()) != 69 || e.Max != 50000 || e.Year != 2023 || e.Key() != "2023" {
		t.Fatalf("%d pillars, %d criteria, %s points, year %d, key %s", len(e.Pillars), len(e.Criteria()), e.Max, e.Year, e.Key())
	}
	for i, want := range pillars {
		p := e.Pillars[i]
		if p.ID != want.id || p.Name != want.name || p.Max != want.max || len(p.Criteria) != want.criteria {
			t.Errorf("pillar %s %q: %s points, %d criteria; want %+v", p.ID, p.Name, p.Max, len(p.Criteria), want)
		}
		if e.Pillar(want.id) != p {
			t.Errorf("pillar %s is not found", want.id)
		}
	}
	if e.Pillar("X") != nil || e.Criterion("I.9.9") != nil {
		t.Error("what does not exist is found")
	}
}

func TestDueDates(t *testing.T) {
	e := open(t)
	early := map[string]string{"I.2.2": "2023-03-31", "I.2.3": "2023-06-30", "I.2.4": "2023-09-30"}
	for _, c := range e.Criteria() {
		want, ok := early[c.ID]
		if !ok {
			want = "2023-10-31"
		}
		if c.Due.String() != want {
			t.Errorf("%s is due %s, want %s", c.ID, c.Due, want)
		}
	}
	if e.Closes.String() != "2023-10-31" {
		t.Errorf("filing closes %s", e.Closes)
	}
}

func TestTwoCriteriaShareAnOfficialNumber(t *testing.T) {
	e := open(t)
	var same []string
	for _, c := range e.Criteria() {
		if c.OfficialNumber() == "III.2.1" {
			same = append(same, c.ID)
		}
	}
	if !slices.Equal(same, []string{"III.2.1", "III.2b.1"}) {
		t.Errorf("official number III.2.1: %v", same)
	}
	if c := e.Criterion("III.2b.2"); c.Group != "2" || !strings.HasPrefix(c.GroupName, "Triển khai Trung tâm dữ liệu") {
		t.Errorf("III.2b.2 is in group %s, %q", c.Group, c.GroupName)
	}
}

func TestTextsAreTheSourcesOwnAndClean(t *testing.T) {
	e := open(t)
	for _, c := range e.Criteria() {
		for _, text := range []string{c.Name, c.GroupName, c.Short, c.Guidance, c.EvidenceText, c.Note} {
			if !norm.NFC.IsNormalString(text) || strings.ContainsAny(text, "\u00a0\t\u200b") || strings.Contains(text, "  ") ||
				strings.Contains(text, "F114") || text != strings.TrimSpace(text) {
				t.Errorf("%s: %q", c.ID, text)
			}
		}
		if utf8.RuneCountInString(c.Short) > 40 {
			t.Errorf("%s: the short name %q is too long", c.ID, c.Short)
		}
		if !strings.HasPrefix(c.Guidance, "1. Nội dung thực hiện") || !strings.Contains(c.Guidance, "2. Điều kiện đảm bảo:") {
			t.Errorf("%s: guidance %q", c.ID, c.Guidance)
		}
	}
	if got := e.Criterion("VI.16.1").Guidance; !strings.HasSuffix(got, "Nghị định 42/2022/NĐ-CP") {
		t.Errorf("VI.16.1 ends %q", got)
	}
	if got := e.Criterion("IV.3.1").Note; got != "Chỉ tính các năm có triển khai" {
		t.Errorf("IV.3.1: note %q", got)
	}
	if got := e.Criterion("VIII.2.1").Note; !strings.Contains(got, "5 trên 10 điểm") {
		t.Errorf("VIII.2.1: note %q", got)
	}
}

func TestFlags(t *testing.T) {
	e := open(t)
	var na, switches, procedures []string
	for _, c := range e.Criteria() {
		if c.MayBeNotApplicable {
			na = append(na, c.ID)
		}
		if c.Switchable {
			switches = append(switches, c.ID)
		}
	}
	for _, c := range e.ProceduresCriteria() {
		procedures = append(procedures, c.ID)
	}
	for _, test := range []struct {
		what string
		got  []string
		want string
	}{
		{"not applicable is foreseen", na, "I.2.1 II.5.1 III.3.4"},
		{"switches", switches, "III.3.1 III.3.2 III.3.3 III.3.4 IV.3.1 VI.15.1"},
		{"need procedures", procedures, "II.5.1 VI.4.1 VI.5.1 VI.6.1 VI.6.2 VI.7.1 VI.8.1 VI.8.2 VI.9.1 VI.10.1"},
	} {
		if got := strings.Join(test.got, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

func TestGeneralInformation(t *testing.T) {
	e := open(t)
	var inside, outside []string
	for _, f := range e.Profile {
		if f.Outside {
			outside = append(outside, f.ID)
		} else {
			inside = append(inside, f.ID)
		}
		if f.LabelIn("vi") == "" || f.LabelIn("en") == "" || f.Example == "" {
			t.Errorf("field %+v", f)
		}
		var p scoring.Profile
		if err := p.Set(f.ID, f.Example); err != nil || p.Get(f.ID) != f.Example {
			t.Errorf("%s does not take its own example: %v, %q", f.ID, err, p.Get(f.ID))
		}
	}
	want := "name address website units civil_servants public_employees servers workstations information_systems procedures"
	if strings.Join(inside, " ") != want || strings.Join(outside, " ") != "other_workers" {
		t.Errorf("fields %v and %v", inside, outside)
	}
}

func TestOpenForAnotherYear(t *testing.T) {
	own := open(t)
	next, err := scoring.Open("2023", 2024)
	if err != nil {
		t.Fatal(err)
	}
	if next.Year != 2024 || next.ID != "2023" || next.Key() != "2023-2024" || next.Closes.String() != "2024-10-31" {
		t.Errorf("year %d, id %s, key %s, closes %s", next.Year, next.ID, next.Key(), next.Closes)
	}
	for i, c := range next.Criteria() {
		was := own.Criteria()[i]
		if c.Due.Year != 2024 || c.Due.Short() != was.Due.Short() || c.Name != was.Name || c.Guidance != was.Guidance {
			t.Errorf("%s is due %s", c.ID, c.Due)
		}
	}
	for _, bad := range []struct {
		id   string
		year int
	}{{"2022", 0}, {"../2023", 0}, {"2023", 23}, {"2023", -1}} {
		if _, err := scoring.Open(bad.id, bad.year); err == nil {
			t.Errorf("opened edition %q for %d", bad.id, bad.year)
		}
	}
	if got := scoring.Editions(); !slices.Equal(got, []string{"2023"}) {
		t.Errorf("editions %v", got)
	}
}

func TestEditionSavedOnAnOfficePC(t *testing.T) {
	data, err := os.ReadFile("editions/2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	windows := append([]byte("\uFEFF"), bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))...)
	e, err := scoring.Load(windows)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.Criterion("I.1.1").Guidance, open(t).Criterion("I.1.1").Guidance; got != want {
		t.Errorf("guidance %q", got)
	}
}

func TestIndexAsJSON(t *testing.T) {
	var buf bytes.Buffer
	if err := scoring.WriteIndexJSON(&buf, open(t)); err != nil {
		t.Fatal(err)
	}
	var index struct {
		Edition   string      `json:"edition"`
		MaxPoints json.Number `json:"max_points"`
		Pillars   []struct {
			ID       string `json:"id"`
			Criteria []map[string]any
		} `json:"pillars"`
	}
	if err := json.Unmarshal(buf.Bytes(), &index); err != nil {
		t.Fatal(err)
	}
	if index.Edition != "2023" || index.MaxPoints != "500" || len(index.Pillars) != 9 {
		t.Errorf("%+v", index)
	}
	first := index.Pillars[0].Criteria[0]
	for key, want := range map[string]any{
		"id": "I.1.1", "number": "1.1", "group": "1", "max_points": 10.0, "due": "2023-10-31", "note": "",
		"rule": "choice", "may_be_not_applicable": false, "switchable": false,
	} {
		if first[key] != want {
			t.Errorf("I.1.1: %s is %v, want %v", key, first[key], want)
		}
	}
	if strings.Contains(buf.String(), `\u0026`) || strings.Contains(buf.String(), `"or": null`) {
		t.Error("escaped letters or null lists")
	}
}
