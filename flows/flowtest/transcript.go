package flowtest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
)

// indent is where continued lines begin.
const indent = "      "

// block writes a tagged text, its further lines indented.
func block(tag, text string) []string {
	lines := strings.Split(text, "\n")
	out := []string{fmt.Sprintf("%-5s %s", tag, lines[0])}
	for _, line := range lines[1:] {
		out = append(out, strings.TrimRight(indent+line, " "))
	}
	return out
}

var (
	headLine  = regexp.MustCompile(`^edition: (\S+)\s+now: (\d{4}-\d\d-\d\d \d\d:\d\d)(?:\s+departments: (\d+))?`)
	inputLine = regexp.MustCompile(`^([A-Z]+)\s+(.+)$`)
	fileLine  = regexp.MustCompile(`^(FILE|TABLE|PHOTO|VIDEO|ALBUM) (\S+(?: \S+)*?)(?:\s+\{(.*)\})?(?:\s+"(.*)")?$`)
)

// outputs are the tags that the runner writes itself.
var outputs = []string{"BOT", "TOAST", "SENDS", "LEDGER", "TELL", "!"}

// Run plays a transcript and gives the file as it ought to be: comments,
// the head and the people's lines as they are, everything else written anew.
func Run(source string) (string, error) {
	return RunWith(source, func(*Stage) (Worker, error) { return nil, nil })
}

// RunWith plays a transcript with the worker that hire gives for its stage;
// nil lets the stage work with flows alone.
func RunWith(source string, hire func(*Stage) (Worker, error)) (string, error) {
	var stage *Stage
	var out []string
	lines := strings.Split(strings.TrimRight(source, "\n"), "\n")
	for n, line := range lines {
		if line == "" && n+1 < len(lines) && strings.HasPrefix(lines[n+1], " ") {
			continue // a blank line inside of what the bot said
		}
		if line == "" || strings.HasPrefix(line, "#") {
			out = append(out, line)
			continue
		}
		if head := headLine.FindStringSubmatch(line); head != nil {
			var err error
			if stage, err = open(head[1], head[2], head[3]); err == nil {
				stage.worker, err = hire(stage)
			}
			if err != nil {
				return "", fmt.Errorf("line %d: %w", n+1, err)
			}
			out = append(out, line)
			continue
		}
		if isOutput(line) {
			continue
		}
		if stage == nil {
			return "", fmt.Errorf("line %d: the head (edition: … now: …) comes first", n+1)
		}
		seen, err := stage.line(line)
		if err != nil {
			return "", fmt.Errorf("line %d: %s: %w", n+1, line, err)
		}
		out = append(append(out, line), seen...)
	}
	return strings.Join(out, "\n") + "\n", nil
}

func isOutput(line string) bool {
	if strings.HasPrefix(line, " ") {
		return true
	}
	for _, tag := range outputs {
		if strings.HasPrefix(line, tag+" ") {
			return true
		}
	}
	return false
}

