package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"minhchung/bot/intake/malware"
	"minhchung/flows"
	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// officeFlags are what every command that touches the office's data takes.
type officeFlags struct {
	editionFlags
	DataDir  string `help:"Folder of everything that is kept." default:"./data" env:"DATA_DIR" type:"path"`
	MongoURI string `help:"MongoDB instead of the folder; only together with --redis-url." name:"mongodb-uri" env:"MONGODB_URI" placeholder:"URI"`
	RedisURL string `help:"Redis for live sessions, locks and pacing; only together with --mongodb-uri." name:"redis-url" env:"REDIS_URL" placeholder:"URL"`
}

// Validate refuses half of a pair.
func (f officeFlags) Validate() error {
	switch {
	case f.MongoURI != "" && f.RedisURL == "":
		return errors.New("MONGODB_URI is set but REDIS_URL is not: they only go together")
	case f.RedisURL != "" && f.MongoURI == "":
		return errors.New("REDIS_URL is set but MONGODB_URI is not: they only go together")
	}
	return nil
}

// botFlags are what the bot itself takes, on Telegram and in the sandbox.
type botFlags struct {
	Owner     string   `help:"Who runs the index, as people read it." default:"Sở Thông tin và Truyền thông" env:"OWNER"`
	Helpdesk  string   `help:"Whom to call: name and number." env:"HELPDESK"`
	MaxFileMB int      `help:"Largest upload in megabytes; Telegram itself gives a bot no more than 20." default:"20" env:"MAX_FILE_MB"`
	Holidays  []string `help:"Days off beside the weekends and the fixed public holidays, as YYYY-MM-DD." env:"HOLIDAYS" placeholder:"DAY"`
	WorkHours string   `help:"When offices work, as HH:MM-HH:MM: reminders are said then." default:"08:00-17:30" env:"WORK_HOURS" placeholder:"HOURS"`
	Clamd     string   `help:"Where clamd listens, to scan uploads for malware: host:port or the path of its socket." name:"clamd-address" env:"CLAMD_ADDRESS" placeholder:"ADDRESS"`
	LogLevel  string   `help:"How much is logged: ${enum}." enum:"debug,info,warn,error" default:"info" env:"LOG_LEVEL"`
}

// Validate names a wrong value.
func (f botFlags) Validate() error {
	for _, day := range f.Holidays {
		if _, err := scoring.ParseDate(strings.TrimSpace(day)); err != nil {
			return fmt.Errorf("HOLIDAYS: %q is not a day like 2023-01-20", day)
		}
	}
	if _, _, err := f.workHours(); err != nil {
		return err
	}
	if f.Clamd != "" {
		if _, err := malware.New(f.Clamd); err != nil {
			return fmt.Errorf("CLAMD_ADDRESS: %w", err)
		}
	}
	if f.MaxFileMB < 1 || f.MaxFileMB > 2000 {
		return fmt.Errorf("MAX_FILE_MB: %d is not between 1 and 2000", f.MaxFileMB)
	}
	return nil
}

// fixedHolidays are Vietnam's public holidays that keep their day in the solar
// calendar, as month and day; those of the lunar one are given in HOLIDAYS.
var fixedHolidays = []string{"01-01", "04-30", "05-01", "09-02"}

// workingDay says whether offices work on a day.
func (f botFlags) workingDay(day time.Time) bool {
	local := day.In(scoring.Zone)
	switch {
	case local.Weekday() == time.Saturday, local.Weekday() == time.Sunday:
		return false
	case slices.Contains(fixedHolidays, local.Format("01-02")):
		return false
	}
	date := local.Format("2006-01-02")
	return !slices.ContainsFunc(f.Holidays, func(off string) bool { return strings.TrimSpace(off) == date })
}

// workHours reads when work begins and ends.
func (f botFlags) workHours() (from, to reminders.Minutes, err error) {
	begin, end, _ := strings.Cut(f.WorkHours, "-")
	a, errA := time.Parse("15:04", strings.TrimSpace(begin))
	b, errB := time.Parse("15:04", strings.TrimSpace(end))
	if errA != nil || errB != nil || !a.Before(b) {
		return 0, 0, fmt.Errorf("WORK_HOURS: %q is not a span like 08:00-17:30", f.WorkHours)
	}
	return reminders.Minutes(a.Hour()*60 + a.Minute()), reminders.Minutes(b.Hour()*60 + b.Minute()), nil
}

// conversation is what the conversation knows of the office.
func (f botFlags) conversation(botName string) flows.Config {
	from, to, err := f.workHours()
	if err != nil { // Validate has named what is wrong
		from, to = 0, 0
	}
	return flows.Config{
		BotName: botName, Owner: f.Owner, Helpdesk: f.Helpdesk,
		MaxFileMB: f.MaxFileMB, WorkingDay: f.workingDay, WorkFrom: from, WorkTo: to,
	}
}

// scanner asks clamd; nil where there is none.
func (f botFlags) scanner() malware.Scanner {
	clamd, err := malware.New(f.Clamd)
	if f.Clamd == "" || err != nil { // Validate has named what is wrong
		return nil
	}
	return clamd.Scan
}

func (f botFlags) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.LogLevel)); err != nil {
		level = slog.LevelInfo // kong has checked it
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// speech is what the bot says and reads: loaded once, the same for all chats.
type speech struct {
	texts  *texts.Catalog
	reader *understand.Reader
}

func loadSpeech(e *scoring.Edition) (speech, error) {
	catalog, err := texts.Load()
	if err != nil {
		return speech{}, err
	}
	return speech{texts: catalog, reader: understand.New(e)}, nil
}
