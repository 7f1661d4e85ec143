package bot

import (
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/bot/intake"
	"minhchung/bot/intake/malware"
	"minhchung/flows"
)

// defaultMaxFileMB is the largest upload where the configuration names none:
// what Telegram's server gives out.
const defaultMaxFileMB = 20

// errTooMuch ends the reading of a file that is larger than it may be.
var errTooMuch = errors.New("the file is larger than allowed")

// admit decides whether the event's file may be fetched: t.found stays nil
// when it may.
func (t *turn) admit(ctx context.Context) error {
	v, err := t.look(ctx, flows.Need{})
	if err != nil {
		return err
	}
	s, err := t.session()
	if err != nil {
		return err
	}
	t.asTable = flows.TakesTable(v.world, s, t.event)
	t.asAnnounced = flows.TakesAnnounced(v.world, s, t.event)
	why := t.Admit(v.world, s, t.event)
	if why == flows.RefusedNot {
		if why, err = t.roomFor(ctx, v, s); err != nil {
			return err
		}
	}
	if why != flows.RefusedNot {
		t.refuse(why)
	}
	return nil
}

// refuse leaves the file where it is; its name is needed to say so.
func (t *turn) refuse(why flows.Refusal) {
	t.found = &flows.Found{Size: t.event.Upload.Size, Refused: why}
	if name := t.event.Upload.Name; name != "" {
		t.found.Name = intake.CleanName(name, "")
	}
}

// roomFor says whether the file would be too much, by what the channel says of
// its size: for one file, for the department's day, for the disk.
func (t *turn) roomFor(ctx context.Context, v *view, s flows.Session) (flows.Refusal, error) {
	size := t.event.Upload.Size
	if !t.asAnnounced { // that is no department's
		t.department = departmentOf(v, s)
	}
	t.quota = t.Limits.DailyBytes - v.filed[t.department].sentOn(t.event.At)
	free, err := t.Store.Blobs.Free(ctx)
	switch {
	case err != nil:
		return "", fmt.Errorf("see how much room is left: %w", err)
	case size > t.maxFile():
		return flows.RefusedTooLarge, nil
	case t.quota <= 0 || size > t.quota:
		return flows.RefusedQuota, nil
	case free >= 0 && free < t.Limits.FreeBytes+size: // negative: the engine cannot know
		return flows.RefusedDiskFull, nil
	}
	return flows.RefusedNot, nil
}

func (t *turn) maxFile() int64 {
	mb := t.Config.MaxFileMB
	if mb == 0 {
		mb = defaultMaxFileMB
	}
	return int64(mb) << 20
}

// departmentOf is the department that the person works for now.
func departmentOf(v *view, s flows.Session) string {
	own := departmentsOf(v.world.Directory, v.world.Me.Person.ID)
	for _, department := range own {
		if department == s.Department {
			return department
		}
	}
	if len(own) > 0 {
		return own[0]
	}
	return ""
}

// receive fetches the event's file, if there is one that may be fetched. Steps
// of other chats go on meanwhile.
func (t *turn) receive(ctx context.Context) error {
	if t.ignored || t.event.Kind != flows.EventUpload || t.found != nil {
		return nil
	}
	t.showTyping(ctx)
	defer t.sayWhenSlow(ctx)()
	return t.fetches.do(ctx, t.fetch)
}

func (t *turn) fetch(ctx context.Context) error {
	content, err := t.Channel.Fetch(ctx, t.event.Upload.File)
	if t.gaveUp(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("fetch a file: %w", err)
	}
	defer content.Close()
	limit := min(t.maxFile(), t.quota)
	k, err := t.keep(ctx, &atMost{r: content, left: limit})
	switch {
	case errors.Is(err, errTooMuch) && limit < t.maxFile():
		t.refuse(flows.RefusedQuota)
	case errors.Is(err, errTooMuch):
		t.refuse(flows.RefusedTooLarge)
	case errors.Is(err, malware.ErrInfected):
		t.Log.InfoContext(ctx, "malware was refused", "key", t.row.Key, "department", t.department)
		t.refuse(flows.RefusedMalware)
	case errors.Is(err, intake.ErrBroken):
		t.refuse(flows.RefusedBroken)
	case t.gaveUp(err):
	case err != nil:
		return fmt.Errorf("keep a file: %w", err)
	case k.size == 0:
		t.refuse(flows.RefusedEmpty)
	default:
		return t.inspect(ctx, k)
	}
	return nil
}

// gaveUp says whether the channel will never give the content out.
func (t *turn) gaveUp(err error) bool {
	var gone *FetchError
	if !errors.As(err, &gone) {
		return false
	}
	t.refuse(gone.Refused)
	return true
}

func (t *turn) inspect(ctx context.Context, k kept) error {
	blob, err := t.Store.Blobs.Open(ctx, k.sha)
	if err != nil {
		return fmt.Errorf("open the kept file: %w", err)
	}
	defer blob.Close()
	found, err := t.Inspect(ctx, blob, k.size, t.event.Upload.Name)
	if err != nil {
		return fmt.Errorf("inspect a file: %w", err)
	}
	if t.asTable && isText(found) {
		found.Refused = flows.RefusedNot // no evidence, but a table for who may send one
	}
	if err := t.complete(ctx, &found, k); err != nil {
		return err
	}
	t.found = &found
	return nil
}

// atMost fails once more than left bytes were read.
type atMost struct {
	r    io.Reader
	left int64
}

func (a *atMost) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if a.left -= int64(n); a.left < 0 {
		return 0, errTooMuch
	}
	return n, err
}
