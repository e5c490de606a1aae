"""Measures of the page (GB/T 9704-2012, 5.2 版面), in twips (1/20 point) unless it says points."""

from typing import Final

POINT: Final = 20


def twips(millimetres: float) -> int:
    """Millimetres as twips, to the nearest.

    >>> twips(210), twips(297)
    (11906, 16838)
    """
    return round(millimetres * 1440 / 25.4)


PAGE_WIDTH: Final = twips(210)
PAGE_HEIGHT: Final = twips(297)
TEXT_WIDTH: Final = twips(156)  # 版心 156 mm × 225 mm
TEXT_HEIGHT: Final = twips(225)
TOP: Final = twips(37)  # 天头
LEFT: Final = twips(28)  # 订口
RIGHT: Final = PAGE_WIDTH - LEFT - TEXT_WIDTH
BOTTOM: Final = PAGE_HEIGHT - TOP - TEXT_HEIGHT

LINES: Final = 22
CHARACTERS: Final = 28
LINE: Final = TEXT_HEIGHT // LINES  # 579 twips, 28.95 points
CHARACTER: Final = TEXT_WIDTH / CHARACTERS  # 315.9 twips: three-size characters fill 320

SIZE_TITLE: Final = 22.0  # 二号
SIZE_BODY: Final = 16.0  # 三号
SIZE_SMALL: Final = 14.0  # 四号: imprint and page number
SIZE_TABLE: Final = 12.0  # 小四

# 28 characters of 16 points are 5.8 points wider than the 156 mm they have to stand in, so each
# gives a little of its width. A grid of characters (docGrid linesAndChars) would say the same, but
# LibreOffice gives a character that is wider than its cell two cells.
SQUEEZE: Final = int(CHARACTER - SIZE_BODY * POINT) - 1

MARK_TOP: Final = twips(35)  # 7.2.4: from the top of the text area to the issuer's mark
PAGE_NUMBER_DROP: Final = twips(7)  # 7.5: from the text area down to the dashes
FORM_MARGIN: Final = twips(25)  # above and below a form, which the standard does not rule
RED: Final = "FF0000"


def characters(count: float) -> int:
    """The width of so many three-size characters on the grid, in twips."""
    return round(count * CHARACTER)
