package sandbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	on "minhchung/bot/sandbox/browsertest"
)

func TestThePageIsAPhonesChat(t *testing.T) {
	ctx := on.Start(t)
	b := open(t, Options{Dir: t.TempDir()})
	startEcho(t, b)
	b.call("setMyCommands", map[string]any{"commands": []Command{{"start", "Bắt đầu"}, {"menu", "Các phần của bộ chỉ số"}}})
	b.call("setMyDescription", map[string]any{"description": "Nhận minh chứng và chấm điểm."})
	folder := t.TempDir()
	files := map[string][]byte{"Giấy mời quý I.pdf": []byte("%PDF-1.7"), "hop1.jpg": picture(t, 900, 600), "hop2.jpg": picture(t, 600, 900)}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	step := func(name string, actions ...on.Action) {
		t.Helper()
		on.Step(ctx, t, name, actions...)
	}
	step("01-people", on.Go(b.http.URL), on.Shows("Đầu mối, Sở Y tế"), on.Shows("24/3/2023"))
	step("02-start", on.Click("person-101"), on.Shows("Nhận minh chứng và chấm điểm."), on.Shows("BẮT ĐẦU"))
	step("03-keyboard", on.Click("start"), on.Shows("Kính chào anh/chị"), on.Shows("moi-lan"), on.Appears("reply-key"))
	step("04-contact", on.Click("reply-key"), on.Shows("Chia sẻ số điện thoại +84905000101"))
	step("05-shared", on.Click("ask-yes"), on.Shows("Đã nhận số +84905000101"), on.Vanishes("keyboard"))
	step("06-commands", on.Click("slash"), on.Shows("Các phần của bộ chỉ số"))
	step("07-menu", on.Click("command-menu"), on.Shows("0 lần bấm"), on.Appears("buttons"))
	step("08-pressed", on.ClickKey("Tiếp"), on.Shows("1 lần bấm"), on.Shows("đã sửa"), on.Shows("Đã nhận"))
	step("09-typed", on.Write("text", "37/119\n"), on.Shows("Nhận: 37/119"))
	step("10-preview", on.Files("file-input", filepath.Join(folder, "Giấy mời quý I.pdf")), on.Shows("Gửi tệp"), on.Write("caption", "I.2.2"))
	step("11-document", on.Click("preview-send"), on.Shows("Đã nhận Giấy mời quý I.pdf"))
	step("12-photos", on.Files("photo-input", filepath.Join(folder, "hop1.jpg"), filepath.Join(folder, "hop2.jpg")), on.Shows("Gửi 2 ảnh"))
	step("13-album", on.Click("preview-send"), on.Shows("Đã nhận ảnh"), on.Holds(`document.querySelectorAll(".messages .photos").length === 1`),
		on.Holds(`[...document.querySelectorAll('[data-testid="photo"]')].filter((i) => i.naturalWidth > 0).length === 2`))
	step("14-editing", on.Holds(`!document.querySelector("dialog[open]")`), on.Write("text", "118/119\n"), on.Shows("Nhận: 118/119"), on.Write("text", kb.ArrowUp), on.Shows("Sửa tin nhắn"),
		on.Holds(`document.querySelector('[data-testid="text"]').value === "118/119"`))
	step("15-edited", on.Replace("text", "119/119\n"), on.Holds(`[...document.querySelectorAll('[data-testid="body"]')].some((b) => b.textContent === "119/119")`))
	step("16-back", on.Click("back"), on.Shows("Chọn một người"))
	if _, err := b.Say(minh, "/menu"); err != nil {
		t.Fatal(err)
	}
	step("17-unread", on.Appears("unread-102"))
	step("18-clock", on.Click("clock-day"), on.Shows("25/3/2023"))
	checkChat(t, b)
}

// checkChat compares what the page was told to do with what the sandbox has.
func checkChat(t *testing.T, b *bench) {
	t.Helper()
	var got []string
	for _, m := range b.Messages(lan) {
		if !m.FromBot() {
			got = append(got, strings.TrimSpace(m.Body()))
		}
	}
	want := "/start moi-lan||/menu|37/119|I.2.2|||119/119"
	if strings.Join(got, "|") != want {
		t.Errorf("Lan has said %q, want %q", strings.Join(got, "|"), want)
	}
}

