package flows

import (
	"strconv"
	"time"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// clockTime writes a time of day as offices do: 9h12.
func clockTime(at time.Time) string {
	local := at.In(scoring.Zone)
	return strconv.Itoa(local.Hour()) + "h" + local.Format("04")
}

// dayTime writes a moment: 9h12 ngày 24/3.
func dayTime(at time.Time) string {
	return clockTime(at) + " " + scoring.DateOf(at).Short()
}

// fullTime writes a moment as tables do: 24/3/2023 09:12.
func fullTime(at time.Time) string {
	return scoring.DateOf(at).Full() + " " + at.In(scoring.Zone).Format("15:04")
}

// saysYes says whether a typed line agrees.
func (t *turn) saysYes() bool { return understand.ParseYesNo(t.e.Text) == understand.Yes }

// saysNo says whether it declines.
func (t *turn) saysNo() bool { return understand.ParseYesNo(t.e.Text) == understand.No }
