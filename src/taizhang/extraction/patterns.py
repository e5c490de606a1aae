"""Patterns that are compiled when a text first needs them (正则按需编译).

The grammar has some six hundred patterns and a text meets half of them; compiling all of them
would be most of the start-up of a command that reads one short file.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("finditer", "findall", "fullmatch", "match", "pattern", "search", "split", "sub")


class _Compiled:
    """What is used of a pattern: its bound methods."""

    __slots__ = ("_flags", "_text", *_METHODS)


class _Late(_Compiled):
    """A pattern that nobody has asked for anything yet."""

    __slots__ = ()

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Only called for a method that is not there yet: compile, and be a plain one from now."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        self.__class__ = _Compiled  # type: ignore[assignment]  # same slots
        return getattr(self, name)


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when its first method is asked for.

    >>> late("[0-9]+年").search("到2027年").group()
    '2027年'
    """
    return cast("re.Pattern[str]", _Late(text, flags))
