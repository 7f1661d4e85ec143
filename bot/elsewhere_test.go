package bot_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"minhchung/flows"
	"minhchung/storage"
)

// TestWhoElseHasAContent: other dossiers are named, but not an announcement or a
// table of figures, which is no department's.
func TestWhoElseHasAContent(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = func(_ flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			s.Turn++
			return s, []flows.Effect{say("elsewhere: " + strings.Join(e.Upload.Found.Elsewhere, ", "))}, nil
		}
		h.channel.fetch = func(context.Context, string) (io.Reader, error) { return strings.NewReader("a plan"), nil }
		h.start()
		sha, _, err := h.store.Blobs.Put(h.t.Context(), strings.NewReader("a plan"))
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"2023/", "2022/so-gddt"} {
			if err := h.store.Deliveries.Insert(h.t.Context(), storage.Delivery{Job: "content:" + sha, Recipient: who, Mark: "done"}); err != nil {
				t.Fatal(err)
			}
		}
		h.accept(upload(lan, "ke-hoach.pdf", 0))
		lines(t, "Lan", without(h.channel.to(lan), "(upload_document)"), "elsewhere: 2022/so-gddt")
	})
}
