package intake

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"

	"minhchung/bot/intake/signature/pdf"
)

// encryption is what a PDF says of its standard security handler (ISO 32000-2,
// 7.6.4).
type encryption struct {
	revision   int64
	bits       int64 // of the key
	owner      []byte
	user       []byte
	permission int64
	id         []byte // the file's
	plainMeta  bool
}

// opensFreely says whether an encrypted PDF opens with the empty password, as
// those do that are only kept from being printed or copied.
func opensFreely(v pdf.View) bool {
	value, err := v.Resolve(v.Trailer()["Encrypt"])
	dict, ok := pdf.DictOf(value)
	if err != nil || !ok || dict["Filter"] != pdf.Name("Standard") {
		return false // a certificate, say, is needed
	}
	e := encryption{bits: 40}
	e.revision, _ = dict["R"].(int64)
	e.permission, _ = dict["P"].(int64)
	if bits, ok := dict["Length"].(int64); ok {
		e.bits = bits
	}
	e.owner, e.user = bytesOf(dict["O"]), bytesOf(dict["U"])
	if meta, ok := dict["EncryptMetadata"].(bool); ok {
		e.plainMeta = !meta
	}
	if ids, err := v.Resolve(v.Trailer()["ID"]); err == nil {
		if all, ok := ids.(pdf.Array); ok && len(all) > 0 {
			e.id = bytesOf(all[0])
		}
	}
	return e.opens()
}

func bytesOf(value any) []byte {
	s, _ := value.(pdf.String)
	return s.Bytes
}

// opens tries the empty password.
func (e encryption) opens() bool {
	switch {
	case len(e.user) < 32 || len(e.owner) < 32:
		return false
	case e.revision >= 2 && e.revision <= 4:
		return e.opensOld()
	case len(e.user) < 48:
		return false
	case e.revision == 5:
		sum := sha256.Sum256(e.user[32:40])
		return bytes.Equal(sum[:], e.user[:32])
	case e.revision == 6:
		return bytes.Equal(hardened(e.user[32:40]), e.user[:32])
	}
	return false
}

// padding stands for an empty password (algorithm 2).
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// opensOld checks the password of revisions 2 to 4 (algorithms 2, 4 and 5).
func (e encryption) opensOld() bool {
	length := int(e.bits / 8)
	if e.revision == 2 {
		length = 5
	}
	if length < 5 || length > 16 {
		return false
	}
	seed := append([]byte(padding), e.owner[:32]...)
	seed = binary.LittleEndian.AppendUint32(seed, uint32(e.permission))
	seed = append(seed, e.id...)
	if e.revision >= 4 && e.plainMeta {
		seed = append(seed, 0xFF, 0xFF, 0xFF, 0xFF)
	}
	key := md5.Sum(seed)
	if e.revision == 2 {
		return bytes.Equal(ciphered(key[:length], []byte(padding)), e.user[:32])
	}
	for range 50 {
		key = md5.Sum(key[:length])
	}
	sum := md5.Sum(append([]byte(padding), e.id...))
	check := sum[:]
	for round := range byte(20) {
		turned := make([]byte, length)
		for i := range turned {
			turned[i] = key[i] ^ round
		}
		check = ciphered(turned, check)
	}
	return bytes.Equal(check, e.user[:16])
}

func ciphered(key, content []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(content))
	c.XORKeyStream(out, content)
	return out
}

// hardened is the hash of an empty password in revision 6 (algorithm 2.B).
func hardened(salt []byte) []byte {
	first := sha256.Sum256(salt)
	k := first[:]
	for round := 0; ; round++ {
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		e := bytes.Repeat(k, 64)
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		rest := 0
		for _, b := range e[:16] {
			rest += int(b)
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(e)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(e)
			k = sum[:]
		default:
			sum := sha512.Sum512(e)
			k = sum[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}
