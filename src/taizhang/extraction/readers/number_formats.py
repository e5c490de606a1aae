"""How Word prints the number of a list (编号格式): ST_NumberFormat, ECMA-376 part 1, § 17.18.59."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = (("", "十", "百", "千"), ("", "拾", "佰", "仟"))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_WIDE = str.maketrans({str(digit): chr(0xFF10 + digit) for digit in range(10)})
_MOST = 9999


def _counted(value: int, *, legal: bool = False) -> str:
    """一, 十, 十一, 一百零五: up to thousands."""
    digits, units = (_LEGAL if legal else "零" + _DIGITS[1:]), _UNITS[legal]
    text, zero = "", False
    for place, digit in enumerate(reversed(str(value))):
        if digit == "0":
            zero = bool(text) and not text.startswith("零")
            text = "零" + text if zero else text
        else:
            text = digits[int(digit)] + units[place] + text
    return text[1:] if 10 <= value < 20 and not legal else text


def _positional(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _short_count(value: int) -> str:
    """一 to 九十九 in words, digit by digit from a hundred on."""
    return _counted(value) if value < 100 else _positional(value)


def _letters(value: int) -> str:
    """a … z, aa … zz, aaa: Word repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 20)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


def _circled(value: int) -> str:
    if value <= 20:
        return chr(0x245F + value)
    if value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x32B1 + value - 36) if value <= 50 else str(value)


def _upto(most: int, first: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= most else str(value)


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(_WIDE),
    "decimalFullWidth2": lambda value: str(value).translate(_WIDE),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _upto(20, 0x2474),
    "decimalEnclosedFullstop": _upto(20, 0x2488),
    "ideographEnclosedCircle": _upto(10, 0x3280),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _short_count,
    "chineseCountingThousand": _counted,
    "chineseLegalSimplified": lambda value: _counted(value, legal=True),
    "ideographLegalTraditional": lambda value: _counted(value, legal=True),
    "taiwaneseCounting": _short_count,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "ideographDigital": _positional,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "ideographZodiacTraditional": _sexagenary,
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def format_number(value: int, name: str) -> str:
    """A number of a list as Word prints it; formats of other scripts become Arabic digits.

    >>> format_number(12, "chineseCounting"), format_number(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    known = _FORMATS.get(name, str)
    if value < 1 or value > _MOST:
        return "" if name in {"none", "bullet"} else str(value)
    return known(value)
