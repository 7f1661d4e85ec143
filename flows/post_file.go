package flows

import (
	"cmp"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// takesPostFile says whether an upload goes with the announcement that an
// admin is writing.
func (t *turn) takesPostFile() bool {
	return t.e.Upload != nil && t.s.Phase == Posting && !t.correcting() && t.w.Me.Admin
}

// TakesAnnounced says whether an admitted upload goes with an announcement: it
// is no evidence of any department.
func TakesAnnounced(w World, s Session, e Event) bool {
	t := newTurn(w, s, e)
	t.arrive()
	return t.takesPostFile()
}

// photoName is what a picture is called that came without a name.
const photoName = "anh.jpg"

// postFile takes a file with an announcement, its caption as the text; or says
// why it cannot go with one.
func (t *turn) postFile() {
	u := t.e.Upload
	found := u.Found
	switch {
	case u.Group != "" && u.Group == t.s.Post.Group:
		t.say("post.one_file", nil, t.toOffice())
	case found.Refused != RefusedNot:
		t.say("refused."+string(found.Refused), t.refusedArgs(), t.toOffice())
	case secret(*found) != ClassifiedNot:
		t.shred(*found)
		t.say("post.classified", texts.Args{"Level": t.label("secret."+string(secret(*found)), nil)}, t.toOffice())
	case found.Members != nil:
		t.say("post.no_archive", texts.Args{"Name": t.fileName()}, t.toOffice())
	case found.Scan == scoring.ScanPending:
		t.say("post.not_scanned", texts.Args{"Name": t.fileName()}, t.toOffice())
	default:
		t.takePostFile()
	}
}

func (t *turn) takePostFile() {
	u := t.e.Upload
	name := u.Found.Name
	if name == "" {
		name = photoName
	}
	t.s.Post.File = &AnnouncedFile{
		Photo: u.Kind == string(scoring.EvidencePhoto), Blob: u.Found.Blob, Name: name, Size: u.Found.Size, Type: u.Found.Type,
	}
	t.s.Post.Group = u.Group
	if caption := t.written(); caption != "" {
		t.s.Post.Text = caption
	}
	if t.postFits() {
		t.postOn()
	}
}

// dropPostFile leaves the announcement without its file.
func (t *turn) dropPostFile() {
	t.s.Post.File, t.s.Post.Group = nil, ""
	if !t.s.Post.written() {
		t.postStep(postText)
		return
	}
	t.postOn()
}

// secret is the mark of secrecy of a file, or of one in it.
func secret(found Found) Classification {
	mark := found.Classified
	for _, m := range found.Members {
		mark = cmp.Or(mark, secret(m))
	}
	return mark
}

// shred deletes what is classified of a file for good: no department's dossier
// has it, so that nobody would look after it.
func (t *turn) shred(found Found) {
	if found.Classified != ClassifiedNot && found.Blob != "" {
		t.do(Purge{Blob: found.Blob})
	}
	for _, m := range found.Members {
		t.shred(m)
	}
}
