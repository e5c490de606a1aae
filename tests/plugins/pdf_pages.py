"""Places on the pages of a PDF, in millimetres from the lower left corner."""

import shutil
from ctypes.util import find_library
from itertools import islice

import pytest

POINTS_PER_MM = 72 / 25.4
needs_pdf = pytest.mark.skipif(
    not (find_library("pango-1.0") and find_library("pangoft2-1.0") and shutil.which("fc-list")),
    reason="Pango and fontconfig are not installed (scripts/install-browser.sh)",
)


def lines_of(page):
    """The text of the page, line by line."""
    text = page.get_textpage()
    return text.get_text_bounded().replace("\r\n", "\n").split("\n")


def box_of(page, words, *, loose=True):
    """Left, bottom, right, top of the first place of the words."""
    text = page.get_textpage()
    at, count = text.search(words).get_next()
    return _edges([text.get_charbox(at + step, loose=loose) for step in range(count)])


def edges_of(page, count):
    """Left, bottom, right, top of the ink of the first so many characters."""
    text = page.get_textpage()
    drawn = (at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip())
    return _edges([text.get_charbox(at) for at in islice(drawn, count)])


def _edges(boxes):
    sides = zip(*boxes, strict=True)
    return [
        pick(side) / POINTS_PER_MM for pick, side in zip((min, min, max, max), sides, strict=True)
    ]
