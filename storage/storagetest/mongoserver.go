package storagetest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// buildTime is what building the server may take when nothing of it is cached.
const buildTime = 5 * time.Minute

// MongoServer starts a server of MongoDB's wire protocol of its own on a free
// port of this machine, with an empty folder, and gives its URI; it ends with
// the test. The first time on a machine it is built, which takes a minute.
func MongoServer(t testing.TB) (uri string) {
	t.Helper()
	module, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		unavailable(t, "the MongoDB look-alike needs the go command: %v", err)
	}
	dir := filepath.Join(filepath.Dir(strings.TrimSpace(string(module))), "storage", "storagetest", "ferretdb")
	// go run keeps the built program in its cache.
	cmd := exec.Command("go", "run", "-tags", "ferretdb_no_postgresql", ".", t.TempDir())
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	var problems bytes.Buffer
	cmd.Stderr = &problems
	in, inErr := cmd.StdinPipe()
	out, outErr := cmd.StdoutPipe()
	if inErr != nil || outErr != nil {
		t.Fatal(inErr, outErr)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close() // the server ends with its input
		_ = cmd.Wait()
	})
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n')
		line <- strings.TrimSpace(text)
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case uri = <-line:
	case <-time.After(buildTime):
		_ = cmd.Process.Kill()
	}
	if uri == "" {
		_ = in.Close()
		_ = cmd.Wait()
		unavailable(t, "the MongoDB look-alike did not start:\n%s", problems.String())
	}
	return uri
}

// MongoDatabase gives the URI of a new database on the server; it is dropped
// when the test ends.
func MongoDatabase(t testing.TB, server string) (uri string) {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	if query := u.Query(); u.User != nil && !query.Has("authSource") {
		source := strings.Trim(u.Path, "/") // as it was before the path changes
		if source == "" {
			source = "admin"
		}
		query.Set("authSource", source)
		u.RawQuery = query.Encode()
	}
	name := "minhchung_test_" + strings.ToLower(rand.Text())
	u.Path = "/" + name
	t.Cleanup(func() { dropDatabase(t, server, name) })
	return u.String()
}

func dropDatabase(t testing.TB, server, name string) {
	client, err := mongo.Connect(options.Client().ApplyURI(server).SetTimeout(20 * time.Second))
	if err != nil {
		t.Error(err)
		return
	}
	ctx := context.Background() // the test's own is over in a cleanup
	if err := client.Database(name).Drop(ctx); err != nil {
		t.Errorf("drop database %s: %v", name, err)
	}
	if err := client.Disconnect(ctx); err != nil {
		t.Error(err)
	}
}
