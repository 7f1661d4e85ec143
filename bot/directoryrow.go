package bot

import (
	"fmt"
	"regexp"
)

// departmentID is what may name a department: it stands in buttons, whose data
// is short, and in the names of streams.
var departmentID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

const (
	maxDepartmentID   = 32  // bytes
	maxDepartmentName = 120 // characters
	maxPersonName     = 80
)

// checkRows gives the lines that can be taken, cleaned, and what is wrong with
// the others.
func checkRows(rows []DirectoryRow) (good []DirectoryRow, problems []RowProblem) {
	c := rowChecker{names: map[string]string{}, contacts: map[string]DirectoryRow{}}
	for _, row := range rows {
		row.ID, row.Name, row.Contact = cleanLine(row.ID), cleanLine(row.Name), cleanLine(row.Contact)
		if text := c.check(&row); text != "" {
			problems = append(problems, RowProblem{row.Line, text})
			continue
		}
		good = append(good, row)
	}
	return good, problems
}

// rowChecker compares a line with those before it.
type rowChecker struct {
	names    map[string]string       // departments' names, by id
	contacts map[string]DirectoryRow // by phone number, or by department and name where there is none
}

func (c rowChecker) check(row *DirectoryRow) (problem string) {
	phone, ok := parsePhone(row.Phone)
	name, known := c.names[row.ID]
	switch {
	case !departmentID.MatchString(row.ID) || len(row.ID) > maxDepartmentID:
		return fmt.Sprintf("mã đơn vị %q không hợp lệ: chỉ gồm chữ thường không dấu, số và dấu gạch nối, tối đa %d ký tự", row.ID, maxDepartmentID)
	case row.Name == "":
		return "thiếu tên đơn vị"
	case len([]rune(row.Name)) > maxDepartmentName:
		return fmt.Sprintf("tên đơn vị dài quá %d ký tự", maxDepartmentName)
	case known && name != row.Name:
		return fmt.Sprintf("đơn vị %q có hai tên khác nhau", row.ID)
	case !ok:
		return "số điện thoại không hợp lệ"
	case len([]rune(row.Contact)) > maxPersonName:
		return fmt.Sprintf("tên đầu mối dài quá %d ký tự", maxPersonName)
	}
	row.Phone = phone
	if text := c.checkContact(*row); text != "" {
		return text
	}
	c.names[row.ID] = row.Name
	return ""
}

func (c rowChecker) checkContact(row DirectoryRow) (problem string) {
	key := row.Phone
	if key == "" { // told apart from the department's others by the name
		key = row.ID + "/" + row.Contact
	}
	other, taken := c.contacts[key]
	switch {
	case row.Phone == "" && row.Contact == "":
		return ""
	case taken && other.Contact != row.Contact:
		return fmt.Sprintf("số điện thoại trùng với dòng %d, nhưng tên đầu mối khác", other.Line)
	case taken && other.ID == row.ID:
		return fmt.Sprintf("đầu mối trùng với dòng %d", other.Line)
	}
	c.contacts[key] = row
	return ""
}
