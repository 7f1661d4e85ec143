package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"
)

// The office's operations as the running process serves them: HTTP on a
// socket in the data folder, which only the folder's owner may open. Bodies
// are JSON.
const (
	pathImport  = "/directory/import"
	pathInvite  = "/invite"
	pathAdmins  = "/admins"
	pathRevoke  = "/admins/revoke"
	pathRestore = "/admins/restore"
	pathAside   = "/aside"
	pathBack    = "/aside/back"
)

// maxSocketPath is what systems take as a socket's name, in bytes.
const maxSocketPath = 103

// adminRequest names an admin.
type adminRequest struct {
	Chat string `json:"chat"`
}

// asideRequest names an update that was set aside.
type asideRequest struct {
	Key string `json:"key"`
}

// refusal is the body of an answer that is no success.
type refusal struct {
	Office *OfficeError `json:"office,omitempty"` // the operator's mistake
	Text   string       `json:"text"`
}

// ServeOffice serves o on a socket until ctx ends, and calls ready (unless it
// is nil) once it listens. It takes the place of a socket that a killed
// process left, but not of one that is served.
func ServeOffice(ctx context.Context, path string, o *Office, ready func()) error {
	listener, err := listenOffice(ctx, path)
	if err != nil {
		return err
	}
	if ready != nil {
		ready()
	}
	server := &http.Server{Handler: officeHandler(o), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err = <-served:
		return fmt.Errorf("serve the command line: %w", err)
	case <-ctx.Done():
	}
	kept, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
	defer cancel()
	if err := server.Shutdown(kept); err != nil {
		return fmt.Errorf("end serving the command line: %w", err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the command line: %w", err)
	}
	return nil
}

func listenOffice(ctx context.Context, path string) (net.Listener, error) {
	if len(path) > maxSocketPath {
		return nil, fmt.Errorf("serve the command line: the path %s is longer than %d bytes, which a socket cannot have", path, maxSocketPath)
	}
	var dialer net.Dialer
	if conn, err := dialer.DialContext(ctx, "unix", path); err == nil {
		_ = conn.Close() // nothing was said on it
		return nil, fmt.Errorf("serve the command line: another process serves %s", path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("serve the command line: %w", err)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "unix", path)
	if err != nil {
		return nil, fmt.Errorf("serve the command line: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("serve the command line: %w", err), listener.Close())
	}
	return listener, nil
}

func officeHandler(o *Office) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST "+pathImport, operation(o.ImportDirectory))
	mux.Handle("POST "+pathInvite, operation(o.Invite))
	mux.Handle("GET "+pathAdmins, operation(func(ctx context.Context, _ struct{}) ([]AdminState, error) { return o.Admins(ctx) }))
	mux.Handle("POST "+pathRevoke, operation(func(ctx context.Context, r adminRequest) (struct{}, error) {
		return struct{}{}, o.RevokeAdmin(ctx, r.Chat)
	}))
	mux.Handle("POST "+pathRestore, operation(func(ctx context.Context, r adminRequest) (struct{}, error) {
		return struct{}{}, o.RestoreAdmin(ctx, r.Chat)
	}))
	mux.Handle("GET "+pathAside, operation(func(ctx context.Context, _ struct{}) ([]AsideRow, error) { return o.Aside(ctx) }))
	mux.Handle("POST "+pathBack, operation(func(ctx context.Context, r asideRequest) (struct{}, error) {
		return struct{}{}, o.PutBack(ctx, r.Key)
	}))
	return mux
}

// operation is a function as a handler: the body in, the result out.
func operation[In, Out any](f func(context.Context, In) (Out, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in In
		if r.Method == http.MethodPost {
			if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
				respond(w, http.StatusBadRequest, refusal{Text: "the request is no JSON of the right kind"})
				return
			}
		}
		out, err := f(r.Context(), in)
		var refused *OfficeError
		switch {
		case errors.As(err, &refused):
			respond(w, http.StatusUnprocessableEntity, refusal{Office: refused, Text: err.Error()})
		case err != nil:
			respond(w, http.StatusInternalServerError, refusal{Text: err.Error()})
		default:
			respond(w, http.StatusOK, out)
		}
	}
}

func respond(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // who asked is gone: nothing to be done
}
