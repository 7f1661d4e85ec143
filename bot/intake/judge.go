package intake

import (
	"bytes"
	"slices"
	"strings"

	"minhchung/flows"
)

// judge says whether a file of the type, whose name ends in ext, can be kept;
// what lies inside has been looked at before.
func judge(mediaType, ext string) flows.Refusal {
	kind, ok := acceptedType(mediaType)
	switch {
	case ok && slices.Contains(kind.extensions, ext), ok && !meaning(ext):
		return flows.RefusedNot
	case ok, promises(ext):
		return flows.RefusedMismatch
	case isProgramType(mediaType):
		return flows.RefusedProgram
	case isScriptType(mediaType), strings.HasPrefix(mediaType, "text/") && isScriptName(ext):
		return flows.RefusedScript
	case isArchiveType(mediaType):
		return flows.RefusedArchive
	}
	return flows.RefusedType
}

// extensionOf gives the ending of a cleaned name, in small letters: ".pdf".
func extensionOf(name string) string {
	_, ext := cutExtension(name)
	return strings.ToLower(ext)
}

// promises says whether an ending stands for one of the accepted types.
func promises(ext string) bool {
	if ext == "" {
		return false
	}
	for _, kind := range acceptedTypes() {
		if slices.Contains(kind.extensions, ext) {
			return true
		}
	}
	return false
}

// meaning says whether an ending tells what a file is: that of "bao-cao.v2"
// does not.
func meaning(ext string) bool {
	return promises(ext) || isProgramName(ext) || isScriptName(ext) || slices.Contains([]string{
		".docm", ".dotm", ".dotx", ".dot", ".xlsm", ".xlsb", ".xltm", ".xltx", ".xlt", ".xlam", ".pptm", ".potx", ".potm", ".ppsx", ".ppsm", ".ppt", ".pps",
		".odp", ".odg", ".rtf", ".txt", ".csv", ".tsv", ".xml", ".json", ".eml", ".msg", ".xps", ".epub",
		".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".cab",
		".gif", ".bmp", ".tif", ".tiff", ".svg", ".ico", ".psd", ".avif", ".mp3", ".wav", ".m4a", ".mov", ".avi", ".mkv", ".wmv", ".webm", ".3gp",
	}, ext)
}

// isProgramName says whether what is called so runs when it is opened.
func isProgramName(ext string) bool {
	return slices.Contains([]string{
		".exe", ".dll", ".scr", ".com", ".cpl", ".msi", ".msp", ".msix", ".pif", ".jar", ".lnk", ".apk", ".app", ".deb", ".rpm", ".elf", ".so", ".sys", ".iso", ".img", ".dmg", ".chm",
	}, ext)
}

func isScriptName(ext string) bool {
	return slices.Contains([]string{
		".bat", ".cmd", ".vbs", ".vbe", ".js", ".jse", ".mjs", ".wsf", ".wsh", ".hta", ".ps1", ".psm1", ".sh", ".py", ".pl", ".rb", ".php", ".lua", ".reg", ".html", ".htm", ".xhtml", ".mht", ".url", ".sct", ".inf", ".scf",
	}, ext)
}

func isProgramType(mediaType string) bool {
	return slices.Contains([]string{
		"application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-object", "application/x-executable",
		"application/x-sharedlib", "application/x-coredump", "application/x-mach-binary", "application/java-archive",
		"application/x-java-applet", "application/vnd.android.package-archive", "application/x-ms-installer",
		"application/x-ms-shortcut", "application/vnd.debian.binary-package", "application/x-rpm", "application/wasm",
		"application/x-chrome-extension", "application/x-bytecode.python", "application/x-shockwave-flash",
		"application/vnd.ms-htmlhelp", "application/x-installshield",
	}, mediaType)
}

func isScriptType(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/x-") ||
		slices.Contains([]string{"text/html", "application/xhtml+xml", "text/javascript"}, mediaType)
}

func isArchiveType(mediaType string) bool {
	return slices.Contains([]string{
		"application/vnd.rar", "application/x-7z-compressed", "application/gzip", "application/x-tar", "application/x-bzip2",
		"application/x-xz", "application/zstd", "application/lzip", "application/x-cpio", "application/x-archive",
		"application/vnd.ms-cab-compressed", "application/x-xar", "application/zlib",
	}, mediaType)
}

// runs says whether a system would run what begins so, whatever follows.
func runs(head []byte) bool {
	return bytes.HasPrefix(head, []byte("MZ")) || bytes.HasPrefix(head, []byte("\x7fELF"))
}

func programType(mediaType string) string {
	if isProgramType(mediaType) {
		return mediaType
	}
	return "application/x-executable"
}
