package main

import "minhchung/scoring"

// editionFlags choose the edition of the index.
type editionFlags struct {
	Edition     string `help:"Edition of the index." default:"2023" env:"EDITION"`
	EditionYear int    `help:"Year that the edition's dates are moved to; 0 for its own." default:"0" env:"EDITION_YEAR"`
}

// open gives the edition; one that does not exist is a mistake in what was asked for.
func (f editionFlags) open() (*scoring.Edition, error) {
	e, err := scoring.Open(f.Edition, f.EditionYear)
	if err != nil {
		return nil, &exitError{exitWrongInput, err}
	}
	return e, nil
}

// indexCmd prints the edition.
type indexCmd struct {
	editionFlags
	Format string `help:"Output format: ${enum}." enum:"json" default:"json"`
}

// Run prints the edition on standard output.
func (c *indexCmd) Run(std streams) error {
	e, err := c.open()
	if err != nil {
		return err
	}
	return scoring.WriteIndexJSON(std.out, e)
}
