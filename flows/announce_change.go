package flows

// askDeletion asks whether an announcement is to be deleted wherever it went.
func (t *turn) askDeletion(a *Announcement) {
	o, loaded := t.outcomes(a)
	if !loaded {
		return
	}
	if a.Deleted {
		t.toast("announce.was_taken_back", nil)
		t.announcementPage(a)
		return
	}
	args := t.announcementArgs(a)
	args["Sent"] = ProgressOf(a, o).Sent
	t.show("announce.delete_sure", args, row(
		t.button("announce.remove", args, flowAnnounce, "remove", a.ID),
		t.button("admin.leave_it", nil, flowAnnounce, "one", a.ID+onPage)))
}

// deleteAnnouncement takes an announcement back: the bot deletes it where it
// went, and sends it to nobody any more.
func (t *turn) deleteAnnouncement(a *Announcement) {
	if _, loaded := t.outcomes(a); !loaded {
		return
	}
	if a.Deleted {
		t.toast("announce.was_taken_back", nil)
	} else {
		a = t.amendAnnouncement(a, AnnouncementDeleted{})
		t.toast("announce.removing", nil)
	}
	t.announcementPage(a)
}
