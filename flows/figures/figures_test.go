package figures_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"minhchung/flows/figures"
	"minhchung/scoring"
)

var edition2023 = sync.OnceValues(func() (*scoring.Edition, error) { return scoring.Open("2023", 0) })

func open(t *testing.T) *scoring.Edition {
	t.Helper()
	edition, err := edition2023()
	if err != nil {
		t.Fatal(err)
	}
	return edition
}

// province are departments as the directory has them.
func province() figures.Departments {
	return figures.Departments{
		All: []figures.Department{
			{ID: "so-y-te", Name: "Sở Y tế"}, {ID: "so-gddt", Name: "Sở Giáo dục và Đào tạo"},
			{ID: "so-tttt", Name: "Sở Thông tin và Truyền thông"}, {ID: "so-tai-chinh", Name: "Sở Tài chính"},
			{ID: "ban-a", Name: "Ban Quản lý"}, {ID: "ban-b", Name: "Ban quản lý"},
		},
		KnownAs: func(name string) string { return map[string]string{"so yt": "so-y-te", "so cu": "so-da-bo"}[name] },
	}
}

// table writes a table by hand: the first line is the header, cells are
// separated by "|", "=" begins a formula, "#" a number of the file's own.
func table(lines ...string) figures.Table {
	t := figures.Table{Sheets: 1, Header: strings.Split(lines[0], "|")}
	for i, line := range lines[1:] {
		row := figures.Row{N: i + 2}
		for _, text := range strings.Split(line, "|") {
			text, number := strings.CutPrefix(text, "#")
			row.Cells = append(row.Cells, figures.Cell{Text: text, Number: number, Formula: strings.HasPrefix(text, "=")})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func staffed(string) scoring.Profile {
	var p scoring.Profile
	for field, value := range map[string]string{"civil_servants": "80", "public_employees": "39", "workstations": "110"} {
		if err := p.Set(field, value); err != nil {
			panic(err)
		}
	}
	return p
}

// reader reads with what each column after the names means.
func reader(t *testing.T, targets ...string) figures.Reader {
	t.Helper()
	edition := open(t)
	mapping := figures.Mapping{Targets: []figures.Target{{}}}
	for _, written := range targets {
		target, ok := figures.Find(edition, figures.Allowed{}, written)
		if !ok && written != "" {
			t.Fatalf("%q is no target", written)
		}
		mapping.Targets = append(mapping.Targets, target)
	}
	return figures.Reader{Edition: edition, Mapping: mapping, Departments: province(), Profile: staffed}
}

// TestEveryOwnersFiguresAreReached lets each holder of figures supply each of
// its criteria: a column a target, and a row that its rule takes.
func TestEveryOwnersFiguresAreReached(t *testing.T) {
	edition := open(t)
	criteria := 0
	for _, owner := range edition.Owners {
		targets := figures.Targets(edition, figures.Allowed{Owners: []string{owner.Role}})
		if len(targets) == 0 {
			t.Errorf("nothing can be supplied by %s", owner.Name)
		}
		for _, c := range edition.Criteria() {
			own := figures.Of(targets, c.ID)
			if len(own) == 0 {
				continue
			}
			criteria++
			header, line, written := "Đơn vị", "Sở Y tế", []string{}
			for _, target := range own {
				cell := "3"
				switch target.Field {
				case figures.FieldYes, figures.FieldDone:
					cell = "có"
				case figures.FieldPercent:
					cell = "75%"
				case figures.FieldWhole:
					cell = "4"
				case figures.FieldPart, figures.FieldCount, figures.FieldChoice:
				}
				header, line, written = header+"|"+target.String(), line+"|"+cell, append(written, target.String())
			}
			got := reader(t, written...).Read(table(header, line))
			if len(got.Figures) != 1 || len(got.Mismatches) != 0 || got.Figures[0].Criterion != c.ID {
				t.Errorf("%s of %s: %+v", c.ID, owner.Name, got)
			}
		}
	}
	system := 0
	for _, c := range edition.Criteria() {
		if slices.ContainsFunc(c.Evidence, func(s scoring.Slot) bool { return s.Kind == scoring.SlotSystem }) {
			system++
		}
	}
	if len(edition.Owners) < 15 || criteria != system {
		t.Errorf("%d owners supply %d criteria; %d wait for somebody else's figures", len(edition.Owners), criteria, system)
	}
}

// answers writes down what was taken, and what was not and why.
func answers(t *testing.T, got figures.Reading) (taken, left []string) {
	t.Helper()
	for _, f := range got.Figures {
		raw, err := scoring.EncodeEntry(scoring.AnswerGiven{Criterion: f.Criterion, Answer: f.Answer})
		if err != nil {
			t.Fatal(err)
		}
		_, answer, _ := strings.Cut(string(raw), `"answer":`)
		taken = append(taken, fmt.Sprintf("%d %s %s %s", f.Row, f.Department, f.Criterion, strings.TrimSuffix(answer, "}")))
	}
	for _, m := range got.Mismatches {
		why := string(m.Code)
		if m.Err != nil {
			why = string(m.Err.Code)
		}
		left = append(left, fmt.Sprintf("%d %s %s %d", m.Row, why, m.Criterion, m.Column))
	}
	return taken, left
}

func TestWhatARowSays(t *testing.T) {
	const (
		part, whole, percent = "VI.12.1/figure/ratio/part", "VI.12.1/figure/ratio/whole", "VI.12.1/figure/ratio/percent"
		usb, yes             = "VIII.1.1/figure/ratio/part", "III.2.1/figure/yes/yes"
		count                = "V.5.1/figure/count/count"
	)
	for name, test := range map[string]struct {
		targets []string
		cells   string
		taken   string // the answer; "" for none
		left    string // why, and of which column
	}{
		"part and whole":             {[]string{part, whole}, "1.100|1.190", `{"part":1100,"whole":1190}`, ""},
		"numbers of the file's own":  {[]string{part, whole}, "#1100|#1190", `{"part":1100,"whole":1190}`, ""},
		"both in one cell":           {[]string{part}, "37/119", `{"part":37,"whole":119}`, ""},
		"both, and another whole":    {[]string{part, whole}, "37/119|120", "", "unclear 1"},
		"the whole is known already": {[]string{usb}, "100", `{"part":100,"whole":119}`, ""},
		"above the known whole":      {[]string{usb}, "120", "", "part_above_whole -1"},
		"a percentage":               {[]string{percent}, "95,5 %", `{"percent":95.5}`, ""},
		"a percentage of the file":   {[]string{percent}, "#95.5%", `{"percent":95.5}`, ""},
		"a bare percentage":          {[]string{percent}, "#95.5", `{"percent":95.5}`, ""},
		"a share or a percentage":    {[]string{percent}, "#0.955", "", "unclear 1"},
		"counts before percentages":  {[]string{percent, part, whole}, "90%|1|4", `{"part":1,"whole":4}`, ""},
		"percentages for counts":     {[]string{percent, part, whole}, "90%||", `{"percent":90}`, ""},
		"above the whole":            {[]string{part, whole}, "5|4", "", "part_above_whole -1"},
		"a whole of nothing":         {[]string{part, whole}, "0|0", "", "whole_zero -1"},
		"half a person":              {[]string{part, whole}, "#1.5|4", "", "not_whole_number -1"},
		"below zero":                 {[]string{part, whole}, "#-1|4", "", "negative -1"},
		"too many percent":           {[]string{percent}, "#101", "", "percent_range -1"},
		"a percentage as a count":    {[]string{part, whole}, "#50%|4", "", "not_a_number 1"},
		"words":                      {[]string{part, whole}, "đang rà soát|4", "", "not_a_number 1"},
		"an error of the sheet":      {[]string{part, whole}, "##DIV/0!|4", "", "not_a_number 1"},
		"English thousands":          {[]string{part, whole}, "1,100|1,190", "", "unclear 1"},
		"a formula":                  {[]string{part, whole}, "3|=A1+B2", "", "formula 2"},
		"a formula alone":            {[]string{part}, "=SUM(A1)", "", "formula 1"},
		"no whole":                   {[]string{part, whole}, "3|-", "", "missing 2"},
		"no part":                    {[]string{part, whole}, "n/a|3", "", "missing 1"},
		"not yet":                    {[]string{part, whole}, "chưa có số liệu|3", "", "not_a_number 1"},
		"nothing at all":             {[]string{part, whole}, "|", "", "missing -1"},
		"no incidents":               {[]string{count}, "không phát sinh", `{"count":0}`, ""},
		"no what":                    {[]string{count}, "không", "", "unclear 1"},
		"a count":                    {[]string{count}, "#0", `{"count":0}`, ""},
		"connected":                  {[]string{yes}, "Đã kết nối", `{"yes":true}`, ""},
		"a cross":                    {[]string{yes}, "x", `{"yes":true}`, ""},
		"not connected":              {[]string{yes}, "Chưa kết nối", `{"yes":false}`, ""},
		"a boolean":                  {[]string{yes}, "FALSE", `{"yes":false}`, ""},
		"who knows":                  {[]string{yes}, "không rõ", "", "unclear 1"},
	} {
		got := reader(t, test.targets...).Read(table("Đơn vị"+strings.Repeat("|cột", len(test.targets)), "Sở Y tế|"+test.cells))
		taken, left := answers(t, got)
		wantTaken, wantLeft := []string(nil), []string(nil)
		criterion, _, _ := strings.Cut(test.targets[0], "/")
		if test.taken != "" {
			wantTaken = []string{"2 so-y-te " + criterion + " " + test.taken}
		}
		if why, column, ok := strings.Cut(test.left, " "); ok {
			of := criterion
			if name == "nothing at all" { // then it is about the row
				of = ""
			}
			wantLeft = []string{fmt.Sprintf("2 %s %s %s", why, of, column)}
		}
		if !slices.Equal(taken, wantTaken) || !slices.Equal(left, wantLeft) {
			t.Errorf("%s: took %q, left %q; want %q, %q", name, taken, left, wantTaken, wantLeft)
		}
	}
}

func TestRatiosAndChecklists(t *testing.T) {
	two := reader(t, "III.1.1/figure/smartphone/part", "III.1.1/figure/hue_s/part", "III.1.1/figure/hue_s/whole",
		"IV.3.3/figure/done/done/assigned", "IV.3.3/figure/done/done/attended")
	taken, left := answers(t, two.Read(table("Đơn vị|a|b|c|d|e", "Sở Y tế|110|90|119|có|không", "Sở Tài chính|110||119|không|có")))
	if want := []string{
		`2 so-y-te III.1.1 {"ratios":[{"part":110,"whole":119},{"part":90,"whole":119}]}`, `2 so-y-te IV.3.3 {"done":["assigned"]}`,
		`3 so-tai-chinh IV.3.3 {"done":["attended"]}`,
	}; !slices.Equal(taken, want) {
		t.Errorf("took %q", taken)
	}
	if want := []string{"3 missing III.1.1 2"}; !slices.Equal(left, want) {
		t.Errorf("left %q", left)
	}
	half := reader(t, "III.1.1/figure/smartphone/part")
	if taken, left := answers(t, half.Read(table("Đơn vị|a", "Sở Y tế|110"))); len(taken) != 0 || !slices.Equal(left, []string{"2 missing III.1.1 -1"}) {
		t.Errorf("one of two ratios: took %q, left %q", taken, left)
	}
}

func TestWhichDepartmentARowIsAbout(t *testing.T) {
	for name, want := range map[string]string{
		"Sở Y tế": "so-y-te", "SO Y TE": "so-y-te", "so-gddt": "so-gddt", "Sở GD": "", "sở  y tế ": "so-y-te", "Sở YT": "so-y-te",
		"Sở TTTT": "? so-tttt", "Sở GD&ĐT": "? so-gddt", "Sở Giáo dục và Đao tạoo": "? so-gddt", "Ban quản lý": "? ban-a ban-b", "Công ty Điện lực": "", "Sở Cũ": "",
	} {
		id, likeliest := province().Find(name)
		got := id
		if id == "" && len(likeliest) > 0 {
			got = "? " + strings.Join(likeliest, " ")
		}
		if got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestRowsThatAreNotTaken(t *testing.T) {
	r := reader(t, "V.5.1/figure/count/count")
	all := table("Đơn vị|Sự cố", "Sở Y tế|1", "Sở TTTT|2", "Sở Tài chính|3", "Sở Giáo dục và Đào tạo|4", "Sở Y tế|5", "|6", "Tổng cộng|21", "|")
	taken, left := answers(t, r.Read(all))
	if want := []string{`4 so-tai-chinh V.5.1 {"count":3}`, `5 so-gddt V.5.1 {"count":4}`}; !slices.Equal(taken, want) {
		t.Errorf("took %q", taken)
	}
	if want := []string{"2 twice_department  0", "3 unknown_department  0", "6 twice_department  0", "7 no_department  0"}; !slices.Equal(left, want) {
		t.Errorf("left %q", left)
	}
	r.Placed = map[int]string{2: figures.Dropped, 3: "so-tttt", 7: figures.Dropped}
	got := r.Read(all)
	taken, left = answers(t, got)
	if len(left) != 0 || len(taken) != 4 || taken[3] != `6 so-y-te V.5.1 {"count":5}` || got.Known["so tttt"] != "so-tttt" || got.Departments() != 4 {
		t.Errorf("placed by a person: took %q, left %q, known %v", taken, left, got.Known)
	}
	r.Placed = map[int]string{3: "so-gddt"}
	if _, left := answers(t, r.Read(all)); !slices.Contains(left, "3 twice_department  0") {
		t.Errorf("two rows can be placed at one department: %q", left)
	}
}

func TestColumnsAreRemembered(t *testing.T) {
	edition := open(t)
	first := table("STT|Đơn vị|Đã cài|Tổng số|Ghi chú", "1|Sở Y tế|3|4|")
	r := reader(t)
	r.Mapping = figures.Mapping{Department: 1, Targets: []figures.Target{{}, {}, {Criterion: "VI.12.1", Slot: "figure", Input: "ratio", Field: figures.FieldPart}, {}, {}}}
	mapped := []scoring.ColumnsMapped{r.Mapping.Entry(first)}
	for name, test := range map[string]struct {
		header  string
		allowed []string
		known   bool
		column  int
	}{
		"the same":             {"STT|Đơn vị|Đã cài|Tổng số|Ghi chú", nil, true, 2},
		"written otherwise":    {"stt|ĐƠN VỊ|đã  cài|Tổng số|ghi chú", nil, true, 2},
		"in another order":     {"Đơn vị|Đã cài|STT|Tổng số|Ghi chú", nil, true, 1},
		"a column more":        {"STT|Đơn vị|Đã cài|Tổng số|Ghi chú|Mới", nil, false, 0},
		"a column less":        {"STT|Đơn vị|Đã cài|Tổng số", nil, false, 0},
		"of the same owner":    {"STT|Đơn vị|Đã cài|Tổng số|Ghi chú", []string{"hue_s"}, true, 2},
		"somebody else's":      {"STT|Đơn vị|Đã cài|Tổng số|Ghi chú", []string{"gis"}, false, 0},
		"the departments gone": {"STT|Cơ quan|Đã cài|Tổng số|Ghi chú", nil, false, 0},
	} {
		m, known := figures.Remembered(edition, figures.Allowed{Owners: test.allowed}, mapped, table(test.header, "1"))
		if known != test.known || known && m.Targets[test.column].Criterion != "VI.12.1" {
			t.Errorf("%s: %v, %+v", name, known, m)
		}
	}
}

// TestTheLikeliestMeaningComesFirst: a verifier presses the first button most times.
func TestTheLikeliestMeaningComesFirst(t *testing.T) {
	edition := open(t)
	targets := figures.Targets(edition, figures.Allowed{})
	for header, want := range map[string]string{
		"Số CBCCVC cài Hue-S và đăng ký tài khoản":  "VI.12.1/figure/ratio/part",
		"Tỉ lệ thanh toán qua ví điện tử Hue-S (%)": "VII.1.1/figure/ratio/percent",
		"Số máy trạm có phần mềm phòng chống virus": "V.2.2/figure/ratio/part",
		"Đã kết nối mạng Truyền số liệu":            "III.2.1/figure/yes/yes",
		"Số sự cố an toàn thông tin":                "V.5.1/figure/count/count",
		"Số người có chữ ký số qua SIM":             "VIII.1.2/figure/ratio/part",
		"Số phản ánh xử lý đúng hạn":                "VI.3.1/figure/ratio/part",
	} {
		if got := figures.Likeliest(edition, targets, header, nil, figures.Target{})[0].String(); got != want {
			t.Errorf("%q most likely means %s, want %s", header, got, want)
		}
	}
	part, _ := figures.Find(edition, figures.Allowed{}, "VI.12.1/figure/ratio/part")
	if got := figures.Likeliest(edition, targets, "Tổng số", nil, part)[0].String(); got != "VI.12.1/figure/ratio/whole" {
		t.Errorf("a whole beside its part most likely means %s", got)
	}
	if got := figures.Likeliest(edition, targets, "Cột 3 (VI.9.1)", []string{"VI.9.1"}, part)[0].Criterion; got != "VI.9.1" {
		t.Errorf("a header with a number most likely means %s", got)
	}
}
