package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"

	"minhchung/storage"
)

// hookSecret is what the sender of updates names itself with; it protects
// nothing.
const hookSecret = "bench-secret"

const hookPath = "/hook"

// hooks bring updates to several replicas in turn, as a proxy before them
// would.
type hooks struct {
	addresses []string // http://host:port
	client    http.Client
	again     atomic.Int64 // attempts that nobody confirmed
}

func newHooks(addresses []string) *hooks {
	return &hooks{addresses: addresses, client: http.Client{
		Timeout: silence, Transport: &http.Transport{MaxIdleConnsPerHost: 256},
	}}
}

// deliver brings an update to one replica after the other until one confirms
// it, as Telegram does. One that nobody takes has no reply, and the load
// notices that.
func (h *hooks) deliver(number int64, raw []byte) {
	ctx, cancel := context.WithTimeout(context.Background(), silence)
	defer cancel()
	for at := number; ; at++ {
		if h.post(ctx, h.addresses[at%int64(len(h.addresses))], raw) == nil {
			return
		}
		h.again.Add(1)
		if storage.Rest(ctx, look) != nil {
			return
		}
	}
}

func (h *hooks) post(ctx context.Context, address string, raw []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address+hookPath, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Telegram-Bot-Api-Secret-Token", hookSecret)
	return h.ok(request)
}

// healthy waits until a replica takes updates.
func (h *hooks) healthy(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/healthz", nil)
		if err != nil {
			return err
		}
		if err = h.ok(request); err == nil {
			return nil
		}
		if ended := storage.Rest(ctx, look); ended != nil {
			return errors.Join(ended, err)
		}
	}
}

func (h *hooks) ok(request *http.Request) error {
	response, err := h.client.Do(request)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, response.Body)
	err = errors.Join(err, response.Body.Close())
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s", request.URL, response.Status)
	}
	return err
}

func (h *hooks) close() { h.client.CloseIdleConnections() }
