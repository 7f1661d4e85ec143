package pdf

// cacheKey names a version of an object.
type cacheKey struct{ num, revision int }

// cache keeps what was read, up to a number of bytes, then starts anew.
type cache struct {
	objects    map[cacheKey]Object
	containers map[cacheKey]*ObjectStream
	bytes      int
}

func (c *cache) room(n int) {
	if c.objects == nil || c.bytes+n > cachedBytes {
		c.objects, c.containers, c.bytes = map[cacheKey]Object{}, map[cacheKey]*ObjectStream{}, 0
	}
	c.bytes += n
}

func (c *cache) keepObject(key cacheKey, o Object) {
	// A parsed object takes several times the bytes it was written with.
	size := 1 << 10
	if o.Start >= 0 {
		if _, isStream := o.Value.(*Stream); !isStream {
			size += 8 * int(o.End-o.Start)
		}
	}
	c.room(size)
	c.objects[key] = o
}

func (c *cache) keepContainer(key cacheKey, s *ObjectStream) {
	c.room(len(s.data) + 16*len(s.numbers))
	c.containers[key] = s
}
