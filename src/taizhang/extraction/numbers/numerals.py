"""Numerals (数词): width folding and Chinese numbers, tables generated, not typed."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import lru_cache

from ..types import Number

FOLD = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFF01, 0xFF5F), *range(0xFE50, 0xFE6C), 0x3000, 0x301C)
    if len(unicodedata.normalize("NFKC", chr(code))) == 1
}
"""Full-width and small forms (１．, 1﹒) to their ASCII twins, one character for one."""
_FOLD_PAIRS = tuple((chr(code), folded) for code, folded in FOLD.items())

_DIGITS = {
    ch: int(unicodedata.numeric(ch)) for ch in "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖"
} | {"两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_LONGEST = 24  # characters of a Chinese number
CHINESE_DIGITS = "".join(_DIGITS)
CHINESE_NUMERALS = CHINESE_DIGITS + "".join(_SMALL) + "".join(_LARGE)


def fold_width(text: str) -> str:
    """A long text with full-width forms folded; several times as fast as ``translate(FOLD)``.

    >>> fold_width("（２０２６）")
    '(2026)'
    """
    for wide, folded in _FOLD_PAIRS:
        if wide in text:
            text = text.replace(wide, folded)
    return text


@lru_cache(maxsize=1024)
def chinese_integer(text: str) -> int | None:
    """一百二十三 as 123, 二〇二四 as 2024, 万 as 10000; None when it is no number or too long.

    >>> chinese_integer("三千五百"), chinese_integer("二〇二四"), chinese_integer("百")
    (3500, 2024, 100)
    """
    if len(text) > _LONGEST:
        return None
    if text and all(ch in _DIGITS for ch in text):
        return int("".join(str(_DIGITS[ch]) for ch in text))
    total = section = digit = 0
    seen = False
    for ch in text:
        if ch in _DIGITS:
            digit = _DIGITS[ch]
        elif ch in _SMALL:
            section += (digit or (0 if seen and digit == 0 and section == 0 else 1)) * _SMALL[ch]
            digit = 0
        elif ch == "亿":
            total = (total + section + digit or 1) * _LARGE[ch]
            section = digit = 0
        elif ch == "万":
            total += (section + digit or 1) * _LARGE[ch]
            section = digit = 0
        else:
            return None
        seen = seen or ch in _DIGITS
    return total + section + digit if text else None


def multiplier(letters: str) -> int:
    """百万 as 1,000,000; the empty string as 1."""
    product = 1
    for ch in letters:
        product *= _SMALL.get(ch) or _LARGE[ch]
    return product


def number(digits: str, letters: str = "") -> Number:
    """Digits with separators and a multiplier as an exact number, whole ones as int.

    >>> number("8.82", "万"), number("1,200"), number("1.5")
    (88200, 1200, 1.5)
    """
    return simplify(Fraction(digits.replace(",", "")) * multiplier(letters))


def simplify(value: Fraction | int) -> Number:
    """A fraction as int when whole, else as float with six decimals at most."""
    return int(value) if value.denominator == 1 else round(float(value), 6)
