package e2e

import (
	"context"
	"slices"
	"strings"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"minhchung/storage/storagetest"
)

// TestRedisForgets: the program on MongoDB and Redis, which forgets everything
// between any two messages, and in the midst of them. No answer is asked for
// again, and what is typed reaches the question that was open.
func TestRedisForgets(t *testing.T) {
	redis := storagetest.RedisServer(t)
	x := newTown(t, onServers(t, redis)...)
	forget := forgetting(t, redis)
	x.front.watching(func(_ string, m moment) bool {
		if m == arrived {
			forget()
		}
		return false
	})
	x.start()
	x.importDirectory()
	lan, quan := x.person(lanID), x.person(quanID)
	lan.before, quan.before = forget, forget
	quan.say("/menu", "quản trị")
	x.enter(lan, "so-y-te", "Lan", "0905 000 101")

	figuresOverSeveralMessages(lan)
	filesOverSeveralMessages(t, lan)
	leaveOut(lan, quan)
	inviteOverSeveralMessages(x, quan)
	lan.say("điểm", "Tự chấm 9,13/498")
	x.stop()
}

// figuresOverSeveralMessages are answers that come in pieces.
func figuresOverSeveralMessages(lan *person) {
	lan.t.Helper()
	lan.say("I.6.1", "I.6.1")
	lan.tap("Trả lời", "tổng số công chức")
	lan.say("42", "Số lượng công chức") // the figure waits while its whole is asked for, field by field
	lan.say("80", "Số lượng viên chức")
	lan.say("39", "người lao động khác")
	lan.say("1", "42/120 → 3,5/10 điểm")
	lan.say("I.2.2", "I.2.2")
	lan.tap("Trả lời", "Xong")
	lan.tap("☐ Người đứng đầu chủ trì", "Xong")
	lan.tap("Xong", "2/2 điểm")
	lan.say("III.1.1", "III.1.1")
	lan.tap("Tự ước tính", "điện thoại thông minh")
	lan.say("114", "114", "120 (80 công chức + 39 viên chức + 1 người lao động khác)")
	lan.tap("Đúng, 120", "cài đặt Hue-S")
	lan.say("60", "120 (80 công chức")
	lan.tap("Đúng, 120", "114/120; 60/120 → 3,63/5 điểm")
}

// filesOverSeveralMessages: an album, and a file that is placed afterwards.
func filesOverSeveralMessages(t *testing.T, lan *person) {
	t.Helper()
	lan.say("I.2.2", "I.2.2")
	lan.tap("Gửi tệp", "gửi minh chứng vào đây")
	lan.sendAlbum([]file{aPhoto(t, 1), aPhoto(t, 2), aPhoto(t, 3)}, "", "Đã nhận 3 ảnh vào I.2.2")
	lan.send(aPDF("giay-moi.pdf", "Giay moi", 0), "", "Đã nhận giay-moi.pdf vào I.2.2", "Còn thiếu: kết luận.")
	lan.say("/menu", "Còn thiếu")
	lan.send(aDOCX(t, "van-ban-so-7.docx", "Văn bản số 7"), "", "Tệp này thuộc tiêu chí nào?")
	lan.say("I.4.1", "Đã nhận van-ban-so-7.docx vào I.4.1")
}

// inviteOverSeveralMessages: what an admin puts together is not lost either.
func inviteOverSeveralMessages(x *town, quan *person) {
	x.t.Helper()
	quan.say("/menu", "quản trị")
	quan.tap("Mời", "đơn vị nào?")
	quan.say("giáo dục", "vai trò nào?")
	quan.tap("Đầu mối", "Mời ai?")
	quan.tap("Người khác", "Họ và tên")
	quan.say("Lê Văn Phúc", "Số điện thoại của Lê Văn Phúc")
	quan.tap("Bỏ qua", "Kính mời Lê Văn Phúc làm đầu mối của Sở Giáo dục và Đào tạo", "?start=")
	_, rest, _ := strings.Cut(quan.seen().Body(), "?start=")
	payload, _, _ := strings.Cut(rest, "\n")
	guest := x.person(khachID)
	guest.before = quan.before
	guest.arrive(payload, "anh/chị là Lê Văn Phúc, đầu mối của Sở Giáo dục và Đào tạo")
}

// TestRedisAway: while Redis is gone what is sent is kept, and worked in its
// order once Redis is back.
func TestRedisAway(t *testing.T) {
	proxy := storagetest.NewProxy(t, storagetest.RedisServer(t))
	x := newTown(t, onServers(t, proxy.URL)...)
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905 000 101")
	lan.say("I.4.1", "I.4.1")
	lan.tap("Trả lời", "Số tin bài")

	proxy.Down()
	before := len(x.telegram.Messages(lanID))
	last := sentWithoutWaiting(lan, aPDF("tin-bai.pdf", "Tin bai", 1000), "2", "I.5.1", "I.5.2")
	eventually(t, "the bot has taken in what was sent", func() bool { return x.telegram.Pending() == 0 })
	eventually(t, "the bot waits for Redis", func() bool { return strings.Contains(x.log.String(), "waits for an outage to end") })
	if said := heads(lan, before); len(said) > 0 {
		t.Errorf("without Redis the bot says %q", said)
	}
	proxy.Up(t)

	lan.reads("once Redis is back", last, "Đã nhận tin-bai.pdf vào I.5.2")
	said := heads(lan, before)
	want := []string{"Đã ghi I.4.1", "I.5.1 ", "I.5.2 ", "Đã nhận tin-bai.pdf"}
	if !slices.EqualFunc(said, want, strings.HasPrefix) {
		t.Errorf("once Redis is back the bot says %q, want %q", said, want)
	}
	lan.say("I.4.1", "2 → 10 điểm")
	x.stop()
}

// sentWithoutWaiting sends lines and then a file, whatever the bot does, and
// gives the id of the last line.
func sentWithoutWaiting(p *person, f file, lines ...string) (last int64) {
	p.t.Helper()
	for _, line := range lines {
		said, err := p.telegram.Say(p.id, line)
		if err != nil {
			p.t.Fatal(err)
		}
		last = said.MessageID
	}
	if _, err := p.telegram.Upload(p.id, f.upload("I.5.2")); err != nil {
		p.t.Fatal(err)
	}
	return last
}

// heads gives the first lines of what the bot has said beyond the first messages of the chat.
func heads(p *person, beyond int) (first []string) {
	for _, m := range p.telegram.Messages(p.id)[beyond:] {
		if m.FromBot() {
			head, _, _ := strings.Cut(m.Body(), "\n")
			first = append(first, head)
		}
	}
	return first
}

// onServers are the settings for a MongoDB of one's own and the given Redis.
func onServers(t *testing.T, redis string) []string {
	t.Helper()
	mongo := storagetest.MongoDatabase(t, storagetest.MongoServer(t))
	return []string{"MONGODB_URI=" + mongo, "REDIS_URL=" + redis}
}

// forgetting gives what lets a Redis forget everything.
func forgetting(t *testing.T, url string) func() {
	t.Helper()
	options, err := goredis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	client := goredis.NewClient(options)
	t.Cleanup(func() {
		if err := client.Close(); err != nil {
			t.Error(err)
		}
	})
	return func() {
		if err := client.FlushAll(context.Background()).Err(); err != nil {
			t.Error(err)
		}
	}
}
