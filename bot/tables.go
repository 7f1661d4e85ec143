package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"minhchung/flows"
	"minhchung/flows/figures"
)

// readTables reads kept files as tables: they are too large for a session, and
// read again for every step that needs them.
func (t *turn) readTables(ctx context.Context, blobs []string) (map[string]*figures.Table, error) {
	tables := map[string]*figures.Table{}
	for _, sha := range blobs {
		if t.ReadTable == nil {
			return nil, errors.New("read a table: nobody here can")
		}
		if _, known := tables[sha]; known {
			continue
		}
		table, err := t.readTable(ctx, sha)
		if err != nil {
			return nil, err
		}
		tables[sha] = &table
	}
	return tables, nil
}

func (t *turn) readTable(ctx context.Context, sha string) (figures.Table, error) {
	blob, err := t.Store.Blobs.Open(ctx, sha)
	if err != nil {
		return figures.Table{}, fmt.Errorf("open a kept table: %w", err)
	}
	defer blob.Close()
	size, err := blob.Seek(0, io.SeekEnd)
	if err != nil {
		return figures.Table{}, fmt.Errorf("measure a kept table: %w", err)
	}
	table, err := t.ReadTable(blob, size)
	if err != nil {
		return figures.Table{}, fmt.Errorf("read a kept table: %w", err)
	}
	return table, nil
}

// isText says that a file is refused only because it is plain text, as CSV
// files are.
func isText(found flows.Found) bool {
	return strings.EqualFold(path.Ext(found.Name), ".csv") && strings.HasPrefix(found.Type, "text/") &&
		(found.Refused == flows.RefusedType || found.Refused == flows.RefusedMismatch)
}
