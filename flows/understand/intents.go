package understand

// Intent is what a typed line asks for.
type Intent string

// The intents. Each has its example phrases in phrases.yaml.
const (
	Unclear Intent = "unclear"

	Missing       Intent = "missing"        // what is still missing; may name a pillar or criterion
	Score         Intent = "score"          // how many points; may name a criterion
	Due           Intent = "due"            // what is due, until when; may name a pillar or criterion
	PillarPoints  Intent = "pillar_points"  // the points of the named pillar, or of each
	CriterionInfo Intent = "criterion_info" // what the named criterion wants; without a name, the open one
	OpenCriterion Intent = "open_criterion"
	OpenPillar    Intent = "open_pillar"

	Waiting       Intent = "waiting" // where a figure comes from, who supplies it
	NoFigureYet   Intent = "no_figure_yet"
	NotApplicable Intent = "not_applicable"
	FileHelp      Intent = "file_help"
	WithdrawFile  Intent = "withdraw_file"
	ChangeAnswer  Intent = "change_answer"
	ReviewStatus  Intent = "review_status"
	Profile       Intent = "profile" // the general information
	Person        Intent = "person"  // whom to call

	Next     Intent = "next"
	Back     Intent = "back"
	Skip     Intent = "skip"
	Later    Intent = "later"
	Stop     Intent = "stop"
	Help     Intent = "help"
	Menu     Intent = "menu"
	Language Intent = "language" // Reading.Language says which, if one is named
	Greeting Intent = "greeting"
	Thanks   Intent = "thanks"

	Progress Intent = "progress" // of all departments: for admins
	SignOff  Intent = "sign_off"
	Ranking  Intent = "ranking"
	Report   Intent = "report"
	Reminder Intent = "reminder"
)

// Intents lists all but Unclear.
func Intents() []Intent {
	return []Intent{
		Missing, Score, Due, PillarPoints, CriterionInfo, OpenCriterion, OpenPillar,
		Waiting, NoFigureYet, NotApplicable, FileHelp, WithdrawFile, ChangeAnswer, ReviewStatus, Profile, Person,
		Next, Back, Skip, Later, Stop, Help, Menu, Language, Greeting, Thanks,
		Progress, SignOff, Ranking, Report, Reminder,
	}
}

// From Plain on a line says nothing else; from Sure on an intent may be followed at once; below Likely the Intent is
// Unclear, and Alternatives are what to offer.
const (
	Plain  = 0.90
	Sure   = 0.70
	Likely = 0.40
)

// Reading is what a typed line most likely asks for.
type Reading struct {
	Intent       Intent
	Confidence   float64  // 0 to 1: of Intent, or of the first alternative when it is Unclear
	Criteria     []string // the criteria that the line names, by number or by words; several when it is not settled which
	Pillar       string   // the pillar that it names
	Language     string   // "vi" or "en", when the line asks for one
	Alternatives []Intent // the three likeliest, the best first; fewer when nothing else is near
}
