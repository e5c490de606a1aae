"""What words give on real numbers, and the names they may use (模板试写、词汇表)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from ..domain.asked import asked_at
from ..domain.papers.composing import compose
from ..domain.wording.vocabulary import WORDS, ListOf, Names
from ..enums import PeriodKind
from ..forms.bulletins import read_period_at
from ..models import BulletinTemplate
from .bulletin_page import linked_blocks


def preview_of(kind: str, body: str, *, as_of: datetime) -> Mapping[str, Any]:
    """The city's bulletin on the present period in these words; nothing is kept."""
    period = read_period_at(PeriodKind(kind), timezone.localdate(as_of))
    asked = asked_at(period, as_of=as_of, keeper_id=None)
    words = compose(asked, BulletinTemplate(key=kind, body=body, sha256="")).words
    return {**words, "blocks": list(linked_blocks(words["blocks"], None))}


def word_list() -> list[str]:
    """Every name that words may use, as it is written in a template."""
    return list(_names(WORDS.of["n"], "n"))


def _names(kind: Names, start: str) -> Iterator[str]:
    for name, inner in kind.of.items():
        if isinstance(inner, ListOf):
            rows = "、".join(inner.row.of)
            yield f"{start}.{name}（列表：{rows}）"
        elif isinstance(inner, Names):
            yield from _names(inner, f"{start}.{name}")
        else:
            yield f"{start}.{name}"
