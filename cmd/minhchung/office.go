package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"minhchung/bot"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// directoryCmd is what the command line does to the directory.
type directoryCmd struct {
	Import directoryImportCmd `cmd:"" help:"Take in departments and contacts from a CSV or XLSX file with the columns id, name, contact, phone."`
}

type directoryImportCmd struct {
	officeFlags
	File string `arg:"" help:"The file, .csv or .xlsx." type:"existingfile"`
}

// Run imports the file and says what became of it, line by line where
// something is wrong.
func (c *directoryImportCmd) Run(ctx context.Context, std streams) error {
	rows, err := readDirectory(c.File)
	if err != nil {
		return &exitError{exitWrongInput, err}
	}
	return c.withOffice(ctx, adminFlags{}, func(o office) error {
		report, err := o.ImportDirectory(ctx, rows)
		if err != nil {
			return err
		}
		fmt.Fprintf(std.out, "departments: %d new, %d changed, %d as they were\n",
			report.Departments.Added, report.Departments.Changed, report.Departments.Unchanged)
		fmt.Fprintf(std.out, "contacts: %d new, %d changed, %d as they were\n",
			report.Contacts.Added, report.Contacts.Changed, report.Contacts.Unchanged)
		for _, p := range report.Problems {
			fmt.Fprintf(std.err, "%s:%d: %s\n", c.File, p.Line, p.Text)
		}
		if n := len(report.Problems); n > 0 {
			return &exitError{1, fmt.Errorf("%d lines were left out", n)}
		}
		return nil
	})
}