// TestThePageOnADesk has the people beside the phone, in dark colours.
func TestThePageOnADesk(t *testing.T) {
	ctx := on.StartSized(t, 1180, 900)
	b := open(t, Options{})
	step := func(name string, actions ...on.Action) {
		t.Helper()
		on.Step(ctx, t, name, actions...)
	}
	b.say(lan, "/start")
	for i := range 60 {
		b.write(lan, fmt.Sprintf("Tin nhắn thứ %d", i+1))
	}
	link := b.BotLink("abc123")
	m := b.write(lan, "Liên kết mời: "+link, Button{Text: "Gỡ tệp", CallbackData: "x"})
	step("21-desk", dark(), on.Go(b.http.URL+"/#p101"), on.Shows("Liên kết mời"), on.Appears("person-102"),
		on.Holds(`(s => s.scrollHeight - s.scrollTop - s.clientHeight < 2)(document.getElementById("scroller"))`))
	step("22-up", on.Holds(`(document.getElementById("scroller").scrollTop = 200, true)`), on.Appears("jump"))
	b.write(lan, "Tin mới")
	step("23-below", on.Holds(`document.getElementById("jump-badge").textContent === "1"`),
		on.Holds(`Math.abs(document.getElementById("scroller").scrollTop - 200) < 2`),
		on.Click("jump"), on.Vanishes("jump"))
	step("24-busy", on.ClickKey("Gỡ tệp"), on.Holds(`Boolean(document.querySelector(".key.busy"))`))
	answerPress(t, b)
	step("25-alert", on.Appears("ask"), on.Shows("Đã gỡ tệp khỏi I.2.2"), on.Holds(`!document.querySelector(".key.busy")`), on.Click("ask-yes"))
	step("26-menu", contextMenu(m.MessageID), on.Appears("menu"))
	step("27-choose", on.Click("menu-link"), on.Appears("choose-person-103"))
	step("28-opened", on.Click("choose-person-103"), on.Shows("/start abc123"), on.Holds(`location.hash === "#p103"`))
	step("29-fault", on.Click("fault-add"), on.Shows("429 khi mọi lệnh, còn 1 lần"))
	if faults := b.Faults(); len(faults) != 1 || faults[0].Code != 429 || faults[0].Times != 1 {
		t.Errorf("faults: %+v", faults)
	}
	step("30-healed", on.Click("fault-remove"), on.Holds(`document.querySelectorAll(".fault").length === 0`))
	b.call("sendChatAction", map[string]any{"chat_id": hoa, "action": "typing"})
	step("31-typing", on.Shows("đang nhập…"))
	step("32-person", on.Click("add-person"), on.Write("person-name", "Trần Văn An"), on.Write("person-role", "Sở Công Thương"), on.Write("person-phone", "84905000777"))
	step("33-added", on.Click("person-save"), on.Shows("Trần Văn An · Sở Công Thương"), on.Shows("BẮT ĐẦU"))
	step("34-blocked", on.Click("start"), on.Vanishes("start"), on.Click("chat-more"), on.Click("menu-block"), on.Shows("BỎ CHẶN VÀ CHẠY LẠI"))
}

// dark prefers dark colours.
func dark() on.Action {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
		})
		return chromedp.Void{}, err
	}
}

// contextMenu right-clicks a message.
func contextMenu(message int64) on.Action {
	return on.Holds(fmt.Sprintf(`(document.querySelector('[data-id="%d"] .bubble').dispatchEvent(
		new MouseEvent("contextmenu", {bubbles: true, cancelable: true, clientX: 600, clientY: 500})), true)`, message))
}

// answerPress answers the press that was just made, with an alert.
func answerPress(t *testing.T, b *bench) {
	t.Helper()
	press := ""
	waitUntil(t, b, func() bool {
		for id := range b.state.callbacks {
			press = id
		}
		return press != ""
	})
	r := b.call("answerCallbackQuery", map[string]any{"callback_query_id": press, "text": "Đã gỡ tệp khỏi I.2.2", "show_alert": true})
	if !r.OK {
		t.Fatal(r.Description)
	}
}
