package pdf

import "math"

// frame turns the coordinates of a page, which start at some lower left corner
// and may lie on their side, into those of a reader: points from the upper left
// corner of the upright page.
type frame struct {
	left, bottom, right, top float64
	quarters                 int // turns of 90 degrees, clockwise
	width, height            float64
}

func newFrame(left, bottom, right, top float64, quarters int) frame {
	f := frame{left: left, bottom: bottom, right: right, top: top, quarters: quarters}
	f.width, f.height = right-left, top-bottom
	if quarters%2 == 1 {
		f.width, f.height = f.height, f.width
	}
	return f
}

func (f frame) upright(x, y float64) (float64, float64) {
	switch f.quarters {
	case 1:
		return y - f.bottom, x - f.left
	case 2:
		return f.right - x, y - f.bottom
	case 3:
		return f.top - y, f.right - x
	}
	return x - f.left, f.top - y
}

// place puts the character where a reader sees it, and says whether it can be
// seen: on the page, upright, of some size.
func (c *char) place(f frame, x, y, left, bottom, right, top float64) bool {
	if f.quarters == 0 { // the box of a slanted letter reaches over the next
		left, right = x, max(x, right-c.slant*(top-y))
	}
	_, c.base = f.upright(x, y)
	x1, y1 := f.upright(left, bottom)
	x2, y2 := f.upright(right, top)
	c.left, c.right = min(x1, x2), max(x1, x2)
	if c.size <= 0 {
		c.size = math.Abs(y1 - y2)
	}
	for _, v := range []float64{c.left, c.right, c.base, c.size} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return c.size > 1 && c.size < 200 && c.right-c.left < 4*c.size &&
		c.left > -c.size && c.right < f.width+c.size && c.base > -c.size && c.base < f.height+c.size
}
