"""Errors of operations on bulletins: a code for machines, a sentence for people."""


class BulletinError(Exception):
    """An operation on a bulletin was refused (通报操作被拒绝); `field` names the input at fault."""

    code = "bulletin_refused"

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class PeriodError(BulletinError):
    """A text that names no period (期间写法不对)."""


class BulletinNotAllowedError(BulletinError):
    """The person may not do that with this bulletin (无权办理)."""


class BulletinStateError(BulletinError):
    """The bulletin does not stand where this could be done (状态不对)."""


class BulletinChangedError(BulletinError):
    """The bulletin is another one than the person saw (通报已有变化)."""
