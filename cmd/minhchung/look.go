package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"minhchung/bot"
	"minhchung/bot/intake"
	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/revocation"
	"minhchung/bot/intake/signature"
	"minhchung/flows"
)

// trustFlags name the roots under which signatures are valid.
type trustFlags struct {
	TrustDir   string `help:"Folder of the trusted roots as PEM files, and lists of the revoked as .crl; without it no signature is valid, only undetermined: a verifier looks at the certificate." name:"trust" env:"TRUST_DIR" type:"path" placeholder:"DIR"`
	Revocation string `help:"Where it is looked up whether a certificate was revoked: offline (in the file and in TRUST_DIR), or online as well: its issuer is asked, by OCSP or for its list, at the address that the certificate names. Only issuers under a trusted root are asked." enum:"offline,online" default:"offline" env:"REVOCATION"`
}

// load reads the trusted roots, and lets issuers be asked where that is wanted.
func (f trustFlags) load(now func() time.Time) (*signature.Trust, error) {
	trust, err := signature.LoadTrust(f.TrustDir)
	if f.TrustDir != "" && err == nil {
		_, err = os.Stat(f.TrustDir) // a folder that is not there trusts nobody: better to hear of it now
	}
	if err != nil {
		return nil, &exitError{exitWrongInput, fmt.Errorf("--trust, TRUST_DIR: %w", err)}
	}
	if f.Revocation == "online" {
		trust.AskOnline(revocation.New(revocation.UsualLimits(), now))
	}
	return trust, nil
}

// looker sees what can be seen of an upload.
type looker struct {
	store  bot.Store
	clock  bot.Clock
	trust  *signature.Trust
	reader *pdf.Reader
}

// newLooker keeps the reader's compiled code in the data folder, so that only
// the very first start compiles.
func newLooker(store bot.Store, clock bot.Clock, trusted trustFlags, dataDir string) (*looker, error) {
	trust, err := trusted.load(clock.Now)
	if err != nil {
		return nil, err
	}
	return &looker{store: store, clock: clock, trust: trust, reader: pdf.New(filepath.Join(dataDir, "cache"))}, nil
}

// warm makes the reader ready before the first PDF comes. Without it the bot
// works on, only that what documents say of themselves stays unread.
func (l *looker) warm(ctx context.Context, log *slog.Logger) {
	if err := l.reader.Start(ctx); err != nil && ctx.Err() == nil {
		log.ErrorContext(ctx, "PDFs cannot be read", "error", err)
	}
}

// close frees what reading PDFs took.
func (l *looker) close() error { return l.reader.Close() }

// inspect says what a fetched file is.
func (l *looker) inspect(ctx context.Context, content io.ReadSeeker, size int64, name string) (flows.Found, error) {
	seen, err := intake.Look(ctx, content, size, name, intake.Options{
		Blobs: l.store.Blobs, Reader: l.reader, Trust: l.trust, At: l.clock.Now(),
	})
	return seen.Found, err
}

// picture draws the first page of a kept PDF.
func (l *looker) picture(ctx context.Context, content io.ReadSeeker, size int64) ([]byte, error) {
	return intake.Picture(ctx, l.reader, content, size)
}
