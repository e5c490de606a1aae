"""Errors of operations of supervision: a code for machines, a sentence for people."""

from collections.abc import Sequence

from taizhang.ledger.domain.errors import ActInputError, TaskStateError


class MechanismMissingError(Exception):
    """No version of a mechanism is in force on that day (没有有效的机制)."""

    code = "mechanism_missing"


class RegimeMissingError(Exception):
    """There is no light regime of that key (没有这个亮灯办法)."""

    code = "regime_missing"


class PracticeError(Exception):
    """The office's practice cannot be changed like this (督查口径被拒绝)."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class NoticeInputError(Exception):
    """A holiday notice cannot be entered like this (放假安排被拒绝); `findings`: all sentences."""

    code = "notice_input"

    def __init__(self, findings: list[str]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


class RecheckError(Exception):
    """A re-check cannot be opened or answered like this (复核抽查被拒绝)."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class NotOwedError(TaskStateError):
    """What a report answers is not, or no longer, owed (不用报)."""

    code = "not_owed"


class SecondLookError(ActInputError):
    """A report looks wrong and was not confirmed (请核对): last month's words, a lower figure."""

    code = "second_look"

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences), field="confirm")
        self.sentences = tuple(sentences)


class ReviewGoneError(TaskStateError):
    """A report was reviewed, or replaced by another, before this review (已审核)."""

    code = "review_gone"
