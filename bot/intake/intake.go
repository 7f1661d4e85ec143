// Package intake says what an uploaded file is: its type from its content, a
// name that can be shown, and whether it can be kept at all.
//
// It must not know who sent a file, where it came from or what it is evidence
// for. Whatever it reads is hostile until shown otherwise: it reads a bounded
// part of a file and believes nothing that the sender says of it.
package intake
