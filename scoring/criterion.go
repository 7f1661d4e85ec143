package scoring

// Pillar is one of the index's parts (phần).
type Pillar struct {
	ID       string // "I" … "IX"
	Name     string
	Max      Points
	Criteria []*Criterion // in the edition's order
}

// Criterion is one thing that is scored (tiêu chí). Its texts are the
// source's own words; Short, and the labels in Rule and Evidence, are ours.
type Criterion struct {
	ID        string // unique in the edition: "I.2.2", "III.2b.1"
	Pillar    string // the pillar's id
	Number    string // the official number inside the pillar: "2.2"
	Group     string // the group's official number: "2"
	GroupName string
	Name      string
	Short     string // at most 40 characters, for buttons and lists
	ShortEN   string
	Words     []string // what people type who look for it, where the names lack it
	Max       Points
	Due       Date // the day by whose end the work is to be done

	Guidance     string
	EvidenceText string
	Note         string

	Rule               Rule
	Evidence           []Slot
	EvidenceIfOccurred bool // evidence is needed only when something had to be dealt with

	MayBeNotApplicable bool // the source foresees departments it does not concern
	Switchable         bool // assessed only in years when its platform runs
	SignerAnswers      bool // who signed its document proposes the answer
	NeedsProcedures    bool // follows from administrative procedures: offered as one request when there are none
}

// OfficialNumber is what people see: "III.2.1" also for the id "III.2b.1".
func (c *Criterion) OfficialNumber() string { return c.Pillar + "." + c.Number }

// ShortIn gives the short name in a language.
func (c *Criterion) ShortIn(lang string) string { return pick(lang, c.Short, c.ShortEN) }

// Slot gives a slot by its id; ok is false when there is none.
func (c *Criterion) Slot(id string) (slot Slot, ok bool) {
	for _, s := range c.Evidence {
		if s.ID == id {
			return s, true
		}
	}
	return Slot{}, false
}

// OnlySystem says whether every slot is somebody else's figure.
func (c *Criterion) OnlySystem() bool {
	for _, s := range c.Evidence {
		if s.Kind != SlotSystem {
			return false
		}
	}
	return len(c.Evidence) > 0
}

// SlotKind is what may fill an evidence slot.
type SlotKind string

// The kinds of evidence slots.
const (
	SlotSigned   SlotKind = "signed_document" // a file with a digital signature
	SlotDocument SlotKind = "document"        // any file, also a photo or a scan
	SlotPhoto    SlotKind = "photo"           // an image
	SlotVideo    SlotKind = "video"
	SlotLink     SlotKind = "link"
	SlotSystem   SlotKind = "system" // a figure that its owner supplies
)

// known says that k is one of the kinds.
func (k SlotKind) known() bool {
	switch k {
	case SlotSigned, SlotDocument, SlotPhoto, SlotVideo, SlotLink, SlotSystem:
		return true
	}
	return false
}

// What a document's date and issuer should be: for warnings only.
const (
	DatedAny               = "any"                 // a plan or decision in force
	DatedFromPriorDecember = "from_prior_december" // plans for a year are often signed before it
	DatedYear              = "year"

	IssuerOwn      = "own"      // the department
	IssuerHost     = "host"     // who held the meetings
	IssuerProvince = "province" // the department or the province
)

// Slot is one thing that proves a criterion.
type Slot struct {
	ID      string     `json:"id"`
	Kind    SlotKind   `json:"kind"`
	Or      []SlotKind `json:"or"`
	Label   string     `json:"label"` // usable in a sentence: "Còn thiếu: kết luận."
	LabelEN string     `json:"-"`
	Owner   string     `json:"owner,omitempty"`  // system slots: a role named in the edition
	Dated   string     `json:"dated,omitempty"`  // DatedAny …
	Issuer  string     `json:"issuer,omitempty"` // IssuerOwn …
}

// LabelIn gives the label in a language.
func (s Slot) LabelIn(lang string) string { return pick(lang, s.Label, s.LabelEN) }
