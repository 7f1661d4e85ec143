// Package intake says what an uploaded file is: its type from its content, a
// name that can be shown, what lies in an archive, and whether it can be kept
// at all. It takes out of pictures what tells where they were made.
//
// It must not know who sent a file, where it came from or what it is evidence
// for. Whatever it reads is hostile until shown otherwise: what it reads,
// unpacks and waits for is bounded, and it believes nothing that the sender
// says of a file.
package intake
