"""Guarded patterns (先查后配): an expensive pattern is tried only where its core stands.

Python's engine skips to the first characters of a pattern that begins with a letter, a class or
words; a pattern that opens with a look behind or an option is tried at every position instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .patterns import late


class Guarded:
    """A pattern with its core: what each match must hold, cheap to find.

    ``reach``: the most characters of a match that can stand before its core, so that it is tried
    only there; without it a text that holds the core is searched from its beginning. A pattern
    given as text is compiled when its core is first met (`patterns.late`).
    """

    __slots__ = ("_core", "_reach", "pattern")

    def __init__(self, core: str, pattern: re.Pattern[str] | str, reach: int | None = None) -> None:
        self._core = late(core)
        self.pattern = late(pattern) if isinstance(pattern, str) else pattern
        self._reach = reach

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches between two points, as the pattern alone would find them.

        >>> years = Guarded("年", re.compile(r"(?<!\\d)\\d{4}年"), 4)
        >>> [found[0] for found in years.finditer("到2027年建成", 0, 8)]
        ['2027年']
        """
        core = self._core.search(text, start, end)
        if core is None:
            return iter(())
        if self._reach is None:
            return self.pattern.finditer(text, start, end)
        return self._near(core, self._reach, text, start, end)

    def _near(
        self, core: re.Match[str] | None, reach: int, text: str, start: int, end: int
    ) -> Iterator[re.Match[str]]:
        match = self.pattern.match
        while core is not None:
            at = core.start()
            for first in range(max(start, at - reach), at + 1):
                found = match(text, first, end)
                if found is not None:
                    yield found
                    start = found.end()
                    break
            core = self._core.search(text, max(start, at + 1), end)
