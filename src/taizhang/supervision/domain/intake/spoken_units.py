"""Units named in running text (行文中的单位): 由市住建局牵头，市财政局配合.

Only names that are registered are found, the longest that fits; what follows or precedes a chain
of names says its role.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from taizhang.ledger.enums import UnitRole
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Region

from .minutes import Named

_START = re.compile(
    r"(?:^|(?<=[、，,；;。：:（(\s])|(?<=[由请和与及并同交商])|(?<=责成)|(?<=督促)|(?<=要求)"
    r"|(?<=通知)|(?<=[一二三四五六七八九]是))(?=[\u4e00-\u9fff])"
)
_ENDS = frozenset("局委办部院厅处心团司府会社校所站行队室县区市镇乡街办协联馆")
_MOST = 20
_WITH = re.compile(r"(?:会同|会商|协同|联合|商)$")
_AFTER = re.compile(
    r"(?:等[^，。；、]{0,8})?(?:单位|部门)?(?:共同|积极|负责|做好|要)?"
    r"(?P<word>牵头|配合|协助|协同|参与)"
)
_ROLES = {"牵头": UnitRole.LEAD}


def units_spoken_of(texts: Sequence[str], *, region: Region, on: date) -> list[tuple[Named, ...]]:
    """For each text the registered units it names, in order, each once: a fixed number of
    queries, whatever the number of texts."""
    candidates = [list(_candidates(text)) for text in texts]
    names = {
        text[start:end]
        for text, found in zip(texts, candidates, strict=True)
        for start, end in found
    }
    known = {name for name, unit in resolve_names(names, region=region, on=on).items() if unit}
    return [
        tuple(_with_roles(text, _longest(text, found, known)))
        for text, found in zip(texts, candidates, strict=True)
    ]


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that could be a unit's name."""
    for match in _START.finditer(text):
        start = match.start()
        for end in range(start + 2, min(len(text), start + _MOST) + 1):
            if text[end - 1] in "。；;，,、：:（(\n":
                break
            if text[end - 1] in _ENDS:
                yield start, end


def _longest(
    text: str, candidates: Iterable[tuple[int, int]], known: set[str]
) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for start, end in candidates:
        if text[start:end] in known:
            found[start] = end
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found.items()):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _with_roles(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Named]:
    seen: set[str] = set()
    for chain in _chains(text, spans):
        role = _role_of(text, chain)
        for start, end in chain:
            if (name := text[start:end]) not in seen:
                seen.add(name)
                yield name, role


def _chains(text: str, spans: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Names with nothing but 、 or 和 between them."""
    chains = [[span] for span in spans[:1]]
    for before, span in pairwise(spans):
        if text[before[1] : span[0]] in ("、", "和", "与", "及", "以及"):
            chains[-1].append(span)
        else:
            chains.append([span])
    return chains


def _role_of(text: str, chain: Sequence[tuple[int, int]]) -> str:
    if match := _AFTER.match(text, chain[-1][1]):
        return _ROLES.get(match["word"], UnitRole.SUPPORT).value
    if _WITH.search(text, 0, chain[0][0]):
        return UnitRole.SUPPORT.value
    return UnitRole.RESPONSIBLE.value
