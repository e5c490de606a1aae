"""The known name most like a printed one (相近名称), quickly among many."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

_ALIKE = 0.7


class AlikeNames:
    """Known names, to be asked which is most like another.

    The answer is that of `difflib.get_close_matches`; only names that share enough characters to
    reach its threshold are handed to it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(names))
        self._holding: dict[tuple[str, int], list[int]] = defaultdict(list)
        for place, name in enumerate(self._names):
            for character in _counted(name):
                self._holding[character].append(place)

    def find(self, name: str) -> str | None:
        """The name most alike, or None where none is alike enough."""
        shared: Counter[int] = Counter()
        for character in _counted(name):
            shared.update(self._holding.get(character, ()))
        near = [
            self._names[place]
            for place, number in sorted(shared.items())
            if 2 * number / (len(name) + len(self._names[place])) >= _ALIKE
        ]
        return next(iter(get_close_matches(name, near, n=1, cutoff=_ALIKE)), None)


def _counted(name: str) -> Iterator[tuple[str, int]]:
    """The characters of a name, the second of a kind apart from the first."""
    seen: Counter[str] = Counter()
    for character in name:
        seen[character] += 1
        yield character, seen[character]
