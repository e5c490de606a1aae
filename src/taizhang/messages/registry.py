"""What rooms above tell the digest, once in their `AppConfig.ready`: kinds and sources."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.functional import Promise

# Adds what people should hear of that day; called again after a crash, so its keys must repeat.
DigestSource = Callable[[datetime], object]

_kinds: dict[str, str | Promise] = {}
_sources: list[DigestSource] = []


def register_digest_kinds(kinds: Mapping[str, str | Promise]) -> None:
    """Name kinds of matters (临期, 逾期 …); a digest lists them in the order of registration."""
    _kinds.update(kinds)


def digest_kinds() -> dict[str, str | Promise]:
    """The names of the registered kinds, in their order."""
    return dict(_kinds)


def register_digest_source(source: DigestSource) -> None:
    """Ask `source` every day, just before the digests are made."""
    if source not in _sources:
        _sources.append(source)


def ask_digest_sources(*, as_of: datetime) -> None:
    """Let every source add what it has for the day."""
    for source in _sources:
        source(as_of)
