package scoring

import (
	"errors"
	"math/big"
)

// Line is what one criterion comes to.
type Line struct {
	Criterion *Criterion
	State     State

	Claimed    *Points // what the answer gives, 0 when it is wrong; nil: unanswered or not assessed
	Documented Points  // what is claimed and proved
	Verified   *Points // nil until decided
	Reachable  Points  // the most that can still come out; 0 when not assessed
	Max        Points  // 0 when not assessed
	Err        *AnswerError
}

// StillToWin is what can be reached less what is documented.
func (l Line) StillToWin() Points { return l.Reachable - l.Documented }

// Sum adds up the lines of a pillar or of the whole.
type Sum struct {
	Claimed    Points
	Documented Points
	Verified   Points // of those decided
	Decided    int
	Applicable int // criteria that are assessed
	Max        Points
	StillToWin Points

	States map[State]int
}

// Waiting counts the criteria that wait for somebody else's figures.
func (s Sum) Waiting() int { return s.States[StateWaiting] }

// Missing counts the criteria on which the department has something to do.
func (s Sum) Missing() int {
	n := 0
	for state, count := range s.States {
		if state.Missing() {
			n += count
		}
	}
	return n
}

// Percent gives earned as a percentage of the applicable maximum, half up to
// hundredths; nil when nothing is applicable.
func (s Sum) Percent(earned Points) *Points { return s.Scaled(earned, 100*100) }

// Scaled gives the exact share of earned scaled to a maximum of full points;
// nil when nothing is applicable.
func (s Sum) Scaled(earned, full Points) *Points {
	if s.Max == 0 {
		return nil
	}
	exact := big.NewRat(int64(earned), int64(s.Max))
	scaled := roundPoints(exact.Mul(exact, full.rat()))
	return &scaled
}

// PillarSum is a pillar's sum.
type PillarSum struct {
	Pillar *Pillar
	Sum
}

// Report is the score of one dossier.
type Report struct {
	Department string
	Lines      []Line // all criteria in the edition's order
	Pillars    []PillarSum
	Total      Sum

	// What the total of claimed points comes to: nil when nothing is applicable.
	Percent *Points // hundredths of a percent
	Scaled  *Points // to the edition's maximum (500)
}

// Line gives a criterion's line; nil when there is none.
func (r *Report) Line(criterion string) *Line {
	for i := range r.Lines {
		if r.Lines[i].Criterion.ID == criterion {
			return &r.Lines[i]
		}
	}
	return nil
}

// Pillar gives a pillar's sum; nil when there is none.
func (r *Report) Pillar(id string) *PillarSum {
	for i := range r.Pillars {
		if r.Pillars[i].Pillar.ID == id {
			return &r.Pillars[i]
		}
	}
	return nil
}

// Score works out a dossier.
func Score(e *Edition, s Settings, d *Dossier) Report {
	r := Report{
		Department: d.Department, Lines: make([]Line, 0, len(e.criteria)),
		Pillars: make([]PillarSum, 0, len(e.Pillars)), Total: newSum(),
	}
	none := &Item{} // what is held under a criterion without anything
	for _, p := range e.Pillars {
		sum := newSum()
		for _, c := range p.Criteria {
			item, filed := d.Items[c.ID]
			if !filed {
				item = none
			}
			line := scoreLine(s, item, d.Profile, c)
			r.Lines = append(r.Lines, line)
			sum.add(line)
			r.Total.add(line)
		}
		r.Pillars = append(r.Pillars, PillarSum{p, sum})
	}
	r.Percent = r.Total.Percent(r.Total.Claimed)
	r.Scaled = r.Total.Scaled(r.Total.Claimed, e.Max)
	return r
}

func newSum() Sum { return Sum{States: make(map[State]int, len(States()))} }

func (s *Sum) add(l Line) {
	s.States[l.State]++
	if !l.State.Assessed() {
		return
	}
	s.Applicable++
	s.Max += l.Max
	s.Documented += l.Documented
	s.StillToWin += l.StillToWin()
	if l.Claimed != nil {
		s.Claimed += *l.Claimed
	}
	if l.Verified != nil {
		s.Verified += *l.Verified
		s.Decided++
	}
}

// LineOf works out one criterion of a dossier.
func LineOf(s Settings, d *Dossier, c *Criterion) Line {
	return scoreLine(s, d.Item(c.ID), d.Profile, c)
}

func scoreLine(s Settings, item *Item, p Profile, c *Criterion) Line {
	answer := answerThatCounts(c, item)
	j := judge(c, answer, p)
	l := Line{Criterion: c, State: stateOf(s, item, j, c)}
	if !l.State.Assessed() {
		return l
	}
	l.Max, l.Reachable = c.Max, c.Rule.Reach(answer)
	if j.answered {
		claimed := j.claimed
		l.Claimed = &claimed
		if j.err != nil {
			errors.As(j.err, &l.Err)
		}
		if !needsEvidence(c, item, j) && !c.OnlySystem() || openSlots(c, item) == 0 {
			l.Documented = j.claimed
		}
	}
	if item.Verdict.State == VerdictVerified {
		points := item.Verdict.Points
		l.Verified = &points
	}
	return l
}

// answerThatCounts is the department's own answer, or else the figure that the
// slot's owner supplied: nobody has to copy it.
func answerThatCounts(c *Criterion, item *Item) *Answer {
	if item.Answer != nil || !c.OnlySystem() {
		return item.Answer
	}
	for _, slot := range c.Evidence {
		if f, supplied := item.Figures[slot.ID]; supplied {
			return &f.Answer
		}
	}
	return nil
}
