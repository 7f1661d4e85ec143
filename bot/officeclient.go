package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

// ErrNoOffice says that no process serves the socket.
var ErrNoOffice = errors.New("no running process serves the command line")

// OfficeClient asks the running process to do what Office does.
type OfficeClient struct{ http *http.Client }

// DialOffice finds the running process. ErrNoOffice when there is none: then
// the store is free to be opened.
func DialOffice(ctx context.Context, path string) (*OfficeClient, error) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", path)
	}
	conn, err := dial(ctx, "", "")
	if errors.Is(err, syscall.ENOENT) || errors.Is(err, syscall.ECONNREFUSED) {
		return nil, ErrNoOffice
	}
	if err != nil {
		return nil, fmt.Errorf("reach the running process: %w", err)
	}
	_ = conn.Close() // it was only to see whether somebody is there
	return &OfficeClient{http: &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}}, nil
}

// ImportDirectory is Office.ImportDirectory.
func (c *OfficeClient) ImportDirectory(ctx context.Context, rows []DirectoryRow) (report ImportReport, err error) {
	err = c.call(ctx, http.MethodPost, pathImport, rows, &report)
	return report, err
}

// Invite is Office.Invite.
func (c *OfficeClient) Invite(ctx context.Context, in Invite) (invited Invited, err error) {
	err = c.call(ctx, http.MethodPost, pathInvite, in, &invited)
	return invited, err
}

// Admins is Office.Admins.
func (c *OfficeClient) Admins(ctx context.Context) (admins []AdminState, err error) {
	err = c.call(ctx, http.MethodGet, pathAdmins, nil, &admins)
	return admins, err
}

// RevokeAdmin is Office.RevokeAdmin.
func (c *OfficeClient) RevokeAdmin(ctx context.Context, chat string) error {
	return c.call(ctx, http.MethodPost, pathRevoke, adminRequest{chat}, nil)
}

// RestoreAdmin is Office.RestoreAdmin.
func (c *OfficeClient) RestoreAdmin(ctx context.Context, chat string) error {
	return c.call(ctx, http.MethodPost, pathRestore, adminRequest{chat}, nil)
}

// Aside is Office.Aside.
func (c *OfficeClient) Aside(ctx context.Context) (rows []AsideRow, err error) {
	err = c.call(ctx, http.MethodGet, pathAside, nil, &rows)
	return rows, err
}

// PutBack is Office.PutBack.
func (c *OfficeClient) PutBack(ctx context.Context, key string) error {
	return c.call(ctx, http.MethodPost, pathBack, asideRequest{key}, nil)
}

func (c *OfficeClient) call(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("ask the running process: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, method, "http://office"+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask the running process: %w", err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("ask the running process: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return readRefusal(response)
	}
	if out == nil {
		return nil
	}
	if err := json.NewDecoder(response.Body).Decode(out); err != nil {
		return fmt.Errorf("read the running process's answer: %w", err)
	}
	return nil
}

func readRefusal(response *http.Response) error {
	var r refusal
	if err := json.NewDecoder(response.Body).Decode(&r); err != nil {
		return fmt.Errorf("the running process answered %s", response.Status)
	}
	if r.Office != nil {
		return r.Office
	}
	return fmt.Errorf("the running process: %s", r.Text)
}
