package flowtest

import (
	"fmt"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
)

// look sets what intake sees of a file, as a transcript writes it:
//
//	FILE qd.pdf {signature=valid; signed_as=deputy; number=12/QĐ-SYT; date=2023-02-15; issuer=Sở Y tế}
func look(found *flows.Found, said string) error {
	if said == "" {
		return nil
	}
	facts := scoring.DocumentFacts{}
	for _, part := range strings.Split(said, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "signature":
			found.Signature = scoring.SignatureState(value)
		case "by":
			found.SignedBy = value
		case "signed_as":
			facts.SignedAs = scoring.Capacity(value)
		case "number":
			facts.Number = value
		case "date":
			date, err := scoring.ParseDate(value)
			if err != nil {
				return err
			}
			facts.Date = date
		case "issuer":
			facts.Issuer = value
		case "subject":
			facts.Subject = value
		case "type":
			facts.Type = value
		case "position":
			facts.Position = value
		case "signer":
			facts.Signer = value
		case "each":
			if err := signatures(found, value); err != nil {
				return err
			}
		case "classified":
			found.Classified = flows.Classification(value)
		case "elsewhere":
			found.Elsewhere = strings.Split(value, ",")
		case "blob":
			found.Blob = strings.Repeat(value, 64)[:64]
		case "scan":
			found.Reading = scoring.ReadingNoText
		case "unread":
			found.Reading = scoring.ReadingUnread
		case "pending":
			found.Scan = scoring.ScanPending
		case "refused":
			found.Refused = flows.Refusal(value)
		case "members":
			addMembers(found, value)
		default:
			return fmt.Errorf("intake sees no %q", name)
		}
	}
	if facts != (scoring.DocumentFacts{}) {
		found.Document = &facts
	}
	return nil
}

// signatures sets each signature, as a transcript writes them: who, where, when
// by the signer's clock, the outcome and its reason.
//
//	FILE qd.pdf {signature=undetermined; each=Trần Văn Bình/Sở Y tế/2023-02-15 09:12/undetermined/unknown_root | …}
func signatures(found *flows.Found, said string) error {
	for one := range strings.SplitSeq(said, "|") {
		part := strings.Split(strings.TrimSpace(one), "/")
		if len(part) != 5 {
			return fmt.Errorf("a signature has five parts: %q", one)
		}
		at, err := time.ParseInLocation("2006-01-02 15:04", part[2], scoring.Zone)
		if err != nil {
			return fmt.Errorf("the time of a signature: %w", err)
		}
		found.Signatures = append(found.Signatures, scoring.SignatureFacts{
			By: part[0], Organisation: part[1], Time: at, Outcome: scoring.SignatureState(part[3]), Reason: part[4],
		})
	}
	return nil
}

// addMembers sets the files of an archive, as a transcript writes them: with
// their folders, and with what is wrong with them.
//
//	FILE tap.zip {members=I.2.2/giay-moi.pdf | anh.jpg | cai-dat.exe!program}
func addMembers(found *flows.Found, said string) {
	for i, member := range strings.Split(said, "|") {
		path, why, _ := strings.Cut(strings.TrimSpace(member), "!")
		slash := strings.LastIndexByte(path, '/')
		m := upload("FILE", path[slash+1:], "", fmt.Sprintf("%sa%d", strings.TrimLeft(found.Blob, "0"), i)).Found
		m.Folder, m.Scan, m.Signature = path[:max(slash, 0)], found.Scan, found.Signature
		if strings.HasPrefix(why, "mat") {
			m.Classified = flows.Classification(why)
		} else {
			m.Refused = flows.Refusal(why)
		}
		found.Members = append(found.Members, *m)
	}
}
