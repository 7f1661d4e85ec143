package sandbox

import (
	"encoding/json"
	"regexp"
	"strconv"
	"unicode/utf8"
)

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

// scopeKey names a scope and language of the command menu.
func (c *call) scopeKey() (string, error) {
	var scope struct {
		Type   string      `json:"type"`
		ChatID json.Number `json:"chat_id"`
	}
	if err := c.decode("scope", &scope); err != nil {
		return "", badRequest("can't parse BotCommandScope JSON object")
	}
	language := c.values["language_code"]
	if language != "" && len(language) != 2 {
		return "", badRequest("invalid language code specified")
	}
	switch scope.Type {
	case "", "default":
		return "default|" + language, nil
	case "all_private_chats", "all_group_chats", "all_chat_administrators":
		return scope.Type + "|" + language, nil
	case "chat":
		if scope.ChatID == "" {
			return "", badRequest("can't parse BotCommandScope: chat_id is empty")
		}
		return chatScope(scope.ChatID.String()) + "|" + language, nil
	default:
		return "", badRequest("can't parse BotCommandScope: unsupported type specified")
	}
}

func chatScope(id string) string { return "chat " + id }

func (s *Server) setMyCommands(c *call) (any, error) {
	key, err := c.scopeKey()
	if err != nil {
		return nil, err
	}
	var commands []Command
	if err := c.decode("commands", &commands); err != nil {
		return nil, badRequest("%s", err)
	}
	if len(commands) > 100 {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, command := range commands {
		if !commandName.MatchString(command.Command) {
			return nil, badRequest("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(command.Description); n < 1 || n > 256 {
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	return true, s.change(func() error {
		s.state.settings.Commands[key] = commands
		s.keepSettings()
		s.emit(0, "commands", nil)
		return nil
	})
}

func (s *Server) getMyCommands(c *call) (any, error) {
	key, err := c.scopeKey()
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Command{}, s.state.settings.Commands[key]...), nil
}

func (s *Server) deleteMyCommands(c *call) (any, error) {
	key, err := c.scopeKey()
	if err != nil {
		return nil, err
	}
	return true, s.change(func() error {
		delete(s.state.settings.Commands, key)
		s.keepSettings()
		s.emit(0, "commands", nil)
		return nil
	})
}

// Commands gives the menu that a person sees: the narrowest scope that has
// one, in the person's language before all others.
func (s *Server) Commands(person int64) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	language := ""
	if p := s.person(person); p != nil {
		language = p.Language
	}
	for _, scope := range []string{chatScope(strconv.FormatInt(person, 10)), "all_private_chats", "default"} {
		for _, lang := range []string{language, ""} {
			if commands := s.state.settings.Commands[scope+"|"+lang]; len(commands) > 0 {
				return append([]Command{}, commands...)
			}
		}
	}
	return []Command{}
}

// setDescription keeps the bot's description or short description.
func (s *Server) setDescription(c *call, kind string) (any, error) {
	text := c.values[kind]
	longest := 512
	if kind == "short_description" {
		longest = 120
	}
	if utf8.RuneCountInString(text) > longest {
		return nil, badRequest("%s is too long", kind)
	}
	return true, s.change(func() error {
		s.state.settings.Descriptions[kind+"|"+c.values["language_code"]] = text
		s.keepSettings()
		s.emit(0, "description", nil)
		return nil
	})
}

func (s *Server) getDescription(c *call, kind string) (any, error) {
	return map[string]string{kind: s.description(kind, c.values["language_code"])}, nil
}

func (s *Server) description(kind, language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text := s.state.settings.Descriptions[kind+"|"+language]; text != "" {
		return text
	}
	return s.state.settings.Descriptions[kind+"|"]
}

func (s *Server) setChatMenuButton(c *call) (any, error) {
	id, err := c.number("chat_id", 0)
	if err != nil {
		return nil, badRequest("chat not found")
	}
	button := struct {
		Type string `json:"type"`
	}{Type: "default"}
	if err := c.decode("menu_button", &button); err != nil {
		return nil, badRequest("%s", err)
	}
	switch button.Type {
	case "default", "commands", "web_app":
	default:
		return nil, badRequest("can't parse menu button: MenuButton has unsupported type")
	}
	raw := json.RawMessage(c.values["menu_button"])
	if len(raw) == 0 {
		raw = json.RawMessage(`{"type":"default"}`)
	}
	return true, s.change(func() error {
		s.state.settings.MenuButtons[id] = raw
		s.keepSettings()
		return nil
	})
}

func (s *Server) getChatMenuButton(c *call) (any, error) {
	id, err := c.number("chat_id", 0)
	if err != nil {
		return nil, badRequest("chat not found")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, at := range []int64{id, 0} {
		if raw := s.state.settings.MenuButtons[at]; len(raw) > 0 {
			return raw, nil
		}
	}
	return map[string]string{"type": "commands"}, nil
}

func (s *Server) getChat(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, err := c.number("chat_id", 0)
	if err != nil || s.state.chats[id] == nil {
		return nil, badRequest("chat not found")
	}
	return struct {
		Chat
		AccentColor   int `json:"accent_color_id"`
		MaxReactions  int `json:"max_reaction_count"`
		AcceptedGifts any `json:"accepted_gift_types"`
	}{Chat: s.describe(s.state.chats[id]), MaxReactions: 11, AcceptedGifts: struct{}{}}, nil
}

func (s *Server) leaveChat(c *call) (any, error) {
	return true, s.change(func() error {
		from, err := s.reach(c)
		if err != nil {
			return err
		}
		if from.Type == "private" {
			return badRequest("chat member status can't be changed in private chats")
		}
		from.Left = true
		s.keepChat(from)
		return nil
	})
}
