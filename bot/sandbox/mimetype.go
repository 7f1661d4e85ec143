package sandbox

import (
	"mime"
	"net/url"
	"path"
	"strings"
)

// mimeOf gives the type that a phone would name for a file: it goes by the
// name alone, as phones do.
func mimeOf(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".pdf":
		return "application/pdf"
	case ".doc":
		return "application/msword"
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ".xls":
		return "application/vnd.ms-excel"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case ".ppt":
		return "application/vnd.ms-powerpoint"
	case ".pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".webp":
		return "image/webp"
	case ".gif":
		return "image/gif"
	case ".heic":
		return "image/heic"
	case ".mp4":
		return "video/mp4"
	case ".mov":
		return "video/quicktime"
	case ".txt":
		return "text/plain"
	case ".csv":
		return "text/csv"
	case ".html", ".htm":
		return "text/html"
	case ".zip":
		return "application/zip"
	case ".rar":
		return "application/vnd.rar"
	case ".p7s", ".p7m":
		return "application/pkcs7-mime"
	default:
		return "application/octet-stream"
	}
}

// extension is what a file's path ends in.
func extension(name, mimeType string) string {
	ext := strings.ToLower(path.Ext(name))
	for _, r := range strings.TrimPrefix(ext, ".") {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return ""
		}
	}
	if ext == "" && mimeType == "image/jpeg" {
		return ".jpg"
	}
	return ext
}

// showable says whether the page may show a file of that type inside a message.
func showable(mimeType string) bool {
	switch mimeType {
	case "image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4":
		return true
	default:
		return false
	}
}

// disposition makes the header that lets a browser save a file under its name.
func disposition(name string) string {
	if header := mime.FormatMediaType("attachment", map[string]string{"filename": name}); header != "" {
		return header
	}
	return "attachment; filename*=UTF-8''" + url.PathEscape(name)
}
