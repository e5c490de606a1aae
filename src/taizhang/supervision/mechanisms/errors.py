"""What is wrong with a mechanism, in sentences with lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of the check: an error refuses the mechanism, a warning is to be looked at."""

    code: str
    severity: Severity
    line: int  # from 1
    message: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.message}"


class MechanismError(Exception):
    """A mechanism that is refused, with every reason (督办机制不能采用)."""

    code = "bad_mechanism"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("督办机制不能采用：\n" + "\n".join(map(str, self.findings)))
