package main

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts under testdata/script run this very program.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"minhchung": func() {
			os.Exit(run(context.Background(), os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
		},
	})
}

func TestScripts(t *testing.T) {
	rendered, err := filepath.Abs(filepath.Join("..", "..", "bot", "intake", "document", "testdata", "rendered"))
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir() // scripts have a home of their own
	if err != nil {
		cache = t.TempDir()
	}
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(env *testscript.Env) error {
		env.Setenv("XDG_CACHE_HOME", filepath.Join(cache, "minhchung-test"))
		env.Setenv("RENDERED", rendered)
		return unpackSigned(filepath.Join(env.WorkDir, "da-ky.pdf"))
	}})
}

// unpackSigned writes a PDF that another program has signed.
func unpackSigned(name string) error {
	packed, err := os.Open(filepath.Join("..", "..", "bot", "intake", "signature", "testdata", "pdfsig-plain-1.pdf.gz"))
	if err != nil {
		return err
	}
	defer packed.Close()
	content, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}

// What a script cannot tell: which exit code it was.
func TestInspectExitCodes(t *testing.T) {
	signed := filepath.Join(t.TempDir(), "da-ky.pdf")
	if err := unpackSigned(signed); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]int{signed: 0, "main_test.go": 0, "khong-co.pdf": 2, ".": 2} {
		got := run(t.Context(), []string{"inspect", name}, streams{out: io.Discard, err: io.Discard})
		if got != want {
			t.Errorf("inspect %s ends with %d, not %d", filepath.Base(name), got, want)
		}
	}
}
