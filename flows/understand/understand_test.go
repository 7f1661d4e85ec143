package understand

import (
	"bufio"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// questions reads "intent<TAB>text" lines.
func questions(t testing.TB, name string) [][2]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out [][2]string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		intent, text, ok := strings.Cut(lines.Text(), "\t")
		if ok && !strings.HasPrefix(intent, "#") {
			out = append(out, [2]string{intent, text})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestQuestionsAreUnderstood(t *testing.T) {
	r := reader(t)
	rows := questions(t, "questions.txt")
	if len(rows) < 400 {
		t.Errorf("only %d questions", len(rows))
	}
	right, offered := 0, 0
	for _, row := range rows {
		got := r.Understand(row[1])
		if string(got.Intent) == row[0] {
			right++
			offered++
			continue
		}
		for _, a := range got.Alternatives {
			if string(a) == row[0] {
				offered++
			}
		}
		t.Logf("%q: got %s (%.2f) %v %v, want %s", row[1], got.Intent, got.Confidence, got.Criteria, got.Alternatives, row[0])
	}
	t.Logf("%d questions: %d right, %d offered", len(rows), right, offered)
	if right*100 < len(rows)*95 {
		t.Errorf("right in %d of %d", right, len(rows))
	}
}

func TestTalkIsNeverTakenForSomethingThatDestroys(t *testing.T) {
	r := reader(t)
	f, err := os.ReadFile("testdata/chat.txt")
	if err != nil {
		t.Fatal(err)
	}
	sure, lines := 0, strings.Split(strings.TrimSpace(string(f)), "\n")
	for _, text := range lines {
		got := r.Understand(text)
		if got.Confidence < Sure || strings.HasPrefix(text, "#") {
			continue
		}
		sure++
		t.Logf("%q: sure of %s (%.2f) %v", text, got.Intent, got.Confidence, got.Criteria)
		switch got.Intent {
		case WithdrawFile, Stop, NotApplicable:
			t.Errorf("%q: sure of %s (%.2f)", text, got.Intent, got.Confidence)
		}
	}
	if sure*10 > len(lines) {
		t.Errorf("sure of %d of %d lines that ask nothing", sure, len(lines))
	}
}

// The questions prove nothing when they are the examples.
func TestQuestionsAreNotTheExamples(t *testing.T) {
	examples := map[string]bool{}
	for line := range strings.Lines(string(phrasesFile)) {
		examples[Fold(strings.TrimPrefix(strings.TrimSpace(line), "- "))] = true
	}
	for _, row := range questions(t, "questions.txt") {
		if examples[Fold(row[1])] {
			t.Errorf("%q is an example phrase", row[1])
		}
	}
}

func TestEveryIntentHasExamplesAndQuestions(t *testing.T) {
	index := newPhraseIndex(loadSynonyms(wordingsFile))
	asked := map[Intent]int{}
	for _, row := range questions(t, "questions.txt") {
		asked[Intent(row[0])]++
	}
	sizes := index.sizes()
	for i, intent := range Intents() {
		if sizes[i] < 10 || asked[intent] < 8 {
			t.Errorf("%s: %v examples, %d questions", intent, sizes[i], asked[intent])
		}
	}
}

func TestQuestionsCarryWhatTheyName(t *testing.T) {
	r := reader(t)
	for _, test := range []struct {
		text     string
		intent   Intent
		criteria string
		pillar   string
		language string
	}{
		{"I.2.2 cần gì", CriterionInfo, "I.2.2", "", ""},
		{"họp bcđ quý 1 cần giấy tờ gì", CriterionInfo, "I.2.2", "", ""},
		{"chu ky so sim", OpenCriterion, "VIII.1.2", "", ""},
		{"III.2.1 cần gì", CriterionInfo, "III.2.1 III.2b.1", "", ""},
		{"phần 3 được bao nhiêu điểm", PillarPoints, "", "III", ""},
		{"phan vi con thieu gi", Missing, "", "VI", ""},
		{"I.3.1 sao bị trả lại", ReviewStatus, "I.3.1", "", ""},
		{"gỡ file của I.2.2", WithdrawFile, "I.2.2", "", ""},
		{"i22", OpenCriterion, "I.2.2", "", ""},
		{"phần III", OpenPillar, "", "III", ""},
		{"I.2.2 và I.2.3 cần gì", CriterionInfo, "I.2.2 I.2.3", "", ""},
		{"I.2.2 abcxyz", OpenCriterion, "I.2.2", "", ""}, // its card always is an answer
		{"xuất báo cáo I.2.2", OpenCriterion, "I.2.2", "", ""},
		{"phần III tổng điểm", PillarPoints, "", "III", ""},
		{"đổi sang tiếng anh", Language, "", "", "en"},
		{"english please", Language, "", "", "en"},
		{"tieng viet", Language, "", "", "vi"},
		{"đổi ngôn ngữ", Language, "", "", ""},
		{"wifi hỏng rồi", Unclear, "", "", ""},
		{"", Unclear, "", "", ""},
	} {
		got := r.Understand(test.text)
		if got.Intent != test.intent || strings.Join(got.Criteria, " ") != test.criteria ||
			got.Pillar != test.pillar || got.Language != test.language {
			t.Errorf("%q: got %+v", test.text, got)
		}
	}
}

func TestWhatIsNotUnderstoodOffersTheThreeLikeliest(t *testing.T) {
	r := reader(t)
	got := r.Understand("cái nào phải gửi gấp cho thẩm định trước")
	if len(got.Alternatives) != 3 {
		t.Errorf("got %+v", got)
	}
}

func TestSlipsAreUnderstood(t *testing.T) {
	r := reader(t)
	for text, want := range map[string]Intent{
		"toi con thieu gif": Missing, "còn thiuế gì": Missing, "tooi conf thieeus gif": Missing,
		"huownsg dẫn": Help, "xêp hạng": Ranking, "xep hagn": Ranking, "thoats": Stop, "bor qua": Skip,
		"quya lại": Back, "deadlien": Due, "xuat bao cáoo": Report, "camon": Thanks, "thẩm dịnh tới đâu": ReviewStatus,
	} {
		if got := r.Understand(text); got.Intent != want {
			t.Errorf("%q: got %s (%.2f) %v, want %s", text, got.Intent, got.Confidence, got.Alternatives, want)
		}
	}
}

func TestExamplesAreOfKnownIntents(t *testing.T) {
	for line := range strings.Lines(string(phrasesFile)) {
		name, isKey := strings.CutSuffix(strings.TrimRight(line, "\n"), ":")
		if isKey && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "#") && !slices.Contains(Intents(), Intent(name)) {
			t.Errorf("phrases.yaml has %q, which is no intent", name)
		}
	}
}

func TestTheSameEditionGivesTheSameReadings(t *testing.T) {
	a, b := reader(t), reader(t)
	for _, row := range questions(t, "questions.txt") {
		if x, y := a.Understand(row[1]), b.Understand(row[1]); !reflect.DeepEqual(x, y) {
			t.Errorf("%q: %+v, then %+v", row[1], x, y)
		}
	}
}
