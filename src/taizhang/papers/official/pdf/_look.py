"""The style sheet: the styles of the Word file said in CSS, and the rules of `paper.css`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .. import _measures as measure
from .._fonts import OTHER_NAMES
from .._styles import STYLES, Font, Style
from ._nodes import points

# Free fonts that stand in where the official ones are missing; the last two hold every character
# of the common use, so that a glyph the others lack comes from them.
_FREE = {
    Font.TITLE: ("Source Han Serif SC", "Noto Serif CJK SC"),
    Font.BODY: ("FandolFang", "Source Han Serif SC", "Noto Serif CJK SC"),
    Font.KAI: ("FandolKai", "AR PL UKai CN", "LXGW WenKai", "Noto Serif CJK SC"),
    Font.HEI: ("FandolHei", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    Font.SONG: ("FandolSong", "Source Han Serif SC"),
}
_LAST = ("Noto Serif CJK SC", "Noto Sans CJK SC", "serif")
_SIDES = {"both": "justify"}


@cache
def style_sheet() -> str:
    """Rules for every style, then those of the page."""
    rules = [_rule(style) for style in STYLES]
    rules.append(f".Kai{{font-family:{families(Font.KAI)}}}")
    rules.append(f"@page{{font-family:{families(Font.SONG)}}}")
    return "\n".join(rules) + files(__package__).joinpath("paper.css").read_text("utf-8")


def families(font: Font) -> str:
    """The font by its official name, by its other names, then what may stand in."""
    others = [name.strip() for name in OTHER_NAMES[font].split(",")]
    names = dict.fromkeys([str(font), *others, *_FREE[font], *_LAST])
    return ",".join(name if name == "serif" else f'"{name}"' for name in names)


def _rule(style: Style) -> str:
    squeezed = measure.SQUEEZE if style.size == measure.SIZE_BODY else 0
    said = {
        "font-family": families(style.font),
        "font-size": f"{style.size:g}pt",
        "font-weight": "bold" if style.bold else "normal",
        "letter-spacing": points(squeezed),
        "line-height": points(style.line) if style.line else "normal",
        "min-height": points(style.line),
        "text-align": _SIDES.get(style.align, style.align),
        "text-indent": points(measure.characters(style.indent)),
        "color": f"#{style.colour}" if style.colour else "#000",
        "break-after": "avoid" if style.keep else "auto",
    }
    return f".{style.key}{{{';'.join(f'{name}:{value}' for name, value in said.items())}}}"
