package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// asideCmd is about updates that failed as often as they may.
type asideCmd struct {
	List asideListCmd `cmd:"" help:"List them, the oldest first: key, chat (a hash), age, failure."`
	Back asideBackCmd `cmd:"" help:"Have them worked again, once the fault is mended."`
}

type asideListCmd struct{ officeFlags }

// Run lists what was set aside, a line each.
func (c *asideListCmd) Run(ctx context.Context, std streams) error {
	return c.withOffice(ctx, adminFlags{}, func(o office) error {
		rows, err := o.Aside(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			age := time.Since(row.Arrived)
			fmt.Fprintf(std.out, "%s\t%s\t%dh%02dm\t%s\n", row.Key, row.Chat, int(age.Hours()), int(age.Minutes())%60, oneLine(row.Failure))
		}
		return nil
	})
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

type asideBackCmd struct {
	officeFlags
	Keys []string `arg:"" help:"Keys, as the list has them." name:"key"`
}

// Run puts them back, in the given order. It stops at the first that cannot be.
func (c *asideBackCmd) Run(ctx context.Context) error {
	return c.withOffice(ctx, adminFlags{}, func(o office) error {
		for _, key := range c.Keys {
			if err := o.PutBack(ctx, key); err != nil {
				return err
			}
		}
		return nil
	})
}
