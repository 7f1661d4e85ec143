package scoring

import "fmt"

// AnswerCode names what is wrong with an answer, for machines.
type AnswerCode string

// The codes of answer errors.
const (
	PartAboveWhole   AnswerCode = "part_above_whole"  // Part, Whole
	WholeZero        AnswerCode = "whole_zero"        // offers "not applicable"
	WholeMissing     AnswerCode = "whole_missing"     // neither given nor in the general information
	WholeContradicts AnswerCode = "whole_contradicts" // Whole given, Want the edition's
	NotWholeNumber   AnswerCode = "not_whole_number"  // Got
	Negative         AnswerCode = "negative"          // Got
	PercentRange     AnswerCode = "percent_range"     // Got
	Depends          AnswerCode = "depends"           // Option, Needs: their labels
	UnknownOption    AnswerCode = "unknown_option"    // Option: its id
	WrongShape       AnswerCode = "wrong_shape"       // Form: what the rule takes
)

// AnswerError says why an answer gives no points. Input is the id of the
// input that is wrong, where there are several.
type AnswerError struct {
	Code  AnswerCode
	Input string

	Part, Whole, Got, Want Number
	Option, Needs          string
	Form                   string
}

// Error is Message.
func (e *AnswerError) Error() string { return e.Message() }

// Message says it to a person, in Vietnamese.
func (e *AnswerError) Message() string {
	switch e.Code {
	case PartAboveWhole:
		return fmt.Sprintf("Số đạt (%s) lớn hơn tổng số (%s). Xin kiểm tra và nhập lại.", e.Part, e.Whole)
	case WholeZero:
		return "Tổng số bằng 0 nên không tính được tỉ lệ. Nếu đơn vị không có đối tượng để đánh giá, xin đề nghị không đánh giá tiêu chí này."
	case WholeMissing:
		return "Chưa có tổng số. Xin nhập tổng số hoặc bổ sung thông tin chung."
	case WholeContradicts:
		return fmt.Sprintf("Tổng số của tiêu chí này là %s, không phải %s.", e.Want, e.Whole)
	case NotWholeNumber:
		return fmt.Sprintf("Số lượng phải là số nguyên, không phải %s.", e.Got)
	case Negative:
		return fmt.Sprintf("Số lượng không được nhỏ hơn 0 (đã nhập %s).", e.Got)
	case PercentRange:
		return fmt.Sprintf("Tỉ lệ phải từ 0%% đến 100%% (đã nhập %s%%).", e.Got)
	case Depends:
		return fmt.Sprintf("“%s” chỉ được tính khi có “%s”.", e.Option, e.Needs)
	case UnknownOption:
		return fmt.Sprintf("Không có phương án “%s”.", e.Option)
	case WrongShape:
		if e.Form == "" {
			return "Câu trả lời không đúng dạng của tiêu chí này."
		}
		return "Câu trả lời không đúng dạng của tiêu chí này; cần " + e.Form + "."
	}
	return "Câu trả lời không hợp lệ (" + string(e.Code) + ")."
}
