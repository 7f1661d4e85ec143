package storagetest

import (
	"bufio"
	"io"
	"net"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// RedisServer starts a redis-server of its own on a free port of this machine
// and gives its URL; it ends with the test.
func RedisServer(t testing.TB) (url string) {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		unavailable(t, "redis-server is not installed (Debian: apt install redis-server): %v", err)
	}
	for range 5 { // another program may take the port first
		addr := freeAddress(t)
		if startRedis(t, program, addr) {
			return "redis://" + addr + "/0"
		}
	}
	t.Fatal("redis-server found no port")
	return ""
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return addr
}

// startRedis waits until the server says that it takes connections; false
// when it ended instead.
func startRedis(t testing.TB, program, addr string) bool {
	t.Helper()
	host, port, _ := strings.Cut(addr, ":")
	cmd := exec.Command(program, "--bind", host, "--port", port, "--dir", t.TempDir(), "--save", "", "--appendonly", "no")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan bool, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "eady to accept connections") {
				ready <- true
			}
		}
		close(ready)
		_, _ = io.Copy(io.Discard, out)
	}()
	up := false
	select {
	case up = <-ready:
	case <-time.After(20 * time.Second):
	}
	stop := func() {
		_ = cmd.Process.Kill()
		for range ready { // until its output has ended
		}
		_ = cmd.Wait()
	}
	if !up {
		stop()
		return false
	}
	t.Cleanup(stop)
	return true
}
