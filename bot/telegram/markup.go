package telegram

import (
	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"minhchung/flows"
)

// inline gives the buttons under a message.
func inline(rows [][]flows.Button) any {
	markup := tgbotapi.InlineKeyboardMarkup{}
	for _, row := range rows {
		var buttons []tgbotapi.InlineKeyboardButton
		for _, b := range row {
			if b.URL != "" {
				buttons = append(buttons, tgbotapi.NewInlineKeyboardButtonURL(b.Label, b.URL))
			} else {
				buttons = append(buttons, tgbotapi.NewInlineKeyboardButtonData(b.Label, b.Action.String()))
			}
		}
		if len(buttons) > 0 {
			markup.InlineKeyboard = append(markup.InlineKeyboard, buttons)
		}
	}
	return markup
}

// phoneKey gives the keyboard with which a person shares the phone number.
func phoneKey(label string) any {
	return tgbotapi.ReplyKeyboardMarkup{
		Keyboard:        [][]tgbotapi.KeyboardButton{{tgbotapi.NewKeyboardButtonContact(label)}},
		ResizeKeyboard:  true,
		OneTimeKeyboard: true,
	}
}

func noKeys() any { return tgbotapi.NewRemoveKeyboard(false) }
