package bot

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/flows/reminders"
	"minhchung/scoring"
	"minhchung/storage"
)

// stillness is how long a person has to have been still before the bot says
// something by itself: nobody is interrupted in the middle of a dialogue.
const stillness = 10 * time.Minute

func (b *Bot) newReminder() *jobs.Reminder {
	return jobs.NewReminder(jobs.ReminderDeps{
		Rule: b.rule, Say: b.reminder, Busy: b.busy, Send: b.unasked,
		Record: b.Store.Deliveries.Insert, Recorded: b.Store.Deliveries.List,
		Now: func() time.Time { return stamp(b.Clock.Now()) }, AfterFunc: b.Clock.AfterFunc,
		Sleep:  func(ctx context.Context, d time.Duration) error { return sleep(ctx, b.Clock, d) },
		Holder: rand.Text(), Log: b.Log,
	})
}

// rule reads what reminders follow from: two questions for what is new, and one
// for each admin; see returns for those about the dossiers.
func (b *Bot) rule(ctx context.Context) (jobs.Rule, error) {
	dir, err := b.streams.directory.read(ctx)
	if err != nil {
		return jobs.Rule{}, err
	}
	settings, err := b.streams.settings.read(ctx)
	if err != nil {
		return jobs.Rule{}, err
	}
	returns, err := b.returns.read(ctx, dir.value)
	if err != nil {
		return jobs.Rule{}, err
	}
	var admins []string
	for _, chat := range b.Admins {
		person, err := b.Store.People.PersonByChat(ctx, chat)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return jobs.Rule{}, fmt.Errorf("find the person of a chat: %w", err)
		}
		if err == nil && b.isAdmin(chat, person.ID, dir.value) {
			admins = append(admins, person.ID)
		}
	}
	return jobs.Rule{
		Office: reminders.Office{
			Edition: b.Edition, Settings: settings.value, Directory: dir.value, Calendar: b.Config.Calendar(), Admins: admins, Returns: returns,
		},
		Version: fmt.Sprintf("%d %d %v %v", dir.seq, settings.seq, admins, returns),
	}, nil
}

// reminder makes the message of items that are said together.
func (b *Bot) reminder(ctx context.Context, items []reminders.Item) (m flows.Message, said bool, err error) {
	rule, err := b.rule(ctx)
	if err != nil {
		return m, false, err
	}
	everyone, err := b.people.all(ctx)
	if err != nil {
		return m, false, err
	}
	supplied, err := b.streams.figures.read(ctx)
	if err != nil {
		return m, false, err
	}
	departments := []string{items[0].Department}
	if items[0].Step == reminders.ForAdmins {
		departments = rule.Directory.DepartmentIDs()
	}
	all, err := b.streams.readDossiers(ctx, departments)
	if err != nil {
		return m, false, err
	}
	dossiers := map[string]*scoring.Dossier{}
	for department, one := range all {
		dossiers[department] = supplied.value.Into(one.dossier)
	}
	return flows.Reminder(flows.World{
		Now: b.Clock.Now().In(scoring.Zone), Edition: b.Edition, Settings: rule.Settings, Directory: rule.Directory,
		Dossiers: dossiers, Figures: supplied.value, People: everyone.byID,
		Me: flows.Me{Person: everyone.byID[items[0].Person]}, Config: b.Config, Texts: b.Texts, Reader: b.Reader,
	}, items)
}

// busy says until when a person is in the middle of a dialogue.
func (b *Bot) busy(ctx context.Context, person string) (until time.Time, err error) {
	everyone, err := b.people.all(ctx)
	if err != nil {
		return until, err
	}
	chat := everyone.byID[person].Chat
	if chat == "" {
		return until, nil
	}
	now := b.Clock.Now()
	pending, err := b.Store.Inbox.PendingOf(ctx, chat)
	if err != nil {
		return until, fmt.Errorf("see what is pending: %w", err)
	}
	if len(pending) > 0 {
		return now.Add(stillness), nil
	}
	seen, err := b.lastSeen(ctx, chat)
	if err != nil {
		return until, err
	}
	if seen.After(now.Add(stillness)) {
		return until, nil // the clock was set back: that is no hour of today
	}
	return seen.Add(stillness), nil
}

// lastSeen is when the chat's person did something last.
func (b *Bot) lastSeen(ctx context.Context, chat string) (time.Time, error) {
	raw, err := b.Store.Sessions.Load(ctx, chat)
	if err != nil {
		return time.Time{}, fmt.Errorf("load the session: %w", err)
	}
	var l live
	if raw != nil {
		if err := json.Unmarshal(raw, &l); err != nil {
			return time.Time{}, fmt.Errorf("read the live session: %w", err)
		}
	}
	session := []byte(l.After)
	if session == nil {
		if session, _, err = b.Store.Inbox.LastSession(ctx, chat); err != nil || session == nil {
			return time.Time{}, err
		}
	}
	var s flows.Session
	if err := json.Unmarshal(session, &s); err != nil {
		return time.Time{}, fmt.Errorf("read the session: %w", err)
	}
	return s.Seen, nil
}
