package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"minhchung/bot"
	"minhchung/bot/intake"
	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/signature"
	"minhchung/flows"
)

// trustFlags name the roots under which signatures are valid.
type trustFlags struct {
	TrustDir string `help:"Folder of the trusted roots as PEM files, and lists of the revoked as .crl: with it PDFs are read and their signatures are checked; without it any file counts as signed, marked unchecked." name:"trust" env:"TRUST_DIR" type:"path" placeholder:"DIR"`
}

// looker sees what can be seen of an upload. PDFs are read, and signatures
// checked, where the office names the roots that it trusts.
type looker struct {
	store  bot.Store
	clock  bot.Clock
	trust  *signature.Trust // nil: signatures are not looked at
	reader *pdf.Reader      // nil: documents are not read
}

// newLooker keeps the reader's compiled code in the data folder, so that only
// the very first PDF takes seconds.
func newLooker(store bot.Store, clock bot.Clock, trustDir, dataDir string) (*looker, error) {
	if trustDir == "" {
		return &looker{store: store, clock: clock}, nil
	}
	trust, err := signature.LoadTrust(trustDir)
	if err != nil {
		return nil, &exitError{exitWrongInput, fmt.Errorf("TRUST_DIR: %w", err)}
	}
	return &looker{store: store, clock: clock, trust: trust, reader: pdf.New(filepath.Join(dataDir, "cache"))}, nil
}

// close frees what reading PDFs took.
func (l *looker) close() error {
	if l.reader == nil {
		return nil
	}
	return l.reader.Close()
}

// inspect says what a fetched file is.
func (l *looker) inspect(ctx context.Context, content io.ReadSeeker, size int64, name string) (flows.Found, error) {
	seen, err := intake.Look(ctx, content, size, name, intake.Options{
		Blobs: l.store.Blobs, Reader: l.reader, Trust: l.trust, At: l.clock.Now(),
	})
	return seen.Found, err
}
