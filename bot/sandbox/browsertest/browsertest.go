// Package browsertest starts a headless browser for tests of the sandbox's
// page: a phone's window that can reach nothing but this machine. It knows
// nothing of the page or of the bot.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// The window of a common phone, in CSS pixels.
const (
	PhoneWidth  = 390
	PhoneHeight = 844
)

// patience bounds a whole test in the browser.
const patience = 3 * time.Minute

// Start gives a context for chromedp with a page of a phone's size. Without a
// browser the test is skipped, but with CI=true it fails. A script's error on the page fails the test.
func Start(t testing.TB) context.Context {
	t.Helper()
	return StartSized(t, PhoneWidth, PhoneHeight)
}

// StartSized is Start with a window of another size.
func StartSized(t testing.TB, width, height int64) context.Context {
	t.Helper()
	path := find(t)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options(path)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	if err := chromedp.Listen(ctx, func(event any) { reportException(t, event) }); err != nil {
		t.Fatalf("listen to the browser: %v", err)
	}
	return ctx
}

// reportException makes a script's error that nobody caught fail the test.
func reportException(t testing.TB, event any) {
	e, ok := event.(*runtime.EventExceptionThrown)
	if !ok {
		return
	}
	what := e.ExceptionDetails.Text
	if thrown := e.ExceptionDetails.Exception; thrown != nil {
		what += " " + thrown.Description
	}
	t.Errorf("the page's script failed: %s (%s:%d)", what, e.ExceptionDetails.URL, e.ExceptionDetails.LineNumber+1)
}

// find gives the browser's path.
func find(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no chromium is installed, and with CI=true nothing is skipped")
	}
	t.Skip("no chromium is installed: the page is not tested in a browser")
	return ""
}

// options keep the browser offline, without a window and without a memory.
func options(path string) []chromedp.ExecAllocatorOption {
	return append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("lang", "vi"),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
}
