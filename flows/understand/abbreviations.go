package understand

// expand writes out the abbreviations of office and chat, folded. A word that
// is none stays as it is.
func expand(word string) string {
	if long := expandChat(word); long != "" {
		return long
	}
	for _, known := range []func(string) string{expandOffice, expandAgency, expandPaper} {
		if long := known(word); long != "" {
			return long
		}
	}
	return word
}

// expandChat knows what people shorten when they type on a phone.
func expandChat(word string) string {
	switch word {
	case "ko", "k", "hok", "khg", "hem", "kg", "hoong", "khum":
		return "khong"
	case "dc", "dk", "duocj":
		return "duoc"
	case "j", "gj":
		return "gi"
	case "trc":
		return "truoc"
	case "bn", "bnh", "bnhieu":
		return "bao nhieu"
	case "ntn":
		return "nhu the nao"
	case "tn":
		return "the nao"
	case "r", "roy", "rui":
		return "roi"
	case "z", "v":
		return "vay"
	case "wa":
		return "qua"
	case "tep", "files":
		return "file"
	case "vs":
		return "voi"
	case "mk", "mik":
		return "minh"
	case "ng":
		return "nguoi"
	case "nhiu":
		return "nhieu"
	}
	return expandSlang(word)
}

func expandSlang(word string) string {
	switch word {
	case "lm":
		return "lam"
	case "bik", "bit":
		return "biet"
	case "thik":
		return "thich"
	case "cx":
		return "cung"
	case "ib":
		return "nhan tin"
	case "mn":
		return "moi nguoi"
	case "pls", "plz":
		return "please"
	}
	return ""
}

// expandOffice knows the index's own abbreviations.
func expandOffice(word string) string {
	switch word {
	case "bcd", "bcdao":
		return "ban chi dao"
	case "cds":
		return "chuyen doi so"
	case "cntt":
		return "cong nghe thong tin"
	case "dvc":
		return "dich vu cong"
	case "dvctt":
		return "dich vu cong truc tuyen"
	case "tthc":
		return "thu tuc hanh chinh"
	case "qd":
		return "quyet dinh"
	case "vb":
		return "van ban"
	case "vbcd":
		return "van ban chi dao"
	case "cv":
		return "cong van"
	case "mc":
		return "minh chung"
	case "tc":
		return "tieu chi"
	case "sdt", "dthoai":
		return "so dien thoai"
	case "dt", "dtdd":
		return "dien thoai"
	case "sl":
		return "so lieu"
	case "bc", "bcao":
		return "bao cao"
	}
	return ""
}

// expandPaper knows what papers and numbers are shortened to.
func expandPaper(word string) string {
	switch word {
	case "gm":
		return "giay moi"
	case "kl":
		return "ket luan"
	case "kh":
		return "ke hoach"
	case "cks":
		return "chu ky so"
	case "ttdt":
		return "thong tin dien tu"
	case "tt":
		return "thong tin"
	case "tttt":
		return "thong tin truyen thong"
	case "stttt":
		return "so thong tin truyen thong"
	case "ttc":
		return "thong tin chung"
	case "cbccvc", "cbccvcnld":
		return "can bo cong chuc vien chuc"
	case "ccvc":
		return "cong chuc vien chuc"
	case "cbcc":
		return "can bo cong chuc"
	case "nld":
		return "nguoi lao dong"
	}
	return ""
}

// expandAgency knows the offices' abbreviations, and their systems'.
func expandAgency(word string) string {
	switch word {
	case "attt", "atttm":
		return "an toan thong tin"
	case "cqdt":
		return "chinh quyen dien tu"
	case "paht", "pakn":
		return "phan anh hien truong"
	case "csdl":
		return "co so du lieu"
	case "hs":
		return "ho so"
	case "dv", "dvi":
		return "don vi"
	case "ld":
		return "lanh dao"
	case "td", "tdinh":
		return "tham dinh"
	case "bs", "bsung":
		return "bo sung"
	case "hd", "hdan":
		return "huong dan"
	case "tk":
		return "tai khoan"
	case "tthop":
		return "tong hop"
	case "ubnd":
		return "uy ban nhan dan"
	case "ht", "hthong":
		return "he thong"
	case "pm":
		return "phan mem"
	case "dtdm":
		return "dien toan dam may"
	case "tslcd":
		return "truyen so lieu chuyen dung"
	}
	return ""
}
