package intake

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"minhchung/flows"
)

// Archive is a ZIP file for what lies in it.
type Archive struct {
	Members []Member // its files, in their order; what systems leave behind is not among them
}

// Member is one file of an archive.
type Member struct {
	Name   string // as the archive has it, without its folders; for show only after CleanName
	Folder string // where it lies, cleaned: "Phần I/I.2.2"; "" at the top
	Size   int64  // unpacked, in bytes; more cannot be read
	entry  *zip.File
}

// Open opens a member's content. A damaged one fails while it is read.
func (m Member) Open() (io.ReadCloser, error) {
	r, err := m.entry.Open()
	if err != nil {
		return nil, fmt.Errorf("open an archive's file: %w", err)
	}
	return r, nil
}

// OpenArchive lists the files of a ZIP file that Inspect has accepted. The
// members read from r until ctx ends.
func OpenArchive(ctx context.Context, r io.ReadSeeker, size int64) (*Archive, flows.Refusal, error) {
	l := usualLimits()
	b := &bounded{ctx: ctx, r: r, left: l.inside}
	archive, err := zip.NewReader(b, size)
	switch {
	case b.failed != nil:
		return nil, "", fmt.Errorf("read an archive's directory: %w", b.failed)
	case err != nil:
		return nil, flows.RefusedBroken, ctx.Err()
	}
	members, why := l.list(archive, size)
	b.left = 2*size + l.inside // each member once, with what surrounds it
	return &Archive{Members: members}, why, nil
}

// list gives an archive's files, or says why it is not unpacked at all.
func (l limits) list(archive *zip.Reader, packed int64) ([]Member, flows.Refusal) {
	if len(archive.File) > l.listed {
		return nil, flows.RefusedCrowded
	}
	var members []Member
	var entries []*zip.File
	for _, entry := range archive.File {
		name := entryName(entry)
		if strings.HasSuffix(name, "/") || isJunk(name) {
			continue
		}
		if entry.Flags&flagEncrypted != 0 {
			return nil, flows.RefusedLocked
		}
		slash := strings.LastIndexByte(name, '/')
		members = append(members, Member{
			Name: name[slash+1:], Folder: cleanFolder(name[:max(slash, 0)]), Size: int64(entry.UncompressedSize64), entry: entry,
		})
		entries = append(entries, entry)
	}
	switch {
	case len(members) == 0:
		return nil, flows.RefusedEmpty
	case len(members) > l.members:
		return nil, flows.RefusedCrowded
	}
	return members, l.size(entries, packed)
}

// entryName reads a name as Windows writes it in Vietnamese where the archive
// does not say that it is UTF-8.
func entryName(entry *zip.File) string {
	name := entry.Name
	if entry.NonUTF8 && !utf8.ValidString(name) {
		if decoded, err := charmap.Windows1258.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// cleanFolder makes the folders of a member fit to be shown and compared.
func cleanFolder(folder string) string {
	var parts []string
	for part := range strings.SplitSeq(folder, "/") {
		if part = shorten(strings.Trim(oneLine(part), " ."), maxName); part != "" {
			parts = append(parts, part)
		}
	}
	return shorten(strings.Join(parts, "/"), 2*maxName)
}
