package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"minhchung/bot"
	"minhchung/bot/sandbox"
	"minhchung/bot/telegram"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// sandboxCmd is the bot behind a chat page on this machine: the real bot, over
// HTTP, beside a stand-in for Telegram.
type sandboxCmd struct {
	editionFlags
	botFlags
	trustFlags
	DataDir string `help:"Folder; the sandbox keeps to its subfolder sandbox." default:"./data" env:"DATA_DIR" type:"path"`
	Listen  string `help:"Address of the page." default:"127.0.0.1:8080" env:"LISTEN"`
}

// The sandbox's bot. The token protects nothing: the page itself is open to
// whoever reaches it.
const (
	sandboxToken = "1000001:sandbox"
	sandboxBot   = "minhchung_bot"
	sandboxAdmin = 9001
)

// Run serves the page until it is told to stop.
func (c *sandboxCmd) Run(ctx context.Context, std streams) error {
	edition, err := c.open()
	if err != nil {
		return err
	}
	dir := filepath.Join(c.DataDir, "sandbox")
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	server, err := sandbox.New(sandbox.Options{
		Dir: filepath.Join(dir, "telegram"), Token: sandboxToken, BotUsername: sandboxBot, BotName: "Minh Chứng",
		Start: time.Date(edition.Year, time.March, 24, 9, 0, 0, 0, scoring.Zone),
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	web := &http.Server{Handler: server.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }() // ends with Close below
	address := "http://" + listener.Addr().String()
	fmt.Fprintln(std.out, "Minh Chứng:", address)
	err = c.serve(ctx, std, edition, server, dir, address)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, web.Close(), server.Close())
}

// serve runs the bot behind the page.
func (c *sandboxCmd) serve(ctx context.Context, std streams, edition *scoring.Edition, server *sandbox.Server, dir, address string) error {
	log := c.logger(std.err)
	channel, err := telegram.New(telegram.Options{Token: sandboxToken, APIURL: address, Log: log})
	if err != nil {
		return err
	}
	// People wait on a page: the pace of Telegram itself would only slow tests.
	store, err := openFolder(filepath.Join(dir, "bot"), storage.Pace{})
	if err != nil {
		return err
	}
	admins := adminFlags{AdminIDs: []int64{sandboxAdmin}}.chats()
	config := c.conversation(sandboxBot)
	if len(server.People()) == 0 {
		err = settlePeople(ctx, bot.NewOffice(store, server.Clock(), admins, config), server)
	}
	if err == nil {
		_, err = introduce(ctx, channel, log)
	}
	if err == nil {
		err = process{
			store: store, channel: channel, clock: server.Clock(), edition: edition, config: config,
			admins: admins, dir: dir, trust: c.trustFlags, scan: c.scanner(), log: log,
		}.run(ctx)
	}
	return errors.Join(err, store.Close())
}

// resident is somebody who can be acted as on the page.
type resident struct {
	id         int64
	name       string
	title      string
	department string
	role       directory.Role
	phone      string
}

// residents are invented desks of real departments.
func residents() []resident {
	return []resident{
		{1001, "Lan", "Sở Y tế · đầu mối", "so-y-te", directory.Contact, ""},
		{1002, "Minh", "Sở Y tế · đầu mối", "so-y-te", directory.Contact, ""},
		{1003, "Hòa", "Sở Giáo dục và Đào tạo · đầu mối", "so-gddt", directory.Contact, "84900000003"},
		{1004, "Phúc", "Sở Tài chính · đầu mối", "so-tai-chinh", directory.Contact, ""},
		{1005, "Bình", "Sở Y tế · lãnh đạo", "so-y-te", directory.Leader, ""},
		{1006, "Thảo", "Chuyên viên thẩm định", "", directory.Verifier, ""},
		{sandboxAdmin, "Quân", "Quản trị viên", "", "", ""},
		{9999, "Khách", "Người lạ", "", "", ""},
	}
}

// settlePeople fills an empty sandbox: departments, and everyone with the
// invitation that brings them in.
func settlePeople(ctx context.Context, office *bot.Office, server *sandbox.Server) error {
	report, err := office.ImportDirectory(ctx, []bot.DirectoryRow{
		{ID: "so-y-te", Name: "Sở Y tế"},
		{ID: "so-gddt", Name: "Sở Giáo dục và Đào tạo"},
		{ID: "so-tai-chinh", Name: "Sở Tài chính"},
		{ID: "so-noi-vu", Name: "Sở Nội vụ"},
		{ID: "so-du-lich", Name: "Sở Du lịch"},
	})
	if err != nil {
		return err
	}
	if len(report.Problems) > 0 {
		return fmt.Errorf("the sandbox's directory: %v", report.Problems)
	}
	for _, r := range residents() {
		person := sandbox.Person{ID: r.id, Name: r.name, Title: r.title, Phone: r.phone, Language: "vi"}
		if r.role != "" {
			invited, err := office.Invite(ctx, bot.Invite{Department: r.department, Role: r.role, Name: r.name, Phone: r.phone})
			if err != nil {
				return fmt.Errorf("invite %s: %w", r.name, err)
			}
			person.Start = invited.Token
		}
		if _, err := server.AddPerson(person); err != nil {
			return fmt.Errorf("add %s to the sandbox: %w", r.name, err)
		}
	}
	return nil
}
