package scoring_test

import (
	"testing"
	"time"

	"minhchung/scoring"
)

// row is a figure of VI.12.1 that the Hue-S system gives of a department.
func row(department string, line int, part, whole int64) scoring.FigureRow {
	return scoring.FigureRow{Department: department, Row: line, Criterion: "VI.12.1", Slot: "figure", Answer: scoring.RatioAnswer(part, whole)}
}

func figures(t *testing.T, entries ...scoring.Entry) *scoring.Figures {
	t.Helper()
	f := scoring.NewFigures()
	for i, e := range entries {
		before := f
		f = f.Clone()
		if err := f.Apply(scoring.Stamp{Seq: int64(i + 1), At: time.Date(2023, 3, 24, 9, i, 0, 0, scoring.Zone), By: "thao"}, e); err != nil {
			t.Fatal(err)
		}
		if before.Seq != int64(i) {
			t.Fatal("applying to a clone changes what it was cloned from")
		}
	}
	return f
}

var (
	march = scoring.FiguresImported{ID: "march", File: "hue-s-3.xlsx", Rows: []scoring.FigureRow{row("so-y-te", 7, 100, 119), row("so-gddt", 8, 50, 60)}}
	april = scoring.FiguresImported{ID: "april", File: "hue-s-4.xlsx", Rows: []scoring.FigureRow{row("so-y-te", 5, 110, 119)}}
)

func TestALaterImportReplacesAndAWithdrawnOneNeverWas(t *testing.T) {
	huesOf := func(f *scoring.Figures, department string) string {
		figure, ok := f.Of(department)[scoring.SlotRef{Criterion: "VI.12.1", Slot: "figure"}]
		if !ok {
			return ""
		}
		return figure.Source + " " + figure.Answer.Part.String()
	}
	for _, test := range []struct {
		entries   []scoring.Entry
		yte, gddt string
	}{
		{[]scoring.Entry{march}, "hue-s-3.xlsx 100", "hue-s-3.xlsx 50"},
		{[]scoring.Entry{march, april}, "hue-s-4.xlsx 110", "hue-s-3.xlsx 50"},
		{[]scoring.Entry{march, april, scoring.FiguresWithdrawn{Import: "april"}}, "hue-s-3.xlsx 100", "hue-s-3.xlsx 50"},
		{[]scoring.Entry{march, april, scoring.FiguresWithdrawn{Import: "march"}}, "hue-s-4.xlsx 110", ""},
		{[]scoring.Entry{march, scoring.FiguresWithdrawn{Import: "march"}, scoring.FiguresWithdrawn{Import: "march"}}, "", ""},
		{[]scoring.Entry{march, scoring.FiguresWithdrawn{Import: "nobody's"}}, "hue-s-3.xlsx 100", "hue-s-3.xlsx 50"},
	} {
		f := figures(t, test.entries...)
		if yte, gddt := huesOf(f, "so-y-te"), huesOf(f, "so-gddt"); yte != test.yte || gddt != test.gddt {
			t.Errorf("after %d entries: Sở Y tế %q, Sở GDĐT %q; want %q, %q", len(test.entries), yte, gddt, test.yte, test.gddt)
		}
	}
	twice := figures(t, march, scoring.FiguresWithdrawn{Import: "march"}, scoring.FiguresWithdrawn{Import: "march"})
	if i, ok := twice.Import("march"); !ok || i.Counts() || i.Withdrawn.Seq != 2 {
		t.Errorf("who withdrew first is forgotten: %+v", i.Withdrawn)
	}
}

func TestAFigureTurnsWaitingToDocumented(t *testing.T) {
	edition, err := edition2023()
	if err != nil {
		t.Fatal(err)
	}
	c := edition.Criterion("VI.12.1")
	d := scoring.NewDossier("so-y-te")
	if err := d.Apply(scoring.Stamp{Seq: 1, By: "lan"}, scoring.NoteWritten{Criterion: "VI.12.1", Text: "Có số liệu riêng"}); err != nil {
		t.Fatal(err)
	}
	with := figures(t, march).Into(d)
	if state := scoring.StateOf(scoring.Settings{}, d, c); state != scoring.StateWaiting {
		t.Errorf("without a figure it is %s, and the dossier itself must not change", state)
	}
	if state := scoring.StateOf(scoring.Settings{}, with, c); state != scoring.StateComplete {
		t.Errorf("with the figure it is %s", state)
	}
	line := scoring.LineOf(scoring.Settings{}, with, c)
	if line.Documented == 0 || line.Claimed == nil || *line.Claimed != line.Documented {
		t.Errorf("the figure gives %v documented, %v claimed", line.Documented, line.Claimed)
	}
	if item := with.Item("VI.12.1"); item.Note != "Có số liệu riêng" || item.Last.Seq != 1 {
		t.Errorf("the figure disturbs what was filed: %+v", item)
	}
	if other := scoring.NewDossier("so-tai-chinh"); figures(t, march).Into(other) != other {
		t.Error("a department without figures gets another dossier")
	}
	var none *scoring.Figures
	if none.Into(d) != d || len(none.Imports()) != 0 {
		t.Error("no figures are not nothing")
	}
}

func TestAQuestionStaysWithItsAnswer(t *testing.T) {
	d := scoring.NewDossier("so-y-te")
	for i, e := range []scoring.Entry{
		scoring.NoteWritten{Criterion: "VI.12.1", Text: "x"},
		scoring.FigureAsked{Criterion: "VI.12.1", Slot: "figure", Text: "Tính đến ngày nào?"},
		scoring.FigureAsked{Criterion: "VI.12.1", Slot: "figure", Text: "Có tính đơn vị trực thuộc không?"},
		scoring.FigureAnswered{Criterion: "VI.12.1", Slot: "figure", Text: "Đến 28/2, có tính."},
		scoring.FigureAsked{Criterion: "VI.12.1", Slot: "figure", Text: "Xin danh sách?"},
		scoring.FigureAnswered{Criterion: "VI.12.1", Slot: "other", Text: "Không phải của tôi"},
	} {
		if err := d.Apply(scoring.Stamp{Seq: int64(i + 1), By: "p"}, e); err != nil {
			t.Fatal(err)
		}
	}
	item := d.Item("VI.12.1")
	if item.Last.Seq != 1 {
		t.Errorf("a question counts as a change of the criterion (document %d)", item.Last.Seq)
	}
	var answers []string
	for _, q := range item.Inquiries {
		answers = append(answers, q.Answer)
	}
	if len(answers) != 3 || answers[0] != "Đến 28/2, có tính." || answers[1] != answers[0] || answers[2] != "" {
		t.Errorf("the answers are %q", answers)
	}
}
