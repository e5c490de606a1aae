from __future__ import annotations

import datetime as dt
import re
import unicodedata

# Not allowed in XML, or able to turn the direction of what a reader sees.
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_BROKEN = re.compile("[\ud800-\udfff]")  # half of a character


def clean_text(text: str) -> str:
    """Text that any XML reader takes: line ends as \\n, control characters gone, halves as U+FFFD.

    >>> clean_text("甲\\r\\n乙\\x07")
    '甲\\n乙'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _BROKEN.sub("\ufffd", _DROPPED.sub("", text.replace("\u2029", "\n")))


def one_line(text: str) -> str:
    """The text as one line: every run of blanks and line ends is one blank, none at its ends."""
    return re.sub(r"[ \t\n]+", " ", clean_text(text)).strip()


def paragraphs_of(text: str) -> list[str]:
    """The non-empty lines of a text, without the blanks around them."""
    return [line.strip() for line in clean_text(text).split("\n") if line.strip()]


def text_width(text: str) -> float:
    """The width in characters of the grid: half for Latin letters and digits, one for the others.

    >>> text_width("2026年11月23日")
    7.0
    """
    return sum(_width_of(character) for character in text)


def _width_of(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def chinese_date(day: dt.date) -> str:
    """A date as GB/T 9704-2012, 7.3.5.4 writes it, no zero before a single digit.

    >>> chinese_date(dt.date(2026, 3, 8))
    '2026年3月8日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_limit(moment: dt.datetime) -> str:
    """The end of a term: midnight is the 24th hour of the day that ends.

    >>> chinese_limit(dt.datetime(2026, 12, 1))
    '2026年11月30日24时'
    """
    if moment.hour or moment.minute:
        return chinese_moment(moment)
    return f"{chinese_date((moment - dt.timedelta(days=1)).date())}24时"


def chinese_moment(moment: dt.datetime) -> str:
    """A date with the hour, and the minute if there is one, in the moment's own time zone.

    >>> chinese_moment(dt.datetime(2026, 11, 30, 17, 30))
    '2026年11月30日17时30分'
    """
    minute = f"{moment.minute}分" if moment.minute else ""
    return f"{chinese_date(moment.date())}{moment.hour}时{minute}"
