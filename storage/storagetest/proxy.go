package storagetest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
)

// Proxy stands between a client and its server and can slow, hold and break
// the way.
type Proxy struct {
	URL   string // the server's, by way of the proxy
	proxy *toxiproxy.Proxy
}

// NewProxy puts a proxy before the server of the URL; it ends with the test.
func NewProxy(t testing.TB, server string) *Proxy {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	log := zerolog.Nop()
	api := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), log)
	p := toxiproxy.NewProxy(api, "store", "127.0.0.1:0", u.Host)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	u.Host = p.Listen
	return &Proxy{URL: u.String(), proxy: p}
}

// Down refuses new connections and breaks those that are open.
func (p *Proxy) Down() { p.proxy.Stop() }

// Up lets connections through again, at the same address.
func (p *Proxy) Up(t testing.TB) {
	t.Helper()
	if err := p.proxy.Start(); err != nil {
		t.Fatal(err)
	}
}

// Slow delays every answer.
func (p *Proxy) Slow(t testing.TB, milliseconds int) {
	t.Helper()
	p.add(t, fmt.Sprintf(`{"type":"latency","attributes":{"latency":%d}}`, milliseconds))
}

// Hang lets no answer through, and breaks nothing.
func (p *Proxy) Hang(t testing.TB) {
	t.Helper()
	p.add(t, `{"type":"timeout","attributes":{"timeout":0}}`)
}

// Heal ends Slow and Hang.
func (p *Proxy) Heal(t testing.TB) {
	t.Helper()
	p.proxy.Toxics.ResetToxics(t.Context())
}

func (p *Proxy) add(t testing.TB, toxic string) {
	t.Helper()
	if _, err := p.proxy.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		t.Fatal(err)
	}
}
