"""Characters as fonts give them away (字符还原): radicals, compatibility forms, ligatures.

PDF and OFD files often name a glyph by a character that only looks like the one meant: ⼀ for 一,
⻓ for 长. Full-width forms stay: they are what the author typed.
"""

from __future__ import annotations

import unicodedata
from importlib.resources import files

import yaml

_FOLDED = (
    (0x2F00, 0x2FD5),  # Kangxi radicals
    (0x2E9F, 0x2E9F),
    (0x2EF3, 0x2EF3),
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x2F800, 0x2FA1F),
    (0xFB00, 0xFB06),  # Latin ligatures
)
UNKNOWN = "\ufffd"


def _load_table() -> dict[str, str]:
    data = (files(__package__) / "radicals.yaml").read_bytes()
    table: dict[str, str] = yaml.safe_load(data)
    for first, last in _FOLDED:
        for code in range(first, last + 1):
            table[chr(code)] = unicodedata.normalize("NFKC", chr(code))
    return table


_TABLE = _load_table()  # now: a sealed reader can open nothing later


def restore_character(text: str) -> str:
    """The character meant by one that a font gave away; a ligature becomes its letters.

    >>> restore_character("⼯"), restore_character("⻓"), restore_character("ﬁ")
    ('工', '长', 'fi')
    """
    return _TABLE.get(text, text) if text > "\u2e80" else text


def is_private(text: str) -> bool:
    """Whether a character means something in its own font only."""
    return unicodedata.category(text) == "Co"
