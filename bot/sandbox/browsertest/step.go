package browsertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// ShotsVariable names the environment variable with the folder for pictures of every step.
const ShotsVariable = "SANDBOX_SHOTS"

// waits bounds how long the page may take for one thing.
const waits = 20 * time.Second

// Action is something to do on the page, or to wait for.
type Action = chromedp.Action[chromedp.Void]

// ID selects by data-testid.
func ID(name string) chromedp.CSS { return chromedp.CSS(`[data-testid="` + name + `"]`) }

// Go opens an address.
func Go(address string) Action { return chromedp.Navigate(address) }

// Shows waits until the text that is visible on the page holds what is given.
func Shows(text string) Action {
	return Holds(fmt.Sprintf("document.body.innerText.includes(%q)", text))
}

// Holds waits until a JavaScript expression is true on the page.
func Holds(expression string) Action {
	return chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(waits))
}

// Appears waits until an element can be seen.
func Appears(id string) Action { return chromedp.WaitVisible(ID(id)) }

// Vanishes waits until an element cannot be seen.
func Vanishes(id string) Action { return chromedp.WaitNotVisible(ID(id)) }

// Click clicks on an element.
func Click(id string) Action { return chromedp.Click(ID(id)) }

// ClickKey clicks on the last button under a message that has that label.
func ClickKey(label string) Action {
	find := fmt.Sprintf("[...document.querySelectorAll('.key')].reverse().find((k) => k.textContent.trim() === %q)", label)
	return chromedp.Steps(Holds("Boolean("+find+")"), chromedp.Evaluate[chromedp.Void](find+".click()"))
}

// Write types into a field; a line break presses Enter.
func Write(id, text string) Action { return chromedp.SendKeys(ID(id), text) }

// Replace puts a text in the place of what a field holds.
func Replace(id, text string) Action {
	empty := fmt.Sprintf("document.querySelector('[data-testid=%q]').value = ''", id)
	return chromedp.Steps(chromedp.Evaluate[chromedp.Void](empty), chromedp.SendKeys(ID(id), text))
}

// Files chooses files in a file field, which may be hidden.
func Files(id string, paths ...string) Action { return chromedp.SetUploadFiles(ID(id), paths) }

// Step runs actions under a name. A failing one fails the test and shows what
// the page shows; where SANDBOX_SHOTS names a folder, a picture is kept there.
func Step(ctx context.Context, t testing.TB, name string, actions ...Action) {
	t.Helper()
	for i, action := range actions {
		one, cancel := context.WithTimeout(ctx, 2*waits)
		err := chromedp.Do(one, action)
		cancel()
		if err != nil {
			text, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText")) // it helps only whoever reads on
			t.Fatalf("%s, action %d: %v; the page shows:\n%s", name, i+1, err, text)
		}
	}
	if dir := os.Getenv(ShotsVariable); dir != "" {
		Shot(ctx, t, filepath.Join(dir, name+".png"))
	}
}

// Shot writes a picture of the window to a file, for people to look at.
func Shot(ctx context.Context, t testing.TB, path string) {
	t.Helper()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatalf("take a picture of the page: %v", err)
	}
	if err := os.WriteFile(path, png, 0o600); err != nil {
		t.Fatalf("keep the picture of the page: %v", err)
	}
}
