// Package replicas holds the test of several replicas of the bot that share
// MongoDB and Redis: whatever is delivered to which of them, how often, and
// whichever of them dies, the dossiers are those that one replica gives.
//
// It is tests only. The replicas are bots in the test's own process, each with
// connections of its own that can be cut, behind the real handler of the
// webhook. It must not know what a step decides: it compares ledgers.
package replicas
