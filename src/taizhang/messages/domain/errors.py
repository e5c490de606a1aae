"""What goes wrong with messages (消息的错误)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class MessageError(Exception):
    """An operation on messages is refused; `code` is for machines, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class UnknownKindError(MessageError):
    """A notice of a kind that no room has registered."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(
            "digest_kind_unknown",
            _("没有登记过名为“%(kinds)s”的提醒类别；请先登记类别的名称。")
            % {"kinds": "、".join(kinds)},
        )