// readDirectory reads the rows of a file.
func readDirectory(file string) ([]bot.DirectoryRow, error) {
	var table [][]string
	var err error
	switch strings.ToLower(filepath.Ext(file)) {
	case ".csv":
		table, err = readCSV(file)
	case ".xlsx":
		table, err = readXLSX(file)
	default:
		return nil, fmt.Errorf("%s is neither .csv nor .xlsx", file)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return directoryRows(file, table)
}

func readCSV(file string) ([][]string, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	text := strings.TrimPrefix(string(raw), "\ufeff") // as Excel writes it
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = -1
	if head, _, _ := strings.Cut(text, "\n"); strings.Count(head, ";") > strings.Count(head, ",") {
		in.Comma = ';' // as Excel writes it where the comma is for decimals
	}
	var table [][]string
	for {
		record, err := in.Read()
		if err == io.EOF {
			return table, nil
		}
		if err != nil {
			return nil, err
		}
		table = append(table, record)
	}
}

func readXLSX(file string) ([][]string, error) {
	book, err := excelize.OpenFile(file)
	if err != nil {
		return nil, err
	}
	rows, err := book.GetRows(book.GetSheetName(0))
	return rows, errors.Join(err, book.Close())
}

// directoryRows finds the columns by their names in the first line.
func directoryRows(file string, table [][]string) ([]bot.DirectoryRow, error) {
	if len(table) == 0 {
		return nil, fmt.Errorf("%s is empty", file)
	}
	columns := map[string]int{}
	for i, name := range table[0] {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, needed := range []string{"id", "name"} {
		if _, ok := columns[needed]; !ok {
			return nil, fmt.Errorf("%s has no column %q in its first line (id, name, contact, phone)", file, needed)
		}
	}
	var rows []bot.DirectoryRow
	for i, record := range table[1:] {
		cell := func(column string) string {
			if at, ok := columns[column]; ok && at < len(record) {
				return strings.TrimSpace(record[at])
			}
			return ""
		}
		row := bot.DirectoryRow{Line: i + 2, ID: cell("id"), Name: cell("name"), Contact: cell("contact"), Phone: cell("phone")}
		if row.ID != "" || row.Name != "" || row.Contact != "" || row.Phone != "" {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// inviteCmd makes an invitation.
type inviteCmd struct {
	officeFlags
	Department string   `help:"The department's id; none for a verifier."`
	Role       string   `help:"What the person may do: ${enum}." enum:"contact,leader,verifier" default:"contact"`
	Owners     []string `help:"Of a verifier: whose figures alone they supply, as roles of the edition; none for all criteria." placeholder:"ROLE"`
	Name       string   `help:"Who it is for; asked for on arrival when it is left out."`
	Phone      string   `help:"The phone number that the person must share; not asked for when it is left out."`
	BotName    string   `help:"The bot's user name, for the link; the running bot knows its own." env:"BOT_NAME" placeholder:"NAME"`
}

// Run prints the link and the line to paste: the only time they are seen.
func (c *inviteCmd) Run(ctx context.Context, std streams) error {
	if err := c.checkOwners(); err != nil {
		return err
	}
	return c.withOffice(ctx, adminFlags{}, func(o office) error {
		invited, err := o.Invite(ctx, bot.Invite{
			Department: c.Department, Role: directory.Role(c.Role), Owners: c.Owners, Name: c.Name, Phone: c.Phone,
		})
		if err != nil {
			return err
		}
		link := invited.Link
		if link == "" && c.BotName != "" {
			link = "https://t.me/" + c.BotName + "?start=" + invited.Token
		}
		if link != "" {
			fmt.Fprintln(std.out, link)
		}
		fmt.Fprintln(std.out, invited.Line)
		fmt.Fprintln(std.err, "valid once, until", invited.Expires.In(scoring.Zone).Format("15:04 2/1/2006"))
		return nil
	})
}

// checkOwners refuses who is no owner of figures in the edition.
func (c *inviteCmd) checkOwners() error {
	e, err := c.open()
	if err != nil {
		return err
	}
	var known []string
	for _, o := range e.Owners {
		known = append(known, o.Role)
	}
	for _, role := range c.Owners {
		if !slices.Contains(known, role) {
			return &exitError{exitWrongInput, fmt.Errorf("--owners: %q is none of %s", role, strings.Join(known, ", "))}
		}
	}
	return nil
}

// adminCmd is about the admins whom ADMIN_IDS names.
type adminCmd struct {
	List    adminListCmd    `cmd:"" help:"List the admins."`
	Revoke  adminRevokeCmd  `cmd:"" help:"Take an admin's rights at once, whatever ADMIN_IDS says."`
	Restore adminRestoreCmd `cmd:"" help:"Give them back."`
}

type adminListCmd struct {
	officeFlags
	adminFlags
}

// Run lists the admins and whether their rights were taken.
func (c *adminListCmd) Run(ctx context.Context, std streams) error {
	return c.withOffice(ctx, c.adminFlags, func(o office) error {
		admins, err := o.Admins(ctx)
		if err != nil {
			return err
		}
		for _, a := range admins {
			state := "admin"
			if a.Revoked {
				state = "revoked"
			}
			fmt.Fprintf(std.out, "%s\t%s\t%s\n", strings.TrimPrefix(a.Chat, "telegram:"), state, a.Name)
		}
		return nil
	})
}

type adminRevokeCmd struct {
	officeFlags
	adminFlags
	ID int64 `arg:"" help:"The admin's numeric id."`
}

// Run takes the rights.
func (c *adminRevokeCmd) Run(ctx context.Context) error {
	return c.withOffice(ctx, c.adminFlags, func(o office) error { return o.RevokeAdmin(ctx, chatOf(c.ID)) })
}

type adminRestoreCmd struct {
	officeFlags
	adminFlags
	ID int64 `arg:"" help:"The admin's numeric id."`
}

// Run gives them back.
func (c *adminRestoreCmd) Run(ctx context.Context) error {
	return c.withOffice(ctx, c.adminFlags, func(o office) error { return o.RestoreAdmin(ctx, chatOf(c.ID)) })
}

func chatOf(id int64) string { return "telegram:" + strconv.FormatInt(id, 10) }
