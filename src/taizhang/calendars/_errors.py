"""What the calendar refuses, each with a code for machines and a sentence for people."""

from datetime import date, datetime

from taizhang.calendars.types import Pause


class CalendarError(Exception):
    """A question the calendar cannot answer; `code` for machines, the text for people."""

    code = "calendar"


class NegativeTermError(CalendarError):
    """A term below zero."""

    code = "negative_term"

    def __init__(self, number: int) -> None:
        super().__init__(f"期限“{number}”小于0，请填0或更大的整数。")


class TermRangeError(CalendarError):
    """A term that leaves the years a date can have (0001 to 9999)."""

    code = "term_range"

    def __init__(self, start: date, number: int) -> None:
        way = "起数" if number >= 0 else "往前数"
        super().__init__(
            f"从{start.isoformat()}{way}{abs(number)}个单位，超出了0001年至9999年的范围，请改小期限。"
        )


class OpenPauseError(CalendarError):
    """The due day cannot be known: the count reaches a pause that has no end yet."""

    code = "open_pause"

    def __init__(self, pause: Pause) -> None:
        super().__init__(
            f"自{pause.starts.isoformat()}起暂停计时（{pause.why}），尚未恢复，"
            "到期日还不能确定；恢复计时后再算。"
        )


class PauseOrderError(CalendarError):
    """A pause that ends before it starts."""

    code = "pause_order"

    def __init__(self, starts: date, ends: date) -> None:
        super().__init__(
            f"暂停自{starts.isoformat()}起，却到{ends.isoformat()}止，请核对起止日期。"
        )


class NaiveMomentError(CalendarError):
    """A date-time without a time zone."""

    code = "naive_moment"

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"时间“{moment.isoformat()}”没有时区，无法确定是哪一天。")


class NoticeError(CalendarError):
    """A holiday notice that contradicts itself."""

    code = "notice"
