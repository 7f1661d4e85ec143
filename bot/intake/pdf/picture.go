package pdf

import (
	"context"
	"fmt"
	"io"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// The largest picture, in pixels: an A4 page at 120 dots an inch.
const (
	pictureWidth  = 1000
	pictureHeight = 1414
)

// Picture draws the first page as a PNG file, at most 1000 × 1414 pixels, with
// what signatures and other annotations show. Which errors it gives: see with.
func (r *Reader) Picture(ctx context.Context, file io.ReadSeeker, size int64) ([]byte, error) {
	var picture []byte
	err := r.with(ctx, file, size, func(o opened) error {
		drawn, err := o.RenderToFile(&requests.RenderToFile{
			RenderPageInPixels: &requests.RenderPageInPixels{
				Page:        o.page(0),
				Width:       pictureWidth,
				Height:      pictureHeight,
				RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT,
				RenderForm:  true, // signatures are fields
			},
			OutputFormat: requests.RenderToFileOutputFormatPNG,
			OutputTarget: requests.RenderToFileOutputTargetBytes,
		})
		if err != nil {
			return fmt.Errorf("draw the first page: %w", err)
		}
		if drawn.ImageBytes == nil {
			return fmt.Errorf("draw the first page: no picture came")
		}
		picture = *drawn.ImageBytes
		return nil
	})
	return picture, err
}
