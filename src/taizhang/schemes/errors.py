"""What a scheme refuses, each with a code for machines and sentences for people."""

from dataclasses import dataclass

_MOST = 50  # sentences shown


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong thing in an input (输入的问题) and where it stands.

    `row` counts from 1 with the header, as a spreadsheet shows it; 0: the whole file. `column`
    is the column's name; `value` what stands there.
    """

    row: int
    column: str
    value: str
    message: str

    def sentence(self, file: str) -> str:
        """The sentence for people, the place first."""
        place = f"{file}：" + (f"第 {self.row} 行" if self.row else "")
        if self.column:
            place += f"“{self.column}”列"
        if self.value:
            place += f"的值“{self.value}”："
        elif self.row > 1 and self.column:
            place += "是空的："
        elif self.row or self.column:
            place += "："
        return place + self.message


class SchemeError(Exception):
    """A scheme cannot be computed (不能计算)."""

    code = "scheme"


class UnknownSchemeError(SchemeError):
    """No scheme has this name (没有这个办法)."""

    code = "unknown_scheme"


class BadSettingError(SchemeError):
    """A parameter that is unknown, missing or cannot have this value (参数有误)."""

    code = "bad_setting"


class NotInForceError(SchemeError):
    """The scheme or a parameter is not in force on the day (未施行或已失效)."""

    code = "not_in_force"


class EngineError(SchemeError):
    """The engine that was asked for cannot compute this scheme here (引擎不可用)."""

    code = "engine"


class ResultTooLargeError(SchemeError):
    """A number that comes out larger than a table can hold (结果过大)."""

    code = "result_too_large"


class OutputError(SchemeError):
    """A result that cannot be written in this form (结果写不出)."""

    code = "output"


class InputRefusedError(SchemeError):
    """The input has errors; nothing was computed (输入有误): a sentence a line."""

    code = "input_refused"

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems
        shown = [problem.sentence(file) for problem in problems[:_MOST]]
        if len(problems) > _MOST:
            shown.append(f"{file}：还有 {len(problems) - _MOST} 处，未一一列出。")
        super().__init__("\n".join(shown))
