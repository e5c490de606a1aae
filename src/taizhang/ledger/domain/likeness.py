"""How alike two short Chinese texts are: shared pairs of neighbouring characters (相似度)."""

import re

_NOISE = re.compile(r"[^\w]|_")


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters, punctuation and blanks left out."""
    plain = _NOISE.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset({plain} - {""})


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """0 (nothing shared) to 1 (the same pairs): shared over mean size (Dice)."""
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))
