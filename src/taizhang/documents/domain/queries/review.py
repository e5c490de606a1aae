"""What the review page shows of a draft (核对页), in a number of queries that does not grow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Unit

from ...enums import RowKind, RowState
from ...models import Draft, DraftRow
from ..passages import passage_of
from .held import compare_with_store
from .left_out import left_out_spans
from .marking import Mark, Paragraph, Span, mark_paragraphs
from .shown import ShownRow, show_row

_MOST_NAMES = 500
_PARTS = (("unit", "units"), ("target", "targets"), ("deadline", "deadlines"))


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures in the head of the page."""

    rows: int
    units: int
    targets: int
    unread: int
    waiting: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look at in the text: an unread sentence or a notice of the reader."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Grade:
    """How grave a finding is, as a chip: shape, word and colour."""

    shape: str
    word: str | Promise
    tone: str


_GRADES = {
    "error": Grade("■", _("错误"), "red"),
    "warning": Grade("▲", _("警告"), "orange"),
    "info": Grade("●", _("提示"), "grey"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """An omission or contradiction of the text itself: where, the sentence, how grave."""

    start: int
    words: str
    grade: Grade


class Review:
    """A draft with its rows and its text, each loaded when first asked for."""

    def __init__(self, draft: Draft, *, on: date) -> None:
        self.draft = draft
        self._on = on

    @cached_property
    def rows(self) -> list[ShownRow]:
        """All rows in order, dropped ones too."""
        rows = list(self.draft.rows.all())
        known = known_units(self.draft, rows, on=self._on)
        return [show_row(row, known) for row in rows]

    @property
    def items(self) -> list[ShownRow]:
        """The rows that will become tasks: items and what was added by hand."""
        return [row for row in self.rows if row.is_live and not row.is_duty]

    @property
    def duties(self) -> list[ShownRow]:
        """Duties that stand outside the items."""
        return [row for row in self.rows if row.is_live and row.is_duty]

    @property
    def dropped(self) -> list[ShownRow]:
        """What was dropped and can come back (not what was merged away)."""
        return [row for row in self.rows if not row.is_live and not row.row.merged_into_id]

    @property
    def waiting(self) -> list[ShownRow]:
        """The items nobody has decided on."""
        return [row for row in self.items if row.row.state == RowState.PROPOSED]

    @cached_property
    def counts(self) -> Counts:
        """Figures over the items."""
        items = self.items
        return Counts(
            rows=len(items),
            units=sum(len(row.parts.units) for row in items),
            targets=sum(len(row.parts.targets) for row in items),
            unread=len(self.unread_spans),
            waiting=len(self.waiting),
            accepted=sum(row.is_accepted for row in items),
        )

    @cached_property
    def text(self) -> str:
        """The document's part of the decoded text."""
        return passage_of(self.draft.source_id, self.draft.span_start, self.draft.span_end)

    @cached_property
    def unread_spans(self) -> list[Span]:
        """Sentences that were not understood and that no row has taken up since."""
        added = [row.row for row in self.items if row.row.kind == RowKind.ADDED]
        taken = [span for row in added if (span := span_of(row))]
        return [
            (start, end)
            for start, end in self.draft.reading["coverage"]["unread"]
            if not any(s < end and e > start for s, e in taken)
        ]

    @cached_property
    def left_out_spans(self) -> list[Span]:
        """Sentences with work in them that no row holds any more."""
        return left_out_spans(self.draft, (row.row for row in self.rows))

    @property
    def left_out(self) -> list[Note]:
        """Those sentences with their words."""
        return self._notes(self.left_out_spans)

    @property
    def unit_names(self) -> list[str]:
        """The official names of the units of the region, to choose from while typing."""
        units = Unit.objects.filter(region=self.draft.region, successor=None)
        return list(units.values_list("name", flat=True)[:_MOST_NAMES])

    @property
    def unread(self) -> list[Note]:
        """The unread sentences with their words."""
        return self._notes(self.unread_spans)

    @property
    def notices(self) -> list[Note]:
        """What the reader found odd, in the file as a whole and in this document."""
        whole = self.draft.source.reading or {"notices": []}
        return [
            Note(notice["span"][0], notice["span"][1], notice["message"])
            for notice in (*whole["notices"], *self.draft.reading["notices"])
        ]

    @cached_property
    def findings(self) -> list[Finding]:
        """What the linter of drafts finds, the gravest first; a draft read before it has less.

        What needs the units and documents of the installation is as of now, the rest as read.
        """
        said = {(n["code"], n["span"][0]) for n in self.draft.reading["notices"]}
        found = [
            (f["severity"], Finding(f["span"][0], f["message"], _GRADES[f["severity"]]))
            for f in self.draft.reading.get("findings", ())
            if (f["code"], f["span"][0]) not in said
        ]
        rows = (row.row for row in self.items)
        found += [
            (f.severity, Finding(f.span[0], f.message, _GRADES[f.severity]))
            for f in compare_with_store(self.draft, rows, on=self._on)
        ]
        found.sort(key=lambda graded: graded[1].start)
        return [finding for grave in _GRADES for severity, finding in found if severity == grave]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The text in paragraphs, everything marked."""
        draft, reading = self.draft, self.draft.reading
        return mark_paragraphs(
            self.text,
            draft.span_start,
            reading["paragraphs"],
            marks_of(row.row for row in self.items + self.duties),
            unread=sorted([*self.unread_spans, *self.left_out_spans]),
            noise=reading["noise"],
        )

    def paragraphs_in(self, spans: Sequence[Span]) -> list[Paragraph]:
        """The paragraphs that have a character in one of the spans."""
        return [paragraph for paragraph in self.paragraphs if paragraph.touches(spans)]

    def _notes(self, spans: Iterable[Span]) -> list[Note]:
        return [Note(s, e, " ".join(self._cut(s, e).split())) for s, e in spans]

    def _cut(self, start: int, end: int) -> str:
        return self.text[start - self.draft.span_start : end - self.draft.span_start]


def marks_of(rows: Iterable[DraftRow]) -> list[Mark]:
    """The marks of rows: the row itself and each entry that has a place in the text."""
    marks = []
    for row in rows:
        if span := span_of(row):
            marks.append(Mark(*span, row.pk))
        for kind, field in _PARTS:
            entries: list[dict[str, Any]] = getattr(row, field)
            marks += [
                Mark(entry["span"][0], entry["span"][1], row.pk, f"{kind}-{i}")
                for i, entry in enumerate(entries)
                if entry["span"]
            ]
    return marks


def span_of(row: DraftRow) -> Span | None:
    """Where a row stands in the text, if it does."""
    if row.span_start is None or row.span_end is None:
        return None
    return row.span_start, row.span_end


def known_units(draft: Draft, rows: Iterable[DraftRow], *, on: date) -> dict[str, Unit | None]:
    """The unit that each printed name of the rows means; a unit the clerk chose wins."""
    entries = [entry for row in rows for entry in _unit_entries(row)]
    chosen = {entry["name"]: entry["unit_id"] for entry in entries if entry["unit_id"]}
    names = {entry["name"] for entry in entries}
    known: dict[str, Unit | None] = dict.fromkeys(names)
    if draft.region is not None and names:
        known |= resolve_names(names, region=draft.region, on=on)
    if chosen:
        units = Unit.objects.in_bulk(set(chosen.values()))
        known |= {name: units[pk] for name, pk in chosen.items() if pk in units}
    return known


def _unit_entries(row: DraftRow) -> list[dict[str, Any]]:
    first = [{**unit, "unit_id": None} for unit in row.first.get("units", ())]
    offered: list[dict[str, Any]] = (row.offer or {}).get("units", [])
    return [*row.units, *first, *offered]
