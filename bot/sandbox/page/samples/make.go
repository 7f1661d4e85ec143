//go:build ignore

// Command make writes the sample files of the sandbox's page: a plan with a
// deputy's digital signature, a scan of the same paper, a picture. The key is
// thrown away. It takes pdftoppm (Debian: poppler-utils).
//
//	go run make.go
package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"log"
	"os"
	"os/exec"

	"minhchung/bot/intake/signature/signaturetest"
)

const paper = "../../../intake/document/testdata/rendered/02-kh-chuyen-doi-so.pdf"

func main() {
	log.SetFlags(0)
	content, err := os.ReadFile(paper)
	if err != nil {
		log.Fatal(err)
	}
	authority := signaturetest.NewAuthority("CA thử nghiệm")
	signed := signaturetest.Of(content).Sign(signaturetest.Signing{By: authority.Person("Trần Thị Minh Châu", "Phó Giám đốc", "Sở Y tế")})
	signed.Sign(signaturetest.Signing{By: authority.Person("Sở Y tế", "", "Sở Y tế")})
	save("ke-hoach-ky-so.pdf", signed.Bytes)
	page, err := exec.Command("pdftoppm", "-r", "90", "-gray", "-jpeg", "-jpegopt", "quality=40", "-f", "1", "-l", "1", paper).Output()
	if err != nil {
		log.Fatal(err)
	}
	save("ban-quet.pdf", scan(page))
	var picture bytes.Buffer
	if err := jpeg.Encode(&picture, meeting(), &jpeg.Options{Quality: 80}); err != nil {
		log.Fatal(err)
	}
	save("anh-hop.jpg", picture.Bytes())
}

func save(name string, content []byte) {
	if err := os.WriteFile(name, content, 0o644); err != nil {
		log.Fatal(err)
	}
}

// scan is a PDF of one page that is nothing but a picture.
func scan(page []byte) []byte {
	size, err := jpeg.DecodeConfig(bytes.NewReader(page))
	if err != nil {
		log.Fatal(err)
	}
	show := "q 595 0 0 842 0 0 cm /S Do Q"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</S 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(show), show),
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream",
			size.Width, size.Height, len(page), page),
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var at []int
	for i, object := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return out.Bytes()
}

// meeting is a table with people behind it, in plain shapes.
func meeting() image.Image {
	const width, height = 960, 640
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	fill := func(r image.Rectangle, c color.RGBA) {
		draw.Draw(picture, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(picture.Bounds(), color.RGBA{214, 222, 226, 255})
	fill(image.Rect(330, 60, 630, 200), color.RGBA{188, 36, 36, 255})
	for i := range 5 {
		x := 120 + 180*i
		fill(image.Rect(x-60, 330, x+60, 460), color.RGBA{52, uint8(70 + 20*i), 110, 255})
		for dy := -42; dy <= 42; dy++ {
			for dx := -42; dx <= 42; dx++ {
				if dx*dx+dy*dy < 42*42 {
					picture.Set(x+dx, 285+dy, color.RGBA{224, 184, 150, 255})
				}
			}
		}
	}
	fill(image.Rect(0, 440, width, 560), color.RGBA{140, 96, 60, 255})
	fill(image.Rect(0, 560, width, height), color.RGBA{96, 64, 40, 255})
	return picture
}
