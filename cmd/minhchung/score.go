package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"minhchung/scoring"
)

// scoreCmd scores a file of answers without a bot.
type scoreCmd struct {
	editionFlags
	Answers string `help:"File of answers as JSON, or - for standard input." required:"" placeholder:"FILE"`
}

// The exit codes of score.
const (
	exitWrongAnswers = 1 // some answers are wrong; the rest is scored
	exitWrongInput   = 2 // nothing can be scored
)

// Run prints the score. Its error is an *exitError when the answers are to blame.
func (c *scoreCmd) Run(std streams) error {
	e, err := c.open()
	if err != nil {
		return err
	}
	in, err := c.input(std)
	if err != nil {
		return &exitError{exitWrongInput, err}
	}
	defer in.Close()
	scored, err := scoring.ScoreAnswers(in, e)
	var wrong *scoring.InputError
	if errors.As(err, &wrong) {
		return &exitError{exitWrongInput, fmt.Errorf("%s: %w", c.Answers, err)}
	}
	if err != nil {
		return err
	}
	if err := scored.WriteJSON(std.out); err != nil {
		return err
	}
	if len(scored.Errors) > 0 {
		return &exitError{exitWrongAnswers, fmt.Errorf("wrong answers: %d", len(scored.Errors))}
	}
	return nil
}

func (c *scoreCmd) input(std streams) (io.ReadCloser, error) {
	if c.Answers == "-" {
		return io.NopCloser(std.in), nil
	}
	return os.Open(c.Answers)
}
