package scoring_test

import (
	"errors"
	"strings"
	"testing"

	"minhchung/scoring"
)

func TestProfileTakesWhatIsRight(t *testing.T) {
	var p scoring.Profile
	for _, test := range []struct{ field, value, want string }{
		{"name", "  Sở   Y tế ", "Sở Y tế"},
		{"name", "So\u031b\u0309 Y te\u0302\u0301", "Sở Y tế"},
		{"website", "syt.thuathienhue.gov.vn", "syt.thuathienhue.gov.vn"},
		{"website", "https://syt.thuathienhue.gov.vn/trang-chu?p=1", "https://syt.thuathienhue.gov.vn/trang-chu?p=1"},
		{"civil_servants", "80", "80"},
		{"procedures", "0", "0"},
		{"civil_servants", "", ""},
	} {
		if err := p.Set(test.field, test.value); err != nil || p.Get(test.field) != test.want {
			t.Errorf("%s %q: %v, holds %q", test.field, test.value, err, p.Get(test.field))
		}
	}
	if !p.HasNoProcedures() {
		t.Error("0 procedures are none")
	}
	if _, known := p.Count("civil_servants"); known {
		t.Error("a count that was taken back is still known")
	}
}

func TestProfileRefusesWhatIsWrong(t *testing.T) {
	var p scoring.Profile
	for _, test := range []struct {
		field, value string
		want         scoring.ProfileErrorCode
	}{
		{"colour", "red", scoring.FieldUnknown},
		{"civil_servants", "eighty", scoring.FieldNotCount},
		{"civil_servants", "-1", scoring.FieldNotCount},
		{"civil_servants", "1.5", scoring.FieldNotCount},
		{"civil_servants", "10000000000", scoring.FieldTooLarge},
		{"website", "không có", scoring.FieldNotURL},
		{"website", "ftp://syt.vn", scoring.FieldNotURL},
		{"website", "syt", scoring.FieldNotURL},
		{"name", strings.Repeat("Sở ", 200), scoring.FieldTooLong},
	} {
		var wrong *scoring.ProfileError
		if err := p.Set(test.field, test.value); !errors.As(err, &wrong) || wrong.Code != test.want || wrong.Field != test.field {
			t.Errorf("%s %q: %v, want %s", test.field, test.value, err, test.want)
		}
	}
	if (p != scoring.Profile{}) {
		t.Errorf("something was kept: %+v", p)
	}
}
