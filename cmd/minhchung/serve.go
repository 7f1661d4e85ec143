package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"minhchung/bot"
	"minhchung/bot/telegram"
	"minhchung/storage"
)

// adminFlags name the admins.
type adminFlags struct {
	AdminIDs []int64 `help:"Telegram's numeric ids of the admins: at least one." name:"admin-ids" env:"ADMIN_IDS" placeholder:"ID"`
}

// chats are the admins as chats are named.
func (f adminFlags) chats() []string {
	chats := make([]string, len(f.AdminIDs))
	for i, id := range f.AdminIDs {
		chats[i] = "telegram:" + strconv.FormatInt(id, 10)
	}
	return chats
}

// serveCmd is the bot on Telegram.
type serveCmd struct {
	officeFlags
	adminFlags
	botFlags
	trustFlags
	webhookFlags
	Token  string `help:"The bot's token, as @BotFather gave it." name:"telegram-bot-token" env:"TELEGRAM_BOT_TOKEN"`
	APIURL string `help:"The Bot API server: methods under /bot<token>/, files under /file/bot<token>/." name:"telegram-api-url" default:"https://api.telegram.org" env:"TELEGRAM_API_URL"`
	Files  string `help:"Folder in which a local Bot API server keeps files: they are read there, up to 2000 MB (with MAX_FILE_MB)." name:"telegram-local-files" env:"TELEGRAM_LOCAL_FILES" type:"path" placeholder:"DIR"`
	Pace   bool   `help:"Keep to Telegram's limits of 30 messages a second; switch off for a server of your own." default:"true" negatable:"" env:"PACE"`
}

// Validate names what is missing or wrong.
func (c *serveCmd) Validate() error {
	switch {
	case c.Token == "":
		return errors.New("TELEGRAM_BOT_TOKEN is not set: the bot needs its token (minhchung sandbox runs without one)")
	case len(c.AdminIDs) == 0:
		return errors.New("ADMIN_IDS is not set: at least one admin is needed")
	}
	if info, err := os.Stat(c.Files); c.Files != "" && (err != nil || !info.IsDir()) {
		return fmt.Errorf("TELEGRAM_LOCAL_FILES: %s is no folder that can be read", c.Files)
	}
	for _, id := range c.AdminIDs {
		if id <= 0 {
			return fmt.Errorf("ADMIN_IDS: %d is not the id of a person", id)
		}
	}
	return errors.Join(c.officeFlags.Validate(), c.botFlags.Validate(), c.webhookFlags.Validate())
}

// Run serves until it is told to stop.
func (c *serveCmd) Run(ctx context.Context, std streams) error {
	edition, err := c.open()
	if err != nil {
		return err
	}
	log := c.logger(std.err)
	channel, err := telegram.New(telegram.Options{Token: c.Token, APIURL: c.APIURL, Log: log, LocalFiles: c.Files})
	if err != nil {
		return &exitError{exitWrongInput, fmt.Errorf("TELEGRAM_BOT_TOKEN or TELEGRAM_API_URL: %w", err)}
	}
	pace := storage.TelegramPace()
	if !c.Pace {
		pace = storage.Pace{}
	}
	store, err := c.openStore(ctx, pace)
	if err != nil {
		return err
	}
	name, err := introduce(ctx, channel, log)
	if err == nil {
		log.Info("serving", "bot", name, "edition", edition.Key())
		err = process{
			receive: c.receiver(channel, log),
			store:   store, channel: channel, clock: bot.SystemClock{}, edition: edition,
			config: c.conversation(name), admins: c.chats(), dir: c.DataDir, trust: c.trustFlags, scan: c.scanner(), log: log,
		}.run(ctx)
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = nil // it was told to stop
	}
	return errors.Join(err, store.Close())
}
