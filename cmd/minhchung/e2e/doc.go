// Package e2e holds the end-to-end tests: the program as it is built and
// started, people at the other side of the sandbox's Bot API, real files, a
// process that is killed, servers that go away, a browser on the page.
//
// It is tests only. It must not reach into the running program: what it sees
// is what people see, and what is left in the data folder.
package e2e
