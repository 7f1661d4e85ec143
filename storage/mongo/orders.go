package mongo

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// orders gives order numbers to deliveries without a counter that replicas would race for:
// the millisecond of arrival, and within it a count. They rise strictly
// within one process, also when its clock is set back; between replicas they
// go by the milliseconds, which is all that the order of arrival means there.
type orders struct {
	mu   sync.Mutex
	last int64
}

// perMillisecond is how many numbers one millisecond has; more run into the
// next one. The product stays within 53 bits for some centuries, so that no
// tool that reads numbers as floating point rounds them.
const perMillisecond = 1 << 11

func (o *orders) next(at time.Time) int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.last = max(o.last+1, storage.ToMillis(at)*perMillisecond)
	return o.last
}

// lastOrder gives the highest number that a collection holds.
func lastOrder(ctx context.Context, c *driver.Collection) (int64, error) {
	var found struct{ Order int64 }
	err := c.FindOne(ctx, bson.D{}, options.FindOne().
		SetSort(bson.D{{Key: "order", Value: -1}}).
		SetProjection(bson.D{{Key: "order", Value: 1}})).Decode(&found)
	if err != nil && !errors.Is(err, driver.ErrNoDocuments) {
		return 0, fmt.Errorf("find the last order number of %s: %w", c.Name(), err)
	}
	return found.Order, nil
}
