package e2e

import (
	"fmt"
	"testing"
)

// The program is killed in the midst of an upload, of an answer and of an
// album, as often as KILLS says (10), each time at another moment of what goes
// over the wire, and started again on the same folder. People notice nothing:
// they go on, and at the end all that they sent is there, once.

func TestKilledDuringUploads(t *testing.T) {
	t.Parallel()
	x, lan := killable(t)
	criteria := takingFiles()
	sent := map[string][]file{} // by criterion
	x.rounds(func(round int) {
		criterion := criteria[round%len(criteria)]
		f := aPDF(fmt.Sprintf("cong-van-so-%03d.pdf", round), fmt.Sprintf("Cong van so %03d", round), 100_000)
		sent[criterion] = append(sent[criterion], f)
		lan.send(f, criterion, "Đã nhận "+f.name, criterion)
	})
	lan.listsFiles(sent)
	x.stop()
	x.left().holdsFiles(sent)
}

func TestKilledDuringAnswers(t *testing.T) {
	t.Parallel()
	x, lan := killable(t)
	var given []string
	x.rounds(func(round int) {
		typed := fmt.Sprint(round + 2)
		given = append(given, typed)
		lan.say("I.4.1", "I.4.1", "Hoàn thành trước")
		change := "Trả lời"
		if round > 0 {
			change = "Sửa trả lời"
		}
		lan.tap(change, "Số tin bài")
		lan.say(typed, "Đã ghi I.4.1", ": "+typed+" → 10/10 điểm")
	})
	lan.say("I.4.1", given[len(given)-1]+" → 10 điểm")
	lan.say("điểm", "Tự chấm 10/500")
	x.stop()
	x.left().holdsAnswers("I.4.1", given)
}

func TestKilledDuringAlbums(t *testing.T) {
	t.Parallel()
	x, lan := killable(t)
	criteria := takingPhotos()
	sent := map[string][]file{}
	number := 0
	x.rounds(func(round int) {
		criterion := criteria[round%len(criteria)]
		var album []file
		for range 3 {
			number++
			album = append(album, aPhoto(t, number))
		}
		sent[criterion] = append(sent[criterion], album...)
		lan.sendAlbum(album, criterion, "Đã nhận 3 ảnh vào "+criterion)
	})
	lan.listsFiles(sent)
	x.stop()
	x.left().holdsFiles(sent)
}

// killable is a town with Lan in it.
func killable(t *testing.T) (*town, *person) {
	t.Helper()
	x := newTown(t)
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905 000 101")
	return x, lan
}

// takingFiles are criteria that take a file without a question.
func takingFiles() []string {
	return []string{"I.1.1", "I.2.1", "I.3.1", "I.3.2", "I.3.3", "I.4.1", "I.5.2", "II.1.1", "II.2.1", "II.4.1", "II.5.1",
		"IV.1.1", "IV.2.1", "VI.4.1", "VI.5.1"}
}

// takingPhotos are criteria that take pictures.
func takingPhotos() []string {
	return []string{"I.2.2", "I.2.3", "I.2.4", "I.2.5", "IV.3.2", "V.6.1", "VI.2.1", "VI.11.1", "VI.13.1", "VIII.2.1", "VIII.2.2", "IX.1.1"}
}
