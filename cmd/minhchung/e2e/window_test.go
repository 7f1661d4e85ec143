package e2e

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	on "minhchung/bot/sandbox/browsertest"
)

// window is the page in a browser, as hands use it. After everything that is
// done it checks that each message of the bot fits the screen.
type window struct {
	ctx    context.Context
	t      testing.TB
	folder string // of files to choose
	steps  int
	tall   map[string]bool // messages that have been complained about
}

// openPage opens the page and watches what it does: what it writes to the
// console as a problem, and where it sends requests to.
func openPage(t *testing.T, address string) *window {
	t.Helper()
	w := &window{ctx: on.Start(t), t: t, folder: t.TempDir(), tall: map[string]bool{}}
	home, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	watch := &pageWatch{home: home.Host}
	if err := chromedp.Listen(w.ctx, watch.see); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { watch.report(t) })
	w.step("open", on.Go(address))
	return w
}

// pageWatch keeps what the page should not have done.
type pageWatch struct {
	home string

	mu       sync.Mutex
	requests int
	problems []string
}

func (p *pageWatch) see(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			p.problems = append(p.problems, fmt.Sprintf("console %s: %v", e.Type, e.Args))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			p.problems = append(p.problems, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *network.EventRequestWillBeSent:
		p.requests++
		if u, err := url.Parse(e.Request.URL); err != nil || u.Host != p.home && u.Scheme != "blob" && u.Scheme != "data" {
			p.problems = append(p.problems, "a request to "+e.Request.URL)
		}
	}
}

func (p *pageWatch) report(t testing.TB) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, problem := range p.problems {
		t.Errorf("the page: %s", problem)
	}
	if p.requests == 0 {
		t.Error("no request of the page was seen")
	}
}

// step does something under a name; where SANDBOX_SHOTS names a folder, a
// picture of it is kept there.
func (w *window) step(name string, actions ...on.Action) {
	w.t.Helper()
	w.steps++
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\: "«»`, r) {
			return '_'
		}
		return r
	}, name)
	on.Step(w.ctx, w.t, fmt.Sprintf("walk-%03d-%s", w.steps, name), actions...)
	w.fits()
}

// lateMessages is a script's list of the bot's messages since the person's last.
const lateMessages = `(() => {
	const all = [...document.querySelectorAll('[data-testid="message"]')];
	return all.slice(all.findLastIndex((m) => m.dataset.from === "person") + 1);
})()`

// atTheEnd is a script's condition: the chat shows its newest message whole.
const atTheEnd = `(({scrollHeight, scrollTop, clientHeight}) => scrollHeight - scrollTop - clientHeight < 2)(document.getElementById("scroller"))`

// says is a script's condition: a message since the person's last holds all words.
func says(words ...string) string {
	return fmt.Sprintf(`%s.some((m) => %s)`, lateMessages, includes("m", words))
}

func includes(node string, words []string) string {
	conditions := []string{"true"}
	for _, word := range words {
		conditions = append(conditions, fmt.Sprintf("%s.innerText.includes(%q)", node, word))
	}
	return strings.Join(conditions, " && ")
}

func (w *window) say(text string, want ...string) {
	w.t.Helper()
	own := fmt.Sprintf(`[...document.querySelectorAll('[data-from="person"]')].at(-1)?.innerText.includes(%q)`, text)
	w.step(text, on.Holds(`!document.querySelector("dialog[open]")`), on.Write("text", text+"\n"), on.Holds(own), on.Holds(says(want...)), on.Holds(atTheEnd))
}

// tap presses the last button whose label begins so. What follows is that
// message as it was edited, or a later one.
func (w *window) tap(label string, want ...string) {
	w.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(".key")].reverse().find((k) => k.innerText.trim().startsWith(%q))`, label)
	press := fmt.Sprintf(`(() => {
		const key = %s;
		window.pressed = Number(key.closest("article").dataset.id);
		key.scrollIntoView({block: "nearest"});
		key.click();
	})()`, find)
	follows := fmt.Sprintf(`!document.querySelector(".key.busy") &&
		[...document.querySelectorAll('[data-from="bot"]')].some((m) => Number(m.dataset.id) >= window.pressed && %s)`, includes("m", want))
	w.step(label, on.Holds("Boolean("+find+")"), chromedp.Evaluate[chromedp.Void](press), on.Holds(follows))
}

func (w *window) send(f file, caption string, want ...string) {
	w.t.Helper()
	w.choose([]file{f}, caption, want...)
}

func (w *window) sendAlbum(files []file, caption string, want ...string) {
	w.t.Helper()
	w.choose(files, caption, want...)
}

// choose sends files by the page's own inputs: photos as photos, others as files.
func (w *window) choose(files []file, caption string, want ...string) {
	w.t.Helper()
	input, paths := "file-input", []string{}
	for _, f := range files {
		paths = append(paths, f.onDisk(w.t, w.folder))
		if f.photo {
			input = "photo-input"
		}
	}
	w.step("choose-"+files[0].name, on.Files(input, paths...), on.Appears("preview-send"))
	if caption != "" {
		w.step("caption-"+caption, on.Write("caption", caption))
	}
	w.step("send-"+files[0].name, on.Click("preview-send"), on.Holds(`!document.querySelector("dialog[open]")`), on.Holds(says(want...)), on.Holds(atTheEnd))
}

// sample sends one of the files that come with the page.
func (w *window) sample(id string, want ...string) {
	w.t.Helper()
	w.step(id, on.Click("attach"), on.Appears(id), on.Click(id), on.Appears("preview-send"))
	w.step("send-"+id, on.Click("preview-send"), on.Holds(`!document.querySelector("dialog[open]")`), on.Holds(says(want...)), on.Holds(atTheEnd))
}

// tallMessages is a script's list of the bot's messages that are higher than
// the chat's viewport, or wider.
const tallMessages = `(() => {
	const screen = document.getElementById("scroller");
	return [...document.querySelectorAll('[data-from="bot"]')]
		.filter((m) => m.offsetHeight > screen.clientHeight || m.scrollWidth > screen.clientWidth)
		.map((m) => m.offsetHeight + " of " + screen.clientHeight + " pixels: " + m.innerText.split("\n")[0]);
})()`

func (w *window) fits() {
	w.t.Helper()
	tall, err := chromedp.Run(w.ctx, chromedp.Evaluate[[]string](tallMessages))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, message := range tall {
		if !w.tall[message] {
			w.tall[message] = true
			w.t.Errorf("a message does not fit the screen: %s", message)
		}
	}
}
