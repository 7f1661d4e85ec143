package main

import "fmt"

// script is what every chat does, over and over.
type script []move

// move is one update of a person.
type move struct {
	counts bool // it is a step: it appends to the ledger
	text   func(c *chat) string
	button func(c *chat) string // instead of a text
}

// contactScript is a contact at work. Five of six updates append; the other
// one opens the question that the next one answers, and is not counted.
func contactScript() script {
	return script{
		{button: func(c *chat) string { return "ans:begin:" + c.criterion + ":" }},
		{counts: true, text: func(c *chat) string { return fmt.Sprintf("%d/119", 20+c.round%90) }},
		{counts: true, text: func(c *chat) string {
			return fmt.Sprintf("I.5.1 https://sxd.thuathienhue.gov.vn/tin-%d", c.round)
		}},
		{counts: true, button: func(c *chat) string { return "ev:sure:" + c.receipt + ":" }},
		{counts: true, text: func(c *chat) string { return c.criterion + " chưa có số liệu" }},
		{counts: true, button: func(c *chat) string { return "ans:later:" + c.criterion + ":" }},
	}
}

// plainScript is for the probe, which does the same with whatever comes.
func plainScript() script {
	return script{{counts: true, text: func(c *chat) string { return fmt.Sprintf("%d/119", 20+c.round%90) }}}
}

// counted says how many of a cycle's updates are steps.
func (s script) counted() int {
	n := 0
	for _, m := range s {
		if m.counts {
			n++
		}
	}
	return n
}
