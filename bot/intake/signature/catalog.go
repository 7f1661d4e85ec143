package signature

import (
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

// trailer compares the trailers and the document's information.
func (c *comparison) trailer() error {
	before, after := c.old.Trailer(), c.new.Trailer()
	if !pdf.Equal(before["Root"], after["Root"]) {
		c.report(AddedOther, ContentReplaced, "the document has another catalog")
	}
	if !pdf.Equal(before["Encrypt"], after["Encrypt"]) {
		c.report(AddedOther, ContentReplaced, "the document is encrypted another way")
	}
	a, _ := before["ID"].(pdf.Array)
	b, _ := after["ID"].(pdf.Array)
	if len(a) == 2 && len(b) == 2 && !pdf.Equal(a[0], b[0]) {
		c.report(AddedOther, UnknownAddition, "the document has another identity")
	}
	ref, ok := after["Info"].(pdf.Ref)
	if !ok || !c.pending[ref.Num] {
		return nil
	}
	was, is, err := c.values(ref.Num)
	if err != nil {
		return err
	}
	if information(was, is) && (was == nil || pdf.Equal(before["Info"], ref)) {
		delete(c.pending, ref.Num)
		c.note(AddedMetadata)
	}
	return nil
}

// information says whether only texts and dates of the document's information
// differ.
func information(was, is any) bool {
	after, ok := is.(pdf.Dict)
	if !ok {
		return false
	}
	before, ok := was.(pdf.Dict)
	if !ok && was != nil {
		return false
	}
	for _, key := range pdf.Differing(before, after) {
		_, isText := after[key].(pdf.String)
		known := slices.Contains([]pdf.Name{"Title", "Author", "Subject", "Keywords", "Creator", "Producer",
			"CreationDate", "ModDate"}, key)
		if !known || !isText && after[key] != nil {
			return false
		}
	}
	return true
}

// catalog compares the catalogs. The form is compared by itself.
func (c *comparison) catalog() error {
	before, ref, err := catalogOf(c.old)
	if err != nil {
		return err
	}
	after, newRef, err := catalogOf(c.new)
	if err != nil || newRef != ref {
		return err
	}
	for _, key := range pdf.Differing(before, after) {
		switch key {
		case "AcroForm", "DSS", "Metadata", "Version":
		case "Extensions":
			if _, ok := after[key].(pdf.Dict); !ok {
				c.report(AddedOther, UnknownAddition, "other extensions")
			}
		case "Perms":
			if before[key] != nil {
				c.report(AddedOther, ContentReplaced, "the certification was changed")
			} else {
				c.report(AddedOther, UnknownAddition, "certified after it was signed")
			}
		case "ViewerPreferences", "PageMode", "PageLayout", "Lang", "MarkInfo", "StructTreeRoot":
			c.report(AddedOther, UnknownAddition, "the catalog's %s differs", string(key))
		default:
			c.report(AddedOther, ContentReplaced, "the catalog's %s differs", shown(string(key)))
		}
	}
	delete(c.pending, ref.Num)
	if err := c.metadata(before, after, ref.Num); err != nil {
		return err
	}
	return c.store(after["DSS"])
}

// metadata explains new metadata, which are not shown on pages. Old ones may
// be written over if they are nothing else besides.
func (c *comparison) metadata(before, after pdf.Dict, catalog int) error {
	ref, ok := after["Metadata"].(pdf.Ref)
	if !ok || !c.pending[ref.Num] {
		return nil
	}
	was, is, err := c.values(ref.Num)
	if err != nil {
		return err
	}
	if !isMetadata(is) || was != nil && (!isMetadata(was) || !pdf.Equal(before["Metadata"], ref)) {
		return nil
	}
	only, err := c.heldOnlyBy(ref.Num, func(h int) bool { return h == catalog })
	if err != nil || !only {
		return err
	}
	delete(c.pending, ref.Num)
	c.note(AddedMetadata)
	return nil
}

func isMetadata(v any) bool {
	s, ok := v.(*pdf.Stream)
	return ok && s.Dict["Type"] == pdf.Name("Metadata")
}

// store explains the security store: certificates and revocation data.
func (c *comparison) store(value any) error {
	before := len(c.pending)
	dss, err := c.storeDict(value, "Type", "VRI", "Certs", "CRLs", "OCSPs")
	if err != nil || dss == nil {
		return err
	}
	for _, key := range []pdf.Name{"Certs", "CRLs", "OCSPs"} {
		if err := c.storeArray(dss[key]); err != nil {
			return err
		}
	}
	vri, err := c.storeDict(dss["VRI"])
	if err != nil {
		return err
	}
	for _, one := range vri {
		info, err := c.storeDict(one, "Type", "Cert", "CRL", "OCSP", "TU", "TS")
		if err != nil {
			return err
		}
		for _, key := range []pdf.Name{"Cert", "CRL", "OCSP"} {
			if err := c.storeArray(info[key]); err != nil {
				return err
			}
		}
		if ref, ok := info["TS"].(pdf.Ref); ok {
			if err := c.storeStream(ref); err != nil {
				return err
			}
		}
	}
	if len(c.pending) < before {
		c.note(AddedValidation)
	}
	return nil
}

// storeDict gives a dictionary of the store, explained if it has no more than
// the keys allowed (any, when none are given) before and after.
func (c *comparison) storeDict(value any, keys ...pdf.Name) (pdf.Dict, error) {
	resolved, err := c.new.Resolve(value)
	dict, ok := resolved.(pdf.Dict)
	if err != nil || !ok || !hasOnly(dict, keys) {
		return nil, err
	}
	if ref, isRef := value.(pdf.Ref); isRef && c.pending[ref.Num] {
		was, _, err := c.values(ref.Num)
		if err != nil {
			return nil, err
		}
		before, isDict := was.(pdf.Dict)
		if was != nil && (!isDict || !hasOnly(before, keys)) {
			return nil, nil
		}
		if was == nil || len(keys) > 0 || c.grown(before, dict) {
			delete(c.pending, ref.Num)
		}
	}
	return dict, nil
}

// grown says whether a dictionary kept all its entries.
func (c *comparison) grown(before, after pdf.Dict) bool {
	for k, v := range before {
		if !pdf.Equal(v, after[k]) {
			return false
		}
	}
	return true
}

func hasOnly(dict pdf.Dict, keys []pdf.Name) bool {
	for k := range dict {
		if len(keys) > 0 && !slices.Contains(keys, k) {
			return false
		}
	}
	return true
}

// storeArray explains an array of the store and its streams.
func (c *comparison) storeArray(value any) error {
	resolved, err := c.new.Resolve(value)
	list, ok := resolved.(pdf.Array)
	if err != nil || !ok {
		return err
	}
	if ref, isRef := value.(pdf.Ref); isRef && c.pending[ref.Num] {
		was, _, err := c.values(ref.Num)
		if err != nil {
			return err
		}
		before, isArray := was.(pdf.Array)
		if was == nil || isArray && starts(list, before) {
			delete(c.pending, ref.Num)
		}
	}
	for _, item := range list {
		if ref, ok := item.(pdf.Ref); ok {
			if err := c.storeStream(ref); err != nil {
				return err
			}
		}
	}
	return nil
}

// starts says whether a list begins with another.
func starts(list, with pdf.Array) bool {
	return len(list) >= len(with) && pdf.Equal(list[:len(with)], with)
}

// storeStream explains a new stream; nothing else can be in the store.
func (c *comparison) storeStream(ref pdf.Ref) error {
	if !c.pending[ref.Num] || !c.fresh(ref.Num) {
		return nil
	}
	value, err := c.new.Resolve(ref)
	if _, ok := value.(*pdf.Stream); ok && err == nil {
		delete(c.pending, ref.Num)
	}
	return err
}
