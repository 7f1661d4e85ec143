package flows

import (
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// announcementReport sends the list of who got an announcement and who did not.
func (t *turn) announcementReport(a *Announcement) {
	o, loaded := t.outcomes(a)
	if !loaded {
		return
	}
	records := [][]string{strings.Split(t.label("announce.report_header", nil), "|")}
	for _, person := range a.Announced.Recipients {
		records = append(records, t.reportRecord(a, person, o[person]))
	}
	content, err := writeXLSX(t.label("announce.report_sheet", nil), records)
	if err != nil {
		t.fail(err)
		return
	}
	p := ProgressOf(a, o)
	args := t.announcementArgs(a)
	for name, value := range progressArgs(a, p) {
		args[name] = value
	}
	t.do(Say{Message{
		Text:       t.text("announce.report", args),
		Attachment: &Attachment{Name: t.label("announce.report_name", texts.Args{"Day": scoring.DateOf(a.Stamp.At).String()}), Content: content},
		Buttons:    [][]Button{row(t.button("announce.open", nil, flowAnnounce, "one", a.ID))},
	}})
}

// reportRecord is a recipient's line: who they are, what became of it, and who
// of theirs has confirmed it.
func (t *turn) reportRecord(a *Announcement, person string, o Outcome) []string {
	departments, roles := t.recipientRoles(person)
	state := t.label("announce.sending_"+sendingKey(a, o), nil)
	at, received := "", ""
	if !o.At.IsZero() {
		at = fullTime(o.At)
	}
	mine := Party(t.w.Directory, person)
	for _, r := range a.Received {
		if slices.Contains(mine, r.Department) {
			received = strings.TrimSpace(fullTime(r.Stamp.At) + " " + t.personName(r.Stamp.By))
		}
	}
	return []string{departments, t.personName(person), roles, state, at, received}
}

// sendingKey names in the texts what became of it at one recipient.
func sendingKey(a *Announcement, o Outcome) string {
	switch {
	case o.Removed:
		return "removed"
	case o.Sending == SendingOpen && (a.Stopped || a.Deleted):
		return "stopped"
	case o.Sending == SendingOpen:
		return "open"
	}
	return string(o.Sending)
}
