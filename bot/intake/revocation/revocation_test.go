package revocation_test

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"minhchung/bot/intake/revocation"
	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// scene is an authority with a responder on this machine, and a plan that was
// signed under it. The file says that the authority itself was not revoked;
// whether the signer was, only the responder knows.
type scene struct {
	authority *st.Authority
	minh      *st.Desk
	plan      []byte
	now       time.Time
	asked     atomic.Int64
	answer    func(question []byte) (status int, content []byte) // of the OCSP responder
	list      func() (status int, content []byte)
	source    *revocation.Online
}

func newScene(t *testing.T, l revocation.Limits) *scene {
	t.Helper()
	s := &scene{authority: st.NewAuthority("Gốc thử nghiệm"), now: st.Now()}
	down := func() (int, []byte) { return http.StatusInternalServerError, nil }
	s.answer, s.list = func([]byte) (int, []byte) { return down() }, down
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		question, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		status, content := http.StatusNotFound, []byte(nil)
		switch r.URL.Path {
		case "/ocsp":
			status, content = s.answer(question)
		case "/list.crl":
			status, content = s.list()
		case "/slow":
			<-r.Context().Done()
		}
		w.WriteHeader(status)
		_, _ = w.Write(content)
	}))
	t.Cleanup(server.Close)
	s.minh = s.signer(server.URL+"/ocsp", server.URL+"/list.crl")
	s.plan = s.signedBy(s.minh)
	s.source = revocation.New(l, func() time.Time { return s.now })
	return s
}

func (s *scene) signer(answers, lists string) *st.Desk {
	return s.authority.Issue(pkix.Name{CommonName: "Trần Văn Minh", OrganizationalUnit: []string{"Sở Y tế"}}, func(c *x509.Certificate) {
		c.OCSPServer, c.CRLDistributionPoints = []string{answers}, []string{lists}
	})
}

func (s *scene) signedBy(desk *st.Desk) []byte {
	d := st.New("Ke hoach")
	d.Store([][]byte{s.authority.Root.CRL(st.Now().AddDate(0, -1, 0), st.Now().AddDate(1, 0, 0))}, nil, nil)
	return d.Commit().Sign(st.Signing{By: desk}).Bytes
}

// check says what the file is worth under the roots.
func (s *scene) check(t *testing.T, file []byte, roots ...*x509.Certificate) (signature.Outcome, signature.Reason) {
	t.Helper()
	trust := signature.NewTrust(roots...)
	trust.AskOnline(s.source)
	r, err := signature.Check(bytes.NewReader(file), int64(len(file)), trust, st.Now())
	if err != nil || len(r.Signatures) != 1 {
		t.Fatalf("%v, %+v", err, r)
	}
	return r.Outcome, r.Signatures[0].Reason
}

// of answers about a desk.
func (s *scene) of(desk *st.Desk, status int) func([]byte) (int, []byte) {
	return func([]byte) (int, []byte) {
		return http.StatusOK, desk.OCSP(status, st.Now().Add(-time.Hour), st.Now().Add(time.Hour), nil)
	}
}

