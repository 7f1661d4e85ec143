package embedded_test

import (
	"testing"

	"go.uber.org/goleak"

	"minhchung/bot"
	"minhchung/storage"
	"minhchung/storage/embedded"
	"minhchung/storage/storagetest"
)

func TestMain(m *testing.M) {
	writeUntilKilled()
	goleak.VerifyTestMain(m)
}

func open(t *testing.T, dir string) *embedded.Store {
	t.Helper()
	s, err := embedded.Open(dir, storage.TelegramPace())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) bot.Store {
		s := open(t, t.TempDir())
		return bot.Store{
			Ledger: s.Ledger(), Inbox: s.Inbox(), Sessions: s.Sessions(), Locks: s.Locks(),
			Pacer: s.Pacer(), Deliveries: s.Deliveries(), People: s.People(), Blobs: s.Blobs(), Close: s.Close,
		}
	})
}
