// Command minhchung is the evidence assistant: the bot, its sandbox, and the
// commands of the office that runs it. Here is wiring only; what is done is in
// the packages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr})
	stop()
	os.Exit(code)
}

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// exitError ends the program with a code of its own; the message, if any, has
// been made for people.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// commands is the whole command line: flags, their variables in the
// environment, and what --help says of them.
type commands struct {
	Serve     serveCmd     `cmd:"" help:"Run the bot on Telegram."`
	Sandbox   sandboxCmd   `cmd:"" help:"Run the bot on a chat page on this machine, without Telegram."`
	Index     indexCmd     `cmd:"" help:"Print the edition."`
	Score     scoreCmd     `cmd:"" help:"Score a file of answers without a bot."`
	Inspect   inspectCmd   `cmd:"" help:"Say what can be seen of files: type, signatures, what a document says of itself."`
	Directory directoryCmd `cmd:"" help:"The departments and their contacts."`
	Invite    inviteCmd    `cmd:"" help:"Make an invitation: a link for one person, once, for seven working days."`
	Admin     adminCmd     `cmd:"" help:"Who is an admin."`
	Aside     asideCmd     `cmd:"" help:"Updates that could not be worked, and were set aside."`
}

// run is the program: it parses, runs one command and gives the exit code.
// 1 is a failure, 2 a mistake in what was asked for.
func run(ctx context.Context, args []string, std streams) int {
	var cli commands
	exited, code := false, 0
	parser, err := kong.New(&cli,
		kong.Name("minhchung"),
		kong.Description("Minh Chứng walks a province's departments through the digital-transformation index on Telegram."),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.Exit(func(c int) { exited, code = true, c }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(std),
	)
	if err != nil {
		fmt.Fprintln(std.err, "minhchung:", err)
		return 1
	}
	dropEmpty(parser)
	parsed, err := parser.Parse(args)
	if exited { // --help
		return code
	}
	if err != nil {
		fmt.Fprintln(std.err, "minhchung:", err)
		return 2
	}
	return exitCode(parsed.Run(), std.err)
}

// dropEmpty takes variables that are set to nothing out of the environment: in
// a settings file "MAX_FILE_MB=" means that nothing is set.
func dropEmpty(parser *kong.Kong) {
	for _, command := range parser.Model.Leaves(false) {
		for _, group := range command.AllFlags(false) {
			for _, flag := range group {
				for _, name := range flag.Envs {
					if value, set := os.LookupEnv(name); set && value == "" {
						_ = os.Unsetenv(name) // the name is one that was looked up
					}
				}
			}
		}
	}
}

func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	if err.Error() != "" {
		fmt.Fprintln(stderr, "minhchung:", err)
	}
	var exit *exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	return 1
}
