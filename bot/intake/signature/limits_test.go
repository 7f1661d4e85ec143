package signature_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// What no file may cost. The time is the processors', which a busy machine does
// not lengthen. The race detector makes all slower (slowed).
const (
	maxTime   = 2 * time.Second
	maxMemory = 256 << 20
)

// hostile are files made to take time or memory.
func hostile(o *office) map[string][]byte {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	content := func(body string) []byte {
		d := o.draft()
		n := d.Add(body)
		d.FormMore = "/More " + st.Refs([]int{n})
		d.SetCatalog()
		return d.Commit().Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan}).Bytes
	}
	return map[string][]byte{
		"nested lists":                content(strings.Repeat("[", 2_000_000)),
		"many numbers":                content("[" + strings.Repeat("0 ", 600_000) + "]"),
		"many lists":                  content(strings.Repeat("[]", 1_900_000)),
		"a long text":                 content("(" + strings.Repeat("x", 5_000_000) + ")"),
		"a table that inflates":       inflating(o, "/Type/XRef/W[1 3 1]/Index[0 99999999]/Size 99999999", 64<<20),
		"an object stream bomb":       bombs(o, 1, 16<<20),
		"many object streams":         bombs(o, 4, 7<<20),
		"many objects":                manyObjects(o, 60_000),
		"many revisions":              manyRevisions(o, 60),
		"more revisions":              manyRevisions(o, 2000),
		"many signatures":             manySignatures(o, 23),
		"a chain of new objects":      chain(o, 25_000),
		"fields of fields":            deepForm(o),
		"many fields":                 manyFields(o, 2900),
		"contents without end":        o.written().Sign(st.Signing{By: o.minh, Room: 1 << 20, Fill: func([]byte) []byte { return bytes.Repeat([]byte{0x30, 0x80}, 1<<19) }}).Bytes,
		"contents of many parts":      o.written().Sign(st.Signing{By: o.minh, Room: 1 << 20, Fill: func([]byte) []byte { return bytes.Repeat([]byte{0x30, 0}, 1<<19) }}).Bytes,
		"a file of nothing but words": []byte("%PDF-1.7\n" + strings.Repeat("startxref\n", 2_000_000) + "1\n%%EOF"),
		"a file of nothing but zeros": make([]byte, 40<<20),
		"many entries":                []byte("%PDF-1.7\nxref\n0 251000\n" + many(251_000, "%010d 00000 n \n") + "trailer<<>>\nstartxref\n9\n%%EOF"),
	}
}

func TestHostileFilesCostLittle(t *testing.T) {
	o := newOffice()
	for name, file := range hostile(o) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			begun := used(t)
			peak := watch(func() {
				if r := o.check(t, file); r.Outcome == signature.Valid && !strings.HasPrefix(name, "many") {
					t.Errorf("a hostile file is %s", tell(r))
				}
			})
			took := used(t) - begun
			runtime.ReadMemStats(&after)
			if took > slowed*maxTime || peak > before.HeapAlloc+maxMemory {
				t.Errorf("took %s and %d MB", took, (peak-before.HeapAlloc)>>20)
			}
			t.Logf("%s, %d MB at most, %d MB in all", took, (peak-before.HeapAlloc)>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
		})
	}
}

// watch gives the most memory that was in use while something ran.
func watch(run func()) uint64 {
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()
	run()
	close(done)
	return <-peak
}

func inflating(o *office, dict string, size int) []byte {
	d := o.signed()
	n := d.Reserve()
	at := d.Object(n, st.Stream(dict+"/Filter/FlateDecode/Root 1 0 R", st.Deflated(strings.Repeat("\x00", size))))
	d.EndWith(at)
	return d.Bytes
}

// bombs are revisions whose object streams inflate.
func bombs(o *office, n, size int) []byte {
	d := o.draft()
	d.Streams, d.Packed, d.Pad = true, true, size
	d.Commit().Sign(st.Signing{By: o.minh})
	for range n {
		d.SetCatalog()
		d.SetPage()
		d.Commit()
	}
	return d.Bytes
}

func manyObjects(o *office, n int) []byte {
	d := o.draft()
	for i := range n {
		d.Add(fmt.Sprintf("<</Type/X/A[%d 0 R 1 2 3]/B(%d)>>", i+1, i))
	}
	return d.Commit().Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan}).Bytes
}

func manyRevisions(o *office, n int) []byte {
	d := o.signed()
	for range n {
		d.SetCatalog()
		d.SetPage()
		d.Commit()
	}
	return d.Bytes
}

func manySignatures(o *office, n int) []byte {
	d := o.draft()
	d.Add(st.Stream("", strings.Repeat("x", 20<<20)))
	d.Commit()
	for range n {
		d.Sign(st.Signing{By: o.lan})
	}
	return d.Bytes
}

// chain is an update of objects that refer one to the next.
func chain(o *office, n int) []byte {
	d := o.signed()
	first := d.Next()
	for i := range n {
		d.Add(fmt.Sprintf("<</N %d 0 R>>", first+i+1))
	}
	d.Annots = append(d.Annots, first)
	d.SetPage()
	return d.Commit().Bytes
}

func deepForm(o *office) []byte {
	d := o.draft()
	for i := range 2000 {
		n := d.Add(fmt.Sprintf("<</T(x)/Kids[%d 0 R]>>", d.Next()+1))
		if i == 0 {
			d.Fields = append(d.Fields, n)
		}
	}
	d.SetCatalog()
	return d.Commit().Sign(st.Signing{By: o.minh}).Bytes
}

func manyFields(o *office, n int) []byte {
	d := o.signed()
	for i := range n {
		d.Fields = append(d.Fields, d.Add(fmt.Sprintf("<</FT/Sig/T(f%d)>>", i)))
	}
	return d.Commit().Sign(st.Signing{By: o.lan}).Bytes
}
