package jobs

import (
	"reflect"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

func TestOutcomesOfAnAnnouncement(t *testing.T) {
	at := time.Date(2023, 3, 24, 9, 0, 0, 0, time.UTC)
	record := func(person, mark, outcome string) storage.Delivery {
		return storage.Delivery{Recipient: person, Mark: mark, Outcome: outcome, At: at}
	}
	got := OutcomesOf([]storage.Delivery{
		record("lan", "done", "sent"), record("lan", "corrected:3", "sent"), record("lan", "corrected:2", "sent"),
		record("minh", "done", "unreachable"),
		record("hoa", "done", "sent"), record("hoa", "corrected:2", "failed"), record("hoa", "removed", "sent"),
		record("thao", "done", "sent"), record("thao", "removed", "failed"), record("thao", "corrected:x", "sent"),
	})
	want := flows.Outcomes{
		"lan":  {Sending: flows.SendingDone, At: at, Corrected: 3},
		"minh": {Sending: flows.SendingUnreachable, At: at},
		"hoa":  {Sending: flows.SendingDone, At: at, Removed: true},
		"thao": {Sending: flows.SendingDone, At: at},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("they are\n%+v, want\n%+v", got, want)
	}
}
