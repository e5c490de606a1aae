"""How a workbook prints its numbers (数字格式): percentages and units that only the format holds.

0.55 in a cell formatted as ``0%`` is printed 55%; 3 formatted as ``0"家"`` is printed 3家. Dates
need nothing of this; thousands separators and colours change no number.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from .ooxml import Element, Package

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {9: "0%", 10: "0.00%"}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DECIMALS = re.compile(r"\.([0#]+)")
_AROUND = re.compile(r"^((?:\"[^\"]*\"|\\.)*)[^\"\\]*?((?:\"[^\"]*\"|\\.)*)$")
_QUOTED = re.compile(r"[\"\\]")
_PLACE = re.compile(r"_.|\*.|\[[^\]]*\]")

Formats = dict[tuple[int, int], str]
"""Row and column (from 0) of a cell to its number format, where that is worth knowing."""


def cell_formats(package: Package, sheet: str) -> Formats:
    """The formats of the cells of a sheet part that print more than the number."""
    styles = _style_formats(package)
    if not any(styles):
        return {}
    found: Formats = {}
    for cell in package.elements(sheet, _S + "c"):
        place = _REFERENCE.fullmatch(cell.get("r", ""))
        style = cell.get("s", "0")
        form = styles[int(style)] if style.isdigit() and int(style) < len(styles) else ""
        if place and form:
            found[int(place[2]) - 1, _column(place[1])] = form
        cell.clear()
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _style_formats(package: Package) -> list[str]:
    """The format of each cell style, "" where it prints the bare number."""
    main = next(iter(package.relations("", "officeDocument")), "")
    part = next(iter(package.relations(main, "styles")), "")
    if not part:
        return []
    root = package.root(part)
    own = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter(_S + "numFmt")
    }
    styles = root.find(_S + "cellXfs")
    return [_worth(style, own) for style in styles] if styles is not None else []


def _worth(style: Element, own: dict[str, str]) -> str:
    number = style.get("numFmtId", "0")
    built_in = _BUILT_IN.get(int(number), "") if number.isdigit() else ""
    form = _PLACE.sub("", own.get(number, built_in)).split(";")[0]
    return form if "%" in form or (_QUOTED.search(form) and re.search("[0#]", form)) else ""


def number_text(number: float, form: str) -> str:
    """A number as the format prints it; without one, up to 15 digits as Excel shows them.

    >>> number_text(0.125, "0%"), number_text(3.0, '0"家"'), number_text(0.1 + 0.2, "")
    ('13%', '3家', '0.3')
    """
    exact = Decimal(f"{number:.15g}")
    if not form:
        return _plain(exact)
    if "%" in form:
        decimals = _DECIMALS.search(form)
        places = len(decimals[1]) if decimals else 0
        shown = (exact * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return f"{shown:f}%"
    around = _AROUND.match(form)
    before, after = (_unquoted(around[1]), _unquoted(around[2])) if around else ("", "")
    return f"{before}{_plain(exact)}{after}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unquoted(text: str) -> str:
    return re.sub(r"\"([^\"]*)\"|\\(.)", lambda found: found[1] or found[2] or "", text)
