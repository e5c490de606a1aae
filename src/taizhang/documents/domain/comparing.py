"""Stored documents side by side (文件比对): drafts as they stand now, given to the comparison."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from taizhang.extraction import Deadline, Target
from taizhang.extraction.align import Alignment, Measure, Paper, align
from taizhang.organisations.enums import Level

from ..enums import RowKind, RowState
from ..models import Draft, DraftRow
from .errors import ComparisonError

FEWEST, MOST = 2, 6
MOST_ROWS = 3000
_RANKS: dict[str, int] = {
    Level.PROVINCE: 1,
    Level.CITY: 2,
    Level.DISTRICT: 3,
    Level.COUNTY: 3,
    Level.TOWNSHIP: 4,
}
_NOWHERE = (0, 0)


def drafts_to_compare(pks: Sequence[int], *, first: int | None = None) -> list[Draft]:
    """The drafts, the highest level first, or `first` first: the others are held against it.

    Each has `passage`, its part of the text, and its live rows loaded (no duties, none dropped).

    Raises:
        ComparisonError: too few or too many documents, or too many rows.
    """
    if len(pks) < FEWEST:
        raise ComparisonError(_("比对至少要两份文件。请在文件清单里勾选两份以上，再按“比对”。"))
    if len(pks) > MOST:
        raise ComparisonError(
            _("一次最多比对 %(most)d 份文件，这次选了 %(found)d 份。请去掉几份再比对。")
            % {"most": MOST, "found": len(pks)}
        )
    drafts = sorted(_drafts(pks), key=lambda d: (d.pk != first, _RANKS.get(d.level, 0), d.pk))
    rows = sum(len(rows_of(draft)) for draft in drafts)
    if rows > MOST_ROWS:
        raise ComparisonError(
            _("所选文件共 %(found)d 条，一次最多比对 %(most)d 条。请去掉几份再比对。")
            % {"found": rows, "most": MOST_ROWS}
        )
    return drafts


def compare_drafts(drafts: Sequence[Draft]) -> Alignment:
    """The comparison of some drafts; paper n is draft n, measure n of a paper is row n of it."""
    return align([_paper(draft) for draft in drafts])


def rows_of(draft: Draft) -> list[DraftRow]:
    """The rows of a draft that take part, as loaded by `drafts_to_compare`."""
    found: list[DraftRow] = draft.live_rows  # type: ignore[attr-defined]
    return found


def _drafts(pks: Sequence[int]) -> "QuerySet[Draft]":
    live = DraftRow.objects.exclude(kind=RowKind.DUTY).exclude(state=RowState.DROPPED)
    passage = Substr("source__text", F("span_start") + 1, F("span_end") - F("span_start"))
    return (
        Draft.objects.filter(pk__in=pks)
        .select_related("source")
        .defer("reading", "source__text", "source__reading")
        .annotate(passage=passage, page_noise=F("reading__noise"))
        .prefetch_related(Prefetch("rows", live.defer("first", "offer"), to_attr="live_rows"))
    )


def _paper(draft: Draft) -> Paper:
    noise: list[list[int]] = draft.page_noise or []  # type: ignore[attr-defined]
    return Paper(
        name=str(draft.pk),
        title=str(draft),
        level=draft.level or None,
        place=draft.jurisdiction,
        text=draft.passage,  # type: ignore[attr-defined]
        measures=tuple(_measure(draft, row) for row in rows_of(draft)),
        noise=tuple(_span(span, draft.span_start) for span in noise),
    )


def _measure(draft: Draft, row: DraftRow) -> Measure:
    start = draft.span_start
    placed = row.span_start is not None and row.span_end is not None
    return Measure(
        path=tuple(row.path),
        title=row.title,
        text=row.text,
        span=(row.span_start - start, row.span_end - start) if placed else None,  # type: ignore[operator]
        document=str(draft),
        units=tuple(unit["name"] for unit in row.units),
        targets=tuple(_target(entry, start) for entry in row.targets),
        deadlines=tuple(_deadline(entry, start) for entry in row.deadlines),
    )


def _target(entry: dict[str, Any], start: int) -> Target:
    return Target(
        entry["indicator"], entry["op"], entry["value"], entry["value_max"], entry["unit"],
        _day(entry["deadline"]), entry["quote"], _span(entry["span"], start), entry["precision"],
    )  # fmt: skip


def _deadline(entry: dict[str, Any], start: int) -> Deadline:
    day = date.fromisoformat(entry["date"])
    return Deadline(entry["quote"], day, _span(entry["span"], start), entry["basis"])


def _span(span: Iterable[int] | None, start: int) -> tuple[int, int]:
    first, last = span or _NOWHERE
    return (first - start, last - start) if span else _NOWHERE


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
