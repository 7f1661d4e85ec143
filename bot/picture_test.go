package bot_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"minhchung/bot/intake"
	"minhchung/flows"
	"minhchung/scoring"
)

// asksForPicture keeps an upload and asks for its picture at once.
func asksForPicture(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	next, effects, err := keep(w, s, e)
	for i, effect := range effects {
		if show, ok := effect.(flows.Show); ok {
			effects[i] = flows.Picture{Evidence: show.Evidence, Caption: "trang đầu"}
		}
	}
	return next, effects, err
}

func TestAFirstPageIsDrawnForWhoAsks(t *testing.T) {
	text := func(key string) string {
		catalog, err := loadTexts()
		if err != nil {
			t.Fatal(err)
		}
		said, err := catalog.Message("vi", key, nil)
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
	for name, c := range map[string]struct {
		picture func(context.Context, io.ReadSeeker, int64) ([]byte, error)
		want    string
	}{
		"drawn": {func(_ context.Context, content io.ReadSeeker, size int64) ([]byte, error) {
			raw, err := io.ReadAll(content)
			return fmt.Appendf(nil, "drawn %q of %d", raw, size), err
		}, `FILE a.pdf.png: drawn "content of a.pdf" of 16`},
		"classified": {func(context.Context, io.ReadSeeker, int64) ([]byte, error) {
			return nil, fmt.Errorf("page: %w", intake.ErrClassified)
		}, text("upload.secret_picture")},
		"broken": {func(context.Context, io.ReadSeeker, int64) ([]byte, error) {
			return nil, fmt.Errorf("%w: %w", intake.ErrNoPicture, errors.New("slow"))
		}, text("upload.no_picture")},
		"nothing draws": {nil, text("upload.no_picture")},
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, func(h *house) {
				h.options.Step, h.options.Picture = asksForPicture, c.picture
				h.start()
				h.accept(upload(lan, "a.pdf", 0))
				lines(t, "Lan", h.channel.to(lan), "(upload_document)", "kept a.pdf, 16 bytes", c.want)
			})
		})
	}
}

// A content that was purged meanwhile has no picture either.
func TestNothingIsDrawnOfWhatIsGone(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Picture = func(context.Context, io.ReadSeeker, int64) ([]byte, error) { return []byte("x"), nil }
		h.options.Step = doing(map[string][]flows.Effect{"vẽ": {flows.Picture{Evidence: scoring.Evidence{ID: "X", Blob: "00"}}}})
		h.start()
		h.accept(typed(lan, "vẽ"))
		if got := h.channel.to(lan); len(got) != 1 {
			t.Errorf("Lan is told %q", got)
		}
	})
}
