package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // what a phone may send as a photo
	"image/jpeg"
	_ "image/png"
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // likewise
)

// photoEdges are the longest edges of a photo's sizes, smallest first.
func photoEdges() []int { return []int{90, 320, 800, 1280} }

// maxPixels keeps a hostile picture from filling the memory.
const maxPixels = 64 << 20

// shot is one size of a picture, encoded.
type shot struct {
	width, height int
	data          []byte
}

// shots makes the sizes of a picture, in ascending order, as Telegram does: the
// largest is at most 1280 pixels on its longer edge. A JPEG that fits already is kept as it is.
func shots(r io.Reader) ([]shot, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPhoto+1))
	if err != nil {
		return nil, fmt.Errorf("read a photo: %w", err)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width*config.Height > maxPixels {
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	}
	if w, h := config.Width, config.Height; w+h > 10000 || w > 20*h || h > 20*w {
		return nil, badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	}
	longest := max(config.Width, config.Height)
	var sizes []shot
	for _, edge := range photoEdges() {
		if edge >= longest {
			break
		}
		s, err := scale(picture, edge)
		if err != nil {
			return nil, err
		}
		sizes = append(sizes, s)
	}
	if longest > 1280 {
		return sizes, nil
	}
	if format == "jpeg" {
		return append(sizes, shot{config.Width, config.Height, data}), nil
	}
	whole, err := scale(picture, longest)
	return append(sizes, whole), err
}

// scale draws a picture so that its longer edge has the given length, on white.
func scale(picture image.Image, edge int) (shot, error) {
	w, h := picture.Bounds().Dx(), picture.Bounds().Dy()
	longest := max(w, h)
	s := shot{width: max(1, w*edge/longest), height: max(1, h*edge/longest)}
	target := image.NewRGBA(image.Rect(0, 0, s.width, s.height))
	draw.Draw(target, target.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(target, target.Bounds(), picture, picture.Bounds(), draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, target, &jpeg.Options{Quality: 85}); err != nil {
		return shot{}, fmt.Errorf("encode a photo: %w", err)
	}
	s.data = out.Bytes()
	return s, nil
}

// takePhoto stores all sizes of a picture whose content was taken in. The
// original is dropped: Telegram, too, keeps only what it made of it.
func (s *Server) takePhoto(original stored) ([]PhotoSize, error) {
	if original.Size > maxPhoto {
		return nil, badRequest("file of size %d bytes is too big for a photo; the maximum size is %d bytes", original.Size, maxPhoto)
	}
	content, err := s.contents.open(original.Number)
	if err != nil {
		return nil, internal(err)
	}
	sizes, err := shots(content)
	_ = content.Close() // it was only read
	if err != nil {
		return nil, err
	}
	s.contents.drop(original.Number)
	kept := make([]stored, len(sizes))
	for i, size := range sizes {
		if kept[i], err = s.contents.put(bytes.NewReader(size.data), maxUpload); err != nil {
			return nil, internal(err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keepShots(sizes, kept), nil
}

func (s *Server) keepShots(sizes []shot, kept []stored) []PhotoSize {
	var list []PhotoSize
	var last *file
	for i, size := range sizes {
		last = s.newFile("photos", "", "image/jpeg", kept[i])
		last.Width, last.Height = size.width, size.height
		list = append(list, PhotoSize{
			FileID: last.ID, FileUniqueID: last.Unique, Width: size.width, Height: size.height, FileSize: last.Size,
		})
		if i < len(sizes)-1 {
			s.keepFile(last)
		}
	}
	last.Sizes = list // sending a photo again by its id brings back every size
	s.keepFile(last)
	return list
}
