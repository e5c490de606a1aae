"""Errors of operations on runs: a code for machines, a sentence for people."""


class RunError(Exception):
    """An operation on a run was refused (办理被拒绝); `field` names the input at fault."""

    code = "run_refused"

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class RunNotAllowedError(RunError):
    """The person may not do that with this run (无权办理)."""


class RunStateError(RunError):
    """The run does not stand where this could be done (状态不对)."""


class VersionChangedError(RunError):
    """The scheme is another version than the run was computed with (办法版本不同)."""


class CorrectionError(RunError):
    """A cell cannot be corrected so (更正有误)."""


class QuestionTooLargeError(RunError):
    """A question would keep the page waiting for too long (一次算得太多)."""
