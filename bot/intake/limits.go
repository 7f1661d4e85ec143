package intake

import "time"

// limits bound what looking at one file may cost.
type limits struct {
	inside   int64         // bytes of a file that are read to find out what it is
	part     int64         // bytes of an office document's part that are looked at
	time     time.Duration // of one file, waiting for the store included
	members  int           // files in an archive
	listed   int           // entries of any kind that an archive lists
	parts    int           // entries of an office document
	unpacked int64         // bytes that all entries together unpack to
	ratio    int64         // how many times its packed size something may unpack to
	small    int64         // bytes that count as no bomb, whatever the ratio
}

func usualLimits() limits {
	return limits{
		inside: 4 << 20, part: 1 << 20, time: 2 * time.Second,
		members: 200, listed: 2000, parts: 5000,
		unpacked: 200 << 20, ratio: 100, small: 1 << 20,
	}
}
