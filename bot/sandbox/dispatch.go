package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// serveMethod answers /bot<token>/<method>.
func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request) {
	token, name, found := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !found || !strings.Contains(token, ":") {
		answerError(w, &apiError{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	if token != s.options.Token {
		answerError(w, &apiError{Code: http.StatusUnauthorized, Description: "Unauthorized"})
		return
	}
	method, known := s.api.Find(name)
	if !known {
		answerError(w, &apiError{Code: http.StatusNotFound, Description: "Not Found: method not found"})
		return
	}
	c, err := s.readCall(method.Name, r)
	if err != nil {
		answerError(w, err)
		return
	}
	if err := method.Check(c.values, c.files()); err != nil {
		s.dropUploads(c)
		answerError(w, badRequest("%s", err))
		return
	}
	s.touch(method.Name)
	s.answerCall(w, c)
	s.touch(method.Name)
}

// answerCall lets faults and limits have their say, then does what is asked.
func (s *Server) answerCall(w http.ResponseWriter, c *call) {
	chatID, _ := strconv.ParseInt(c.values["chat_id"], 10, 64) // 0 for no chat or a name
	fault := s.faults.take(c.method, chatID)
	if fault != nil && !fault.After {
		s.dropUploads(c)
		s.fail(w, fault)
		return
	}
	if wait := s.limiter.wait(c.method, chatID); wait > 0 {
		s.dropUploads(c)
		answerError(w, tooMany(wait))
		return
	}
	result, err := s.perform(c)
	if err != nil {
		s.dropUploads(c)
	}
	switch {
	case fault != nil:
		s.fail(w, fault)
	case err != nil:
		answerError(w, err)
	default:
		answer(w, result)
	}
}

// perform runs the method. What Telegram has and the sandbox has not is refused honestly.
func (s *Server) perform(c *call) (any, error) {
	switch c.method {
	case "getMe":
		return s.getMe()
	case "getUpdates":
		return s.getUpdates(c)
	case "setWebhook":
		return s.setWebhook(c)
	case "deleteWebhook":
		return s.deleteWebhook(c)
	case "getWebhookInfo":
		return s.getWebhookInfo()
	case "sendMessage":
		return s.sendMessage(c)
	case "sendDocument", "sendPhoto", "sendVideo":
		return s.sendMedia(c)
	case "sendMediaGroup":
		return s.sendMediaGroup(c)
	case "copyMessage":
		return s.copyMessage(c)
	case "forwardMessage":
		return s.forwardMessage(c)
	case "editMessageText":
		return s.editMessageText(c)
	case "editMessageCaption":
		return s.editMessageCaption(c)
	case "editMessageReplyMarkup":
		return s.editMessageReplyMarkup(c)
	case "deleteMessage":
		return s.deleteMessage(c)
	case "sendChatAction":
		return s.sendChatAction(c)
	case "answerCallbackQuery":
		return s.answerCallbackQuery(c)
	case "getFile":
		return s.getFile(c)
	default:
		return s.performSetting(c)
	}
}

func (s *Server) performSetting(c *call) (any, error) {
	switch c.method {
	case "getChat":
		return s.getChat(c)
	case "leaveChat":
		return s.leaveChat(c)
	case "setMyCommands":
		return s.setMyCommands(c)
	case "getMyCommands":
		return s.getMyCommands(c)
	case "deleteMyCommands":
		return s.deleteMyCommands(c)
	case "setMyDescription":
		return s.setDescription(c, "description")
	case "getMyDescription":
		return s.getDescription(c, "description")
	case "setMyShortDescription":
		return s.setDescription(c, "short_description")
	case "getMyShortDescription":
		return s.getDescription(c, "short_description")
	case "setChatMenuButton":
		return s.setChatMenuButton(c)
	case "getChatMenuButton":
		return s.getChatMenuButton(c)
	default:
		return nil, badRequest("method not available in the sandbox")
	}
}

func (s *Server) getMe() (any, error) {
	return struct {
		*User
		CanJoinGroups      bool `json:"can_join_groups"`
		CanReadAll         bool `json:"can_read_all_group_messages"`
		SupportsInline     bool `json:"supports_inline_queries"`
		CanConnectBusiness bool `json:"can_connect_to_business"`
		HasMainWebApp      bool `json:"has_main_web_app"`
	}{User: s.bot(), CanJoinGroups: true}, nil
}

func answer(w http.ResponseWriter, result any) {
	writeJSON(w, http.StatusOK, map[string]any{"ok": true, "result": result})
}

func answerError(w http.ResponseWriter, err error) {
	var e *apiError
	if !errors.As(err, &e) {
		e = &apiError{Code: http.StatusInternalServerError, Description: "Internal Server Error: " + err.Error()}
	}
	body := map[string]any{"ok": false, "error_code": e.Code, "description": e.Description}
	if e.RetryAfter > 0 {
		body["parameters"] = map[string]any{"retry_after": e.RetryAfter}
		w.Header().Set("Retry-After", strconv.Itoa(e.RetryAfter))
	}
	writeJSON(w, e.Code, body)
}

func writeJSON(w http.ResponseWriter, code int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "Internal Server Error: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(data) // a client that is gone cannot be told
}
