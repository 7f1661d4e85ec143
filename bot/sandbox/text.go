package sandbox

import (
	"strings"
	"unicode/utf8"

	"minhchung/bot/sandbox/markup"
)

// What Telegram allows, in UTF-16 code units after entities are parsed.
const (
	maxText    = 4096
	maxCaption = 1024
)

// formatted is a text with its entities, ready to be shown.
type formatted struct {
	text     string
	entities []markup.Entity
}

// formatted reads a text parameter with its parse mode or its entities.
func (c *call) formatted(name, entitiesName string) (formatted, error) {
	source := strings.ReplaceAll(c.values[name], "\r", "")
	if !utf8.ValidString(source) {
		return formatted{}, badRequest("strings must be encoded in UTF-8")
	}
	var entities []markup.Entity
	if err := c.decode(entitiesName, &entities); err != nil {
		return formatted{}, badRequest("%s", err)
	}
	text := source
	switch mode := c.values["parse_mode"]; strings.ToLower(mode) {
	case "":
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > markup.Len(text) {
				return formatted{}, badRequest("entity beyond the text: %s at %d", e.Type, e.Offset)
			}
		}
	case "html":
		var err error
		if text, entities, err = markup.ParseHTML(source); err != nil {
			return formatted{}, badRequest("can't parse entities: %s", err)
		}
	case "markdown", "markdownv2":
		return formatted{}, badRequest("parse_mode %s is not available in the sandbox", mode)
	default:
		return formatted{}, badRequest("unsupported parse_mode")
	}
	text, entities = markup.Trim(text, entities)
	return formatted{text: text, entities: markup.Detect(text, entities)}, nil
}

// messageText reads the text of a message that has nothing else; tooLong is
// what the method says of more than 4096 characters.
func (c *call) messageText(tooLong string) (formatted, error) {
	if c.values["text"] == "" {
		return formatted{}, badRequest("message text is empty")
	}
	f, err := c.formatted("text", "entities")
	switch {
	case err != nil:
		return formatted{}, err
	case f.text == "":
		return formatted{}, badRequest("text must be non-empty")
	case markup.Len(f.text) > maxText:
		return formatted{}, badRequest("%s", tooLong)
	}
	return f, nil
}

func (c *call) caption() (formatted, error) {
	f, err := c.formatted("caption", "caption_entities")
	if err != nil {
		return formatted{}, err
	}
	if markup.Len(f.text) > maxCaption {
		return formatted{}, badRequest("message caption is too long")
	}
	return f, nil
}
