package telegram

import (
	"context"
	"encoding/json"
	"fmt"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Command is an entry of the app's command menu.
type Command struct {
	Name        string `json:"command"` // without the slash
	Description string `json:"description"`
}

// Commands are the commands shown in a language ("vi", "en"). The person's
// app chooses the list; either set is understood in either language.
func Commands(language string) []Command {
	if language == "en" {
		return []Command{
			{"menu", "Where you stand"},
			{"next", "Go on with what is missing"},
			{"pillars", "The nine pillars"},
			{"missing", "What is still missing"},
			{"score", "Your department's score"},
			{"due", "What is due next"},
			{"reminders", "The hour of reminders, and pauses"},
			{"profile", "General information"},
			{"help", "Help, and a person to call"},
			{"cancel", "Stop what was asked"},
			{"language", "Tiếng Việt, English"},
			{"start", "Begin, or use an invitation"},
		}
	}
	return []Command{
		{"menu", "Tiến độ của đơn vị"},
		{"tiep", "Làm tiếp tiêu chí còn thiếu"},
		{"phan", "Chín phần của bộ chỉ số"},
		{"thieu", "Tiêu chí còn thiếu"},
		{"diem", "Điểm của đơn vị"},
		{"han", "Việc sắp đến hạn"},
		{"nhacviec", "Giờ nhắc việc, tạm dừng nhắc"},
		{"thongtin", "Thông tin chung của đơn vị"},
		{"trogiup", "Hướng dẫn và người hỗ trợ"},
		{"huy", "Dừng việc đang hỏi"},
		{"ngonngu", "Tiếng Việt, English"},
		{"start", "Bắt đầu hoặc dùng thư mời"},
	}
}

// RegisterCommands tells the server the command menu: Vietnamese for
// everybody, English for those whose app is set to it.
func (c *Client) RegisterCommands(ctx context.Context) error {
	for _, r := range []struct{ code, language string }{{"", "vi"}, {"en", "en"}} {
		list, err := json.Marshal(Commands(r.language))
		if err != nil {
			return fmt.Errorf("write the commands: %w", err)
		}
		params := tgbotapi.Params{"commands": string(list)}
		params.AddNonEmpty("language_code", r.code)
		if _, err := c.call(ctx, "setMyCommands", params); err != nil {
			return fmt.Errorf("register the commands in %s: %w", r.language, err)
		}
	}
	return nil
}
