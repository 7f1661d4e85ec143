package storagetest

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// RunFaults breaks the way to a store's server in every way and checks that
// each call tells of it in time and works again afterwards. Open makes the
// engine's connection to the URL and gives its calls by name.
func RunFaults(t *testing.T, server string, open func(t *testing.T, url string) map[string]func(ctx context.Context) error) {
	proxy := NewProxy(t, server)
	calls := open(t, proxy.URL)
	all := func(t *testing.T, limit time.Duration, judge func(err error, took time.Duration) error) {
		t.Helper()
		for name, call := range calls {
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			begin := time.Now()
			err := judge(call(ctx), time.Since(begin))
			cancel()
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	works := func(err error, _ time.Duration) error { return err }
	fails := func(err error, took time.Duration) error {
		if err == nil {
			return fmt.Errorf("no error without a server")
		}
		if took > 2*time.Second {
			return fmt.Errorf("the error came after %v: %w", took, err)
		}
		return nil
	}
	all(t, 10*time.Second, works)
	t.Run("slow", func(t *testing.T) {
		proxy.Slow(t, 100)
		all(t, 20*time.Second, works)
		proxy.Heal(t)
	})
	t.Run("silent", func(t *testing.T) {
		proxy.Hang(t)
		all(t, 300*time.Millisecond, fails)
		proxy.Heal(t)
		recovers(t, calls)
	})
	t.Run("down", func(t *testing.T) {
		proxy.Down()
		all(t, 500*time.Millisecond, fails)
		proxy.Up(t)
		recovers(t, calls)
	})
}

// recovers calls until each call has worked once more.
func recovers(t *testing.T, calls map[string]func(ctx context.Context) error) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for name, call := range calls {
		for {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			err := call(ctx)
			cancel()
			if err == nil {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s does not work again: %v", name, err)
			}
		}
	}
}
