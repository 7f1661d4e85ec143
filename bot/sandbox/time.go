package sandbox

import (
	"time"

	"minhchung/bot/sandbox/clock"
)

// startClock sets the clock to where it was left, which has run on since, or to the start.
func (s *Server) startClock() {
	c := &s.state.counters
	if !c.Set {
		c.Set = true
		if !s.options.Start.IsZero() {
			c.Offset = s.options.Start.Sub(s.options.Real().Round(0))
		}
		s.keepCounters()
	}
	s.clock = clock.New(s.options.Real, c.Offset, vietnam(), s.keepOffset)
}

// vietnam is Asia/Ho_Chi_Minh, which has had no other offset since 1975.
func vietnam() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60) }

func (s *Server) keepOffset(offset time.Duration) error {
	return s.change(func() error {
		s.state.counters.Offset = offset
		s.keepCounters()
		return nil
	})
}

// Clock is the sandbox's time, for the bot to live by.
func (s *Server) Clock() *clock.Clock { return s.clock }

// Advance moves the clock forward and tells the page.
func (s *Server) Advance(d time.Duration) error {
	if err := s.clock.Advance(d); err != nil {
		return err
	}
	s.announceClock()
	return nil
}

// AdvanceTo moves the clock forward to a point in time and tells the page.
func (s *Server) AdvanceTo(at time.Time) error {
	if err := s.clock.AdvanceTo(at); err != nil {
		return err
	}
	s.announceClock()
	return nil
}

// DefaultStart is where an edition's sandbox begins: 24 March of its year, nine in the morning.
func DefaultStart(year int) time.Time { return time.Date(year, time.March, 24, 9, 0, 0, 0, vietnam()) }
