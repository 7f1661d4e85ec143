package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"minhchung/bot/intake"
	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/signature"
	"minhchung/flows"
	"minhchung/scoring"
)

// inspectCmd says what can be seen of files, as the bot would.
type inspectCmd struct {
	Files []string `arg:"" name:"file" help:"Files to look at."`
	trustFlags
}

// Run prints one JSON object a line. Whatever is found is no error; a file that
// cannot be read is.
func (c *inspectCmd) Run(ctx context.Context, std streams) error {
	trust, err := c.load(time.Now)
	if err != nil {
		return err
	}
	scratch, err := newScratch()
	if err != nil {
		return err
	}
	defer scratch.remove()
	reader := pdf.New(compiledFolder())
	defer func() { _ = reader.Close() }()
	if err := reader.Start(ctx); err != nil { // signatures can be checked all the same
		fmt.Fprintln(std.err, "minhchung: documents stay unread:", err)
	}
	lines := json.NewEncoder(std.out)
	lines.SetEscapeHTML(false)
	var unread error
	for _, name := range c.Files {
		line, seen, err := inspectFile(ctx, name, intake.Options{Blobs: scratch, Reader: reader, Trust: trust, At: time.Now()})
		if err != nil {
			unread = errors.Join(unread, err)
			continue
		}
		if err := lines.Encode(line); err != nil {
			return err
		}
		for _, hint := range hintsOf(seen, name) {
			fmt.Fprintln(std.err, hint)
		}
	}
	if unread != nil {
		return &exitError{exitWrongInput, unread}
	}
	return nil
}

// compiledFolder is where compiled code is kept between commands; "" when there
// is no such place: then it is compiled for this one alone.
func compiledFolder() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	folder := filepath.Join(cache, "minhchung")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return ""
	}
	return folder
}

// inspected is what is printed of one file.
type inspected struct {
	File             string               `json:"file"`
	SHA256           string               `json:"sha256"`
	Type             string               `json:"type"`
	Accepted         bool                 `json:"accepted"`
	Reason           string               `json:"reason"` // why not; "" when it is
	Signatures       []inspectedSignature `json:"signatures"`
	SignatureOutcome signature.Outcome    `json:"signature_outcome"`
	Document         *inspectedDocument   `json:"document"` // null when nothing was read
}

type inspectedSignature struct {
	Signer       string            `json:"signer"`
	Organisation string            `json:"organisation"`
	Time         string            `json:"time"` // "" when none is known
	Outcome      signature.Outcome `json:"outcome"`
	Reason       signature.Reason  `json:"reason"`
}

type inspectedDocument struct {
	Number   string           `json:"number"`
	Date     string           `json:"date"` // "2023-02-15"
	Issuer   string           `json:"issuer"`
	Subject  string           `json:"subject"`
	SignedAs scoring.Capacity `json:"signed_as"`
}

// inspectFile looks at one file. The error says that it cannot be read.
func inspectFile(ctx context.Context, name string, o intake.Options) (inspected, flows.Found, error) {
	content, err := os.Open(name)
	if err != nil {
		return inspected{}, flows.Found{}, err
	}
	defer content.Close()
	sum, size, err := hashOf(content)
	if err != nil {
		return inspected{}, flows.Found{}, fmt.Errorf("read %s: %w", name, err)
	}
	seen, err := intake.Look(ctx, content, size, filepath.Base(name), o)
	if err != nil {
		return inspected{}, flows.Found{}, fmt.Errorf("inspect %s: %w", name, err)
	}
	return lineOf(seen, name, sum), seen.Found, nil
}

// lineOf gives what is printed of a file.
func lineOf(seen intake.Seen, name, sum string) inspected {
	line := inspected{
		File: name, SHA256: sum, Type: seen.Type, Reason: reasonOf(seen.Found),
		Signatures: []inspectedSignature{}, SignatureOutcome: seen.Checked.Outcome,
	}
	line.Accepted = line.Reason == ""
	for _, s := range seen.Checked.Signatures {
		if s.Kind != signature.Personal {
			continue
		}
		one := inspectedSignature{Signer: s.Signer, Organisation: s.Organisation, Outcome: s.Outcome, Reason: s.Reason}
		if !s.Time.IsZero() {
			one.Time = s.Time.In(scoring.Zone).Format(time.RFC3339)
		}
		line.Signatures = append(line.Signatures, one)
	}
	if d := seen.Document; d != nil {
		line.Document = &inspectedDocument{Number: d.Number, Issuer: d.Issuer, Subject: d.Subject, SignedAs: d.SignedAs}
		if !d.Date.IsZero() {
			line.Document.Date = d.Date.String()
		}
	}
	return line
}

// hintsOf says why a file's document, or one of an archive's, is null although
// there is nothing against the file. The lines have no room for it.
func hintsOf(found flows.Found, name string) []string {
	var hints []string
	switch {
	case found.Refused != flows.RefusedNot:
	case found.Reading == scoring.ReadingUnread:
		hints = append(hints, name+": not read, it would take too long")
	case found.Reading == scoring.ReadingNoText:
		hints = append(hints, name+": a scan, or a picture: there is no text to read")
	}
	for _, m := range found.Members {
		hints = append(hints, hintsOf(m, name+": "+m.Name)...)
	}
	return hints
}

// reasonOf says why a file is not accepted: the bot names it so too. An
// archive is accepted when each of its files is.
func reasonOf(found flows.Found) string {
	switch {
	case found.Refused != flows.RefusedNot:
		return string(found.Refused)
	case found.Classified != flows.ClassifiedNot:
		return "classified"
	}
	for _, m := range found.Members {
		if why := reasonOf(m); why != "" {
			return why + ": " + m.Name
		}
	}
	return ""
}
