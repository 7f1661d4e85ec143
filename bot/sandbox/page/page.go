// Package page holds the sandbox's chat page: plain files without a build step,
// and sample files to send with it.
// It knows nothing of the server behind them but its addresses.
package page

import (
	"embed"
	"net/http"
)

//go:embed index.html *.css *.js *.svg samples/*.pdf samples/*.jpg
var files embed.FS

// Policy is the content security policy of the page: nothing from anywhere else, nothing inline.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; " +
	"connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// Handler serves the page.
func Handler() http.Handler {
	server := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", Policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}
