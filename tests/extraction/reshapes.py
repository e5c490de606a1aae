"""The same text laid out otherwise: what copying, saving and printing do to a document."""

import re
from collections.abc import Callable

_PAGE = 12


def wrapped(text: str, width: int = 30) -> str:
    """Every line broken at a fixed width, as copied from a printed page."""
    lines = text.split("\n")
    return "\n".join(
        line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width)
    )


def paged(text: str) -> str:
    """A page number after every few lines, in the middle of paragraphs too."""
    lines = wrapped(text, 40).split("\n")
    pages = [lines[at : at + _PAGE] for at in range(0, len(lines), _PAGE)]
    return "\n".join(
        f"{chr(10).join(page)}\n\n— {number} —\n" for number, page in enumerate(pages, start=1)
    )


def indented(text: str) -> str:
    """Two ideographic spaces before every paragraph, blanks between."""
    return "\n\n".join(f"\u3000\u3000{line}" for line in text.split("\n") if line.strip())


def packed(text: str) -> str:
    """No empty lines, every inner blank doubled."""
    return re.sub(r"\n\s*\n", "\n", text).replace(" ", "  ")


RESHAPES: dict[str, Callable[[str], str]] = {
    "as issued": lambda text: text,
    "wrapped": wrapped,
    "paged": paged,
    "indented": indented,
    "packed": packed,
}