func open(edition, now, departments string) (*Stage, error) {
	e, err := scoring.Open(edition, 0)
	if err != nil {
		return nil, err
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", now, scoring.Zone)
	if err != nil {
		return nil, err
	}
	stage, err := NewStage(e, at)
	if err != nil || departments == "" {
		return stage, err
	}
	n, err := strconv.Atoi(departments)
	if err != nil {
		return nil, err
	}
	return stage, stage.enlarge(n)
}

// line plays one line of a person, or moves the clock.
func (s *Stage) line(line string) ([]string, error) {
	parts := inputLine.FindStringSubmatch(line)
	if parts == nil {
		return nil, fmt.Errorf("not a line of a transcript")
	}
	tag, what := parts[1], strings.TrimSpace(parts[2])
	switch tag {
	case "CLOCK":
		return nil, s.moveClock(what)
	case "SCAN":
		return s.scan(what)
	case "SENDING":
		return nil, s.setSending(what)
	case "REMIND":
		return s.remind()
	}
	if _, ok := s.cast[tag]; !ok {
		return nil, fmt.Errorf("nobody of the cast is called %s", tag)
	}
	chat := s.chat(tag)
	s.world.Now = s.world.Now.Add(time.Minute) // people take their time
	switch {
	case strings.HasPrefix(what, "[") && strings.HasSuffix(what, "]"):
		return s.press(chat, strings.Trim(what, "[]"))
	case fileLine.MatchString(what):
		return s.send(chat, fileLine.FindStringSubmatch(what))
	case strings.HasPrefix(what, "CONTACT "):
		e := s.event(flows.EventPhone, chat)
		e.Phone, e.OwnPhone = strings.TrimPrefix(what, "CONTACT "), true
		return s.work(e)
	case strings.HasPrefix(what, "EDIT "):
		e := s.event(flows.EventEdited, chat)
		e.Text = strings.TrimPrefix(what, "EDIT ")
		return s.work(e)
	case what == "STICKER":
		return s.work(s.event(flows.EventOther, chat))
	}
	e := s.event(flows.EventText, chat)
	e.Text = strings.ReplaceAll(what, `\n`, "\n")
	return s.work(e)
}

func (s *Stage) moveClock(what string) error {
	if at, err := time.ParseInLocation("2006-01-02 15:04", what, scoring.Zone); err == nil {
		s.world.Now = at
		return nil
	}
	d, err := time.ParseDuration(strings.TrimPrefix(what, "+"))
	if err != nil {
		return fmt.Errorf("CLOCK takes a moment or a duration: %w", err)
	}
	s.world.Now = s.world.Now.Add(d)
	return nil
}

// press finds the newest button whose label begins with the given one (an
// ellipsis at its end is optional) and presses it.
func (s *Stage) press(chat, label string) ([]string, error) {
	label = strings.TrimSuffix(strings.TrimSuffix(label, "…"), " ")
	messages := s.screen(chat).messages
	for i := len(messages) - 1; i >= 0; i-- {
		for _, row := range messages[i].buttons {
			for _, b := range row {
				if strings.HasPrefix(b.Label, label) {
					e := s.event(flows.EventButton, chat)
					e.Message, e.Data = messages[i].id, b.Action.String()
					return s.work(e)
				}
			}
		}
	}
	return nil, fmt.Errorf("no button is labelled %q", label)
}

// send uploads a file, a photo, a video or an album ("a.jpg, b.jpg").
func (s *Stage) send(chat string, parts []string) ([]string, error) {
	kind, names, found, caption := parts[1], strings.Split(parts[2], ", "), parts[3], parts[4]
	group := ""
	if kind == "ALBUM" {
		s.album++
		group = "album" + strconv.Itoa(s.album)
	}
	var seen []string
	for i, name := range names {
		e := s.event(flows.EventUpload, chat)
		name, e.Text, _ = strings.Cut(name, "|") // a part's own caption
		if i == 0 && caption != "" {
			e.Text = caption
		}
		e.Upload = upload(kind, name, group, e.Key)
		if kind == "TABLE" {
			s.tables[e.Key] = name
		}
		if err := look(e.Upload.Found, found); err != nil {
			return nil, err
		}
		lines, err := s.work(e)
		if err != nil {
			return nil, err
		}
		seen = append(seen, lines...)
	}
	late, err := s.rest()
	return append(seen, late...), err
}

func upload(kind, name, group, key string) *flows.Upload {
	u := &flows.Upload{File: key, Kind: "document", Name: name, Size: 34567, Group: group}
	found := &flows.Found{Blob: strings.Repeat("0", 64-len(key)) + key, Size: u.Size, Name: name, Type: "application/pdf"}
	if kind == "PHOTO" || kind == "ALBUM" && isImage(name) {
		u.Kind, u.Name, found.Type = "photo", "", "image/jpeg"
	}
	if kind == "VIDEO" {
		u.Kind, found.Type, found.Video = "video", "video/mp4", true
	}
	found.Image = isImage(name) || u.Kind == "photo"
	if found.Image {
		found.Type = "image/jpeg"
	}
	u.Found = found
	return u
}

func isImage(name string) bool {
	return strings.HasSuffix(name, ".jpg") || strings.HasSuffix(name, ".png")
}