func TestWhatTheIssuerSaysDecides(t *testing.T) {
	usual := revocation.UsualLimits()
	listed := func(s *scene, entries ...x509.RevocationListEntry) func() (int, []byte) {
		return func() (int, []byte) {
			return http.StatusOK, s.authority.Between.CRL(st.Now().Add(-time.Hour), st.Now().Add(time.Hour), entries...)
		}
	}
	for name, tc := range map[string]struct {
		prepare func(s *scene)
		limits  revocation.Limits
		want    signature.Reason
	}{
		"good": {func(s *scene) { s.answer = s.of(s.minh, ocsp.Good) }, usual, ""},
		"good, made just after the check": {func(s *scene) {
			s.answer = func([]byte) (int, []byte) {
				return http.StatusOK, s.minh.OCSP(ocsp.Good, st.Now().Add(2*time.Second), st.Now().Add(time.Hour), nil)
			}
		}, usual, ""},
		"revoked":         {func(s *scene) { s.answer = s.of(s.minh, ocsp.Revoked) }, usual, signature.Revoked},
		"about another":   {func(s *scene) { s.answer = s.of(s.authority.Person("Lan", "", "Sở Y tế"), ocsp.Good) }, usual, signature.NoRevocationData},
		"nobody answers":  {func(*scene) {}, usual, signature.NoRevocationData},
		"no such answer":  {func(s *scene) { s.answer = func([]byte) (int, []byte) { return http.StatusOK, []byte("<html>") } }, usual, signature.NoRevocationData},
		"unknown, listed": {func(s *scene) { s.answer = s.of(s.minh, ocsp.Unknown); s.list = listed(s) }, usual, ""},
		"not on the list": {func(s *scene) { s.list = listed(s) }, usual, ""},
		"on the list": {func(s *scene) {
			s.list = listed(s, x509.RevocationListEntry{SerialNumber: s.minh.Cert.SerialNumber, RevocationTime: st.Now().Add(-time.Hour)})
		}, usual, signature.Revoked},
		"another authority's list": {func(s *scene) {
			s.list = listed(&scene{authority: st.NewAuthority("Gốc thử nghiệm")})
		}, usual, signature.NoRevocationData},
		"too large an answer": {func(s *scene) { s.answer = s.of(s.minh, ocsp.Good) }, revocation.Limits{Time: time.Minute, Answer: 100, List: 100}, signature.NoRevocationData},
		"too large a list":    {func(s *scene) { s.list = listed(s) }, revocation.Limits{Time: time.Minute, Answer: 1000, List: 100}, signature.NoRevocationData},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, tc.limits)
			tc.prepare(s)
			if outcome, reason := s.check(t, s.plan, s.authority.Root.Cert); outcome != tc.want.Outcome() || reason != tc.want {
				t.Errorf("%s %q, want %q", outcome, reason, tc.want)
			}
			if s.asked.Load() == 0 {
				t.Error("nobody was asked")
			}
		})
	}
}

// The addresses are those that the certificate names: only a trusted one's are asked.
func TestNobodyIsAskedAboutStrangers(t *testing.T) {
	s := newScene(t, revocation.UsualLimits())
	s.answer = s.of(s.minh, ocsp.Good)
	other := st.NewAuthority("Gốc khác")
	if outcome, reason := s.check(t, s.plan, other.Root.Cert); outcome != signature.Undetermined || reason != signature.UnknownRoot {
		t.Errorf("%s %q", outcome, reason)
	}
	odd := s.signedBy(s.signer("file:///etc/passwd", "ldap://127.0.0.1/x"))
	if outcome, reason := s.check(t, odd, s.authority.Root.Cert); outcome != signature.Undetermined || reason != signature.NoRevocationData {
		t.Errorf("%s %q", outcome, reason)
	}
	if n := s.asked.Load(); n != 0 {
		t.Errorf("asked %d times", n)
	}
}

func TestTheSameIsNotAskedAgainAtOnce(t *testing.T) {
	s := newScene(t, revocation.UsualLimits())
	check := func(want signature.Outcome, asked int64) {
		t.Helper()
		if outcome, _ := s.check(t, s.plan, s.authority.Root.Cert); outcome != want || s.asked.Load() != asked {
			t.Errorf("%s after %d questions, want %s after %d", outcome, s.asked.Load(), want, asked)
		}
	}
	check(signature.Undetermined, 2) // neither the responder nor the list is there
	s.answer = s.of(s.minh, ocsp.Good)
	check(signature.Undetermined, 2)
	s.now = s.now.Add(2 * time.Minute)
	check(signature.Valid, 3)
	check(signature.Valid, 3)
	s.answer = s.of(s.minh, ocsp.Revoked)
	s.now = s.now.Add(time.Hour)
	check(signature.Invalid, 4)
}

func TestWhoIsSlowIsNotWaitedFor(t *testing.T) {
	s := newScene(t, revocation.Limits{Time: 100 * time.Millisecond, Answer: 1000, List: 1000})
	address := s.minh.Cert.OCSPServer[0]
	slow := s.signedBy(s.signer(address[:len(address)-len("ocsp")]+"slow", address[:len(address)-len("ocsp")]+"slow"))
	begun := time.Now()
	if outcome, reason := s.check(t, slow, s.authority.Root.Cert); outcome != signature.Undetermined || reason != signature.NoRevocationData {
		t.Errorf("%s %q", outcome, reason)
	}
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
}
