package embedded_test

import (
	"fmt"
	"sync"
	"testing"

	"minhchung/storage"
	"minhchung/storage/embedded"
)

// BenchmarkAppend measures durable appends, each writer to its own stream.
func BenchmarkAppend(b *testing.B) {
	for _, writers := range []int{1, 50, 500} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			s, err := embedded.Open(b.TempDir(), storage.Pace{})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			appends := make(chan struct{}, b.N)
			for range b.N {
				appends <- struct{}{}
			}
			close(appends)
			b.ResetTimer()
			var group sync.WaitGroup
			for i := range writers {
				group.Go(func() {
					var last storage.Document
					for range appends {
						doc := next(last)
						doc.Stream = fmt.Sprint("dossier/2023/", i)
						if err := s.Ledger().Append(b.Context(), doc); err != nil {
							b.Error(err)
							return
						}
						last = doc
					}
				})
			}
			group.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
		})
	}
}
