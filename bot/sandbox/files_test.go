package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func contextWithin(ms int) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Duration(ms)*time.Millisecond)
}

// fetch downloads a file as the bot does.
func (b *bench) fetch(fileID string) (content []byte, path string) {
	b.t.Helper()
	var f struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	b.call("getFile", map[string]any{"file_id": fileID}).into(b.t, &f)
	response, err := http.Get(b.http.URL + "/file/bot" + token + "/" + f.Path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err = io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || int64(len(content)) != f.Size {
		b.t.Fatalf("download: %s, %d of %d bytes, %v", response.Status, len(content), f.Size, err)
	}
	return content, f.Path
}

func TestADocumentArrivesAsItIs(t *testing.T) {
	b := open(t, Options{Dir: t.TempDir()})
	m, err := b.Upload(lan, Upload{Name: "Giấy mời quý I.pdf", Content: strings.NewReader("%PDF-1.7 giấy mời"), Caption: "I.2.2"})
	if err != nil {
		t.Fatal(err)
	}
	if d := m.Document; d == nil || d.FileName != "Giấy mời quý I.pdf" || d.MimeType != "application/pdf" || m.Caption != "I.2.2" {
		t.Fatalf("got %+v", m)
	}
	content, path := b.fetch(m.Document.FileID)
	if string(content) != "%PDF-1.7 giấy mời" || !strings.HasPrefix(path, "documents/file_") || !strings.HasSuffix(path, ".pdf") {
		t.Errorf("got %q at %s", content, path)
	}
	again, err := b.Upload(lan, Upload{Name: "b.pdf", Content: strings.NewReader("%PDF-1.7 giấy mời")})
	if err != nil || again.Document.FileUniqueID != m.Document.FileUniqueID || again.Document.FileID == m.Document.FileID {
		t.Errorf("the same content: %+v %+v %v", m.Document, again.Document, err)
	}
}

func TestAPhotoHasAscendingSizes(t *testing.T) {
	b := open(t, Options{})
	m, err := b.Upload(lan, Upload{Name: "hop.jpg", Content: bytes.NewReader(picture(t, 1600, 900)), AsPhoto: true})
	if err != nil {
		t.Fatal(err)
	}
	var widths []int
	for _, p := range m.Photo {
		widths = append(widths, p.Width)
		if content, path := b.fetch(p.FileID); len(content) == 0 || !strings.HasPrefix(path, "photos/") || !strings.HasSuffix(path, ".jpg") {
			t.Errorf("size %d: %d bytes at %s", p.Width, len(content), path)
		}
	}
	if fmt.Sprint(widths) != "[90 320 800 1280]" {
		t.Errorf("widths %v", widths)
	}
	small := picture(t, 200, 100)
	m, err = b.Upload(lan, Upload{Name: "nho.jpg", Content: bytes.NewReader(small), AsPhoto: true})
	if err != nil || len(m.Photo) != 2 {
		t.Fatalf("got %+v %v", m.Photo, err)
	}
	if content, _ := b.fetch(m.Photo[1].FileID); !bytes.Equal(content, small) {
		t.Error("a small JPEG was changed")
	}
	if _, err := b.Upload(lan, Upload{Name: "x.jpg", Content: strings.NewReader("no picture"), AsPhoto: true}); err == nil {
		t.Error("a photo that is none was sent")
	}
}

func TestAnAlbumIsSeparateMessagesOfOneGroup(t *testing.T) {
	b := open(t, Options{})
	sent, err := b.Album(lan,
		Upload{Name: "1.jpg", Content: bytes.NewReader(picture(t, 60, 60)), AsPhoto: true, Caption: "I.2.2"},
		Upload{Name: "2.jpg", Content: bytes.NewReader(picture(t, 70, 60)), AsPhoto: true},
		Upload{Name: "3.jpg", Content: bytes.NewReader(picture(t, 80, 60)), AsPhoto: true})
	if err != nil {
		t.Fatal(err)
	}
	group := sent[0].MediaGroupID
	for _, m := range sent {
		if m.MediaGroupID != group || group == "" {
			t.Errorf("group %q in %+v", group, m)
		}
	}
	if b.Pending() != 3 {
		t.Errorf("%d updates", b.Pending())
	}
	if _, err := b.Album(lan, Upload{Name: "1.jpg", Content: strings.NewReader("x")}); err == nil {
		t.Error("an album of one")
	}
	group, err = b.NewAlbum()
	if err != nil {
		t.Fatal(err)
	}
	if m, err := b.Upload(lan, Upload{Name: "4.pdf", Content: strings.NewReader("x"), Group: group}); err != nil || m.MediaGroupID != group {
		t.Errorf("part by part: %+v %v", m, err)
	}
}

func TestTheBotSendsFilesAndAlbums(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	var m Message
	b.send("sendDocument", map[string]string{"chat_id": "101", "caption": "Bản <b>tự chấm</b>", "parse_mode": "HTML"},
		part{"document", "bang.xlsx", "PK"}).into(t, &m)
	if m.Document.FileName != "bang.xlsx" || m.Caption != "Bản tự chấm" || len(m.CaptionEntities) != 1 {
		t.Errorf("got %+v", m)
	}
	b.call("sendDocument", map[string]any{"chat_id": lan, "document": m.Document.FileID}).into(t, &m)
	b.call("editMessageCaption", map[string]any{"chat_id": lan, "message_id": m.MessageID, "caption": "mới"}).into(t, &m)
	if m.Caption != "mới" || m.Document == nil {
		t.Errorf("got %+v", m)
	}
	b.send("sendPhoto", map[string]string{"chat_id": "101"}, part{"photo", "a.jpg", string(picture(t, 400, 300))}).into(t, &m)
	photo := m.Photo[len(m.Photo)-1].FileID
	var album []Message
	b.send("sendMediaGroup", map[string]string{"chat_id": "101", "media": `[{"type":"photo","media":"attach://one","caption":"Ảnh"},{"type":"photo","media":"` + photo + `"}]`},
		part{"one", "b.jpg", string(picture(t, 300, 300))}).into(t, &album)
	if len(album) != 2 || album[0].MediaGroupID == "" || album[0].MediaGroupID != album[1].MediaGroupID || len(album[1].Photo) != len(m.Photo) {
		t.Errorf("got %+v", album)
	}
	one := `{"type":"photo","media":"` + photo + `"}`
	for media, want := range map[string]string{
		`[` + one + `]`: "Bad Request: there must be 2-10 items to send as an album",
		`[` + strings.Repeat(one+",", 10) + one + `]`:            "Bad Request: too many messages to send as an album",
		`[` + one + `,{"type":"document","media":"x"}]`:          "Bad Request: document can't be mixed with other media types",
		`[{"type":"sticker","media":"x"},` + one + `]`:           `Bad Request: type "sticker" can't be used in sendMediaGroup`,
		`[` + one + `,{"type":"photo","media":"attach://none"}]`: "Bad Request: there is no photo in the request",
	} {
		if r := b.call("sendMediaGroup", map[string]any{"chat_id": lan, "media": json.RawMessage(media)}); r.Description != want {
			t.Errorf("%s:\n got %s\nwant %s", media, r.Description, want)
		}
	}
	if r := b.send("sendPhoto", map[string]string{"chat_id": "101"}, part{"photo", "a.jpg", "no picture"}); r.Description != "Bad Request: IMAGE_PROCESS_FAILED" {
		t.Errorf("got %+v", r)
	}
	if r := b.send("sendDocument", map[string]string{"chat_id": "101"}, part{"document", "a.txt", ""}); r.Description != "Bad Request: file must be non-empty" {
		t.Errorf("got %+v", r)
	}
}

// zeros is a content of many bytes that takes no memory.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestLargeFiles(t *testing.T) {
	t.Parallel()
	b := open(t, Options{Dir: t.TempDir()})
	m, err := b.Upload(lan, Upload{Name: "to.zip", Content: io.LimitReader(zeros{}, maxDownload+1)})
	if err != nil {
		t.Fatal(err)
	}
	if r := b.call("getFile", map[string]any{"file_id": m.Document.FileID}); r.Description != "Bad Request: file is too big" {
		t.Errorf("got %+v", r)
	}
	m, err = b.Upload(lan, Upload{Name: "vua.zip", Content: io.LimitReader(zeros{}, maxDownload)})
	if err != nil {
		t.Fatal(err)
	}
	if content, _ := b.fetch(m.Document.FileID); len(content) != maxDownload {
		t.Errorf("%d bytes", len(content))
	}
	if r := b.send("sendDocument", map[string]string{"chat_id": "101"}, part{"document", "a.zip", strings.Repeat("x", maxUpload+1)}); r.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("got %d %s", r.Code, r.Description)
	}
	local := open(t, Options{Local: true})
	m, err = local.Upload(lan, Upload{Name: "to.zip", Content: io.LimitReader(zeros{}, maxDownload+1)})
	if err != nil {
		t.Fatal(err)
	}
	if r := local.call("getFile", map[string]any{"file_id": m.Document.FileID}); !r.OK {
		t.Errorf("a local server's limit: %+v", r)
	}
}
