package storage_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"minhchung/storage"
)

// chain is three documents of Sở Y tế, each following from the one before.
func chain() []storage.Document {
	var docs []storage.Document
	prev := ""
	for seq := int64(1); seq <= 3; seq++ {
		doc := storage.Document{
			Stream: "dossier/2023/so-y-te", Seq: seq, By: "p-lan", Prev: prev,
			At: time.UnixMilli(1_679_623_200_000), Recorded: time.UnixMilli(1_679_623_200_500),
			Entries: []json.RawMessage{json.RawMessage(`{"count":1}`)},
		}
		docs = append(docs, doc)
		prev = doc.Hash()
	}
	return docs
}

func TestVerify(t *testing.T) {
	if err := storage.Verify(chain()); err != nil {
		t.Fatal(err)
	}
	if err := storage.Verify(nil); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		tamper func(docs []storage.Document) []storage.Document
		want   string
	}{
		{"an entry changed", func(d []storage.Document) []storage.Document {
			d[0].Entries[0] = json.RawMessage(`{"count":2}`)
			return d
		}, "document 2 does not follow"},
		{"another author", func(d []storage.Document) []storage.Document { d[1].By = "p-minh"; return d }, "document 3 does not follow"},
		{"another moment", func(d []storage.Document) []storage.Document {
			d[1].At = d[1].At.Add(-time.Hour)
			return d
		}, "document 3 does not follow"},
		{"one taken out", func(d []storage.Document) []storage.Document { return append(d[:1], d[2]) }, "document 3 stands where 2 belongs"},
		{"the first taken out", func(d []storage.Document) []storage.Document { return d[1:] }, "document 2 stands where 1 belongs"},
		{"another's put in", func(d []storage.Document) []storage.Document { d[2].Stream = "dossier/2023/x"; return d }, "document 3 belongs to dossier/2023/x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := storage.Verify(test.tamper(chain()))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want …%s…", err, test.want)
			}
		})
	}
}

func TestMillis(t *testing.T) {
	if got := storage.FromMillis(storage.ToMillis(time.Time{})); !got.IsZero() {
		t.Fatalf("the zero time came back as %v", got)
	}
	hue := time.FixedZone("+07", 7*60*60)
	at := time.Date(2023, 3, 24, 9, 0, 0, 123_456_789, hue)
	if got := storage.FromMillis(storage.ToMillis(at)); !got.Equal(at.Truncate(time.Millisecond)) || got.Location() != time.UTC {
		t.Fatalf("%v came back as %v", at, got)
	}
}
