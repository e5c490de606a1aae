"""Fields of the items (事项字段): units, targets and deadlines put together into a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .clauses.conventions import Convention
from .clauses.finding import Clause
from .clauses.parties import Party, apply_convention, clause_parties
from .clauses.pieces import blanks_in
from .lines.numbering import read_label
from .numbers.anchors import Anchor
from .numbers.goal_cells import read_goal_cell
from .numbers.targets import PRECISIONS, Commitment, Setting, find_targets, said_once
from .numbers.times import Moment, find_moments
from .patterns import late
from .sentences.coverage import document_coverage
from .sentences.duties import find_duties
from .structure.context import DocumentContext
from .structure.items import LONG_POINT, Chooser, Draft
from .structure.notices import document_notices
from .structure.table_items import merge_drafts, row_drafts
from .structure.text_ranges import child_titles, outside, progress_ranges, text_ranges
from .types import Deadline, Document, Item, Notice, Target, Unit

_BRACKET = late(r"\([^()\n]{0,40}\)")
_POINTS = late(
    r"\d+(?:个|项|件|条|大|类)(?:重点|主要|具体|民生|子)*(?:项目|工程|任务|措施|举措|事项|行动|实事|大事|子项|工作|方面)"
)
_NOUN = 6
_DIGIT = late("[0-9０-９]")
_PERIOD = late("时期|期间|今年|本年")
_YEAR = late(r"(?<!\d)(20\d\d)年\d{1,2}月")
_BARE_YEAR = late(r"20\d\d年")


def _convention_for(context: DocumentContext, clause: Clause) -> Convention | None:
    """The last convention said before (or in) a clause."""
    i = bisect_right(context.conventions, clause.start, key=lambda c: c.since) - 1
    return context.conventions[i] if i >= 0 else None


def _parties(context: DocumentContext, clause: Clause) -> list[Party]:
    blanks = blanks_in(context.stream, *clause.inner)
    parties = clause_parties(context.stream.fold, clause, blanks)
    return apply_convention(parties, _convention_for(context, clause))


def read_units(context: DocumentContext, clauses: Sequence[Clause]) -> tuple[Unit, ...]:
    """The units of some clauses, each name once, the first role kept (lead wins)."""
    stream = context.stream
    units: dict[str, Unit] = {}
    for clause in clauses:
        for party in _parties(context, clause):
            name = context.full_name(stream.clean[party.start : party.end])
            if name in units and (party.role != "lead" or units[name].role == "lead"):
                continue
            agreed = party.convention
            basis = stream.span(agreed.start, agreed.end) if agreed else None
            units[name] = Unit(name, party.role, stream.span(party.start, party.end), basis)
    return tuple(units.values())


def _deadlines(context: DocumentContext, moments: Sequence[Moment]) -> tuple[Deadline, ...]:
    """Resolved moments, each quote and day once; the rest becomes notices."""
    stream = context.stream
    found: dict[tuple[str, date], Deadline] = {}
    for moment in moments:
        span = stream.span(moment.start, moment.end)
        quote = stream.source[span[0] : span[1]]
        if moment.day is None:
            context.notices.append(
                Notice(
                    "unresolved_time", f"“{quote}”没有可推算的起点，未得出日期，请人工确定。", span
                )
            )
        elif context.issued is None or moment.day >= context.issued:
            found.setdefault((quote, moment.day), Deadline(quote, moment.day, span, moment.basis))
    return tuple(found.values())


def _inherited(context: DocumentContext, draft: Draft) -> list[Moment]:
    """Times in the headings above an item."""
    moments: list[Moment] = []
    node = draft.node.parent
    while node is not None and node.label:
        start, end = node.title
        moments.extend(
            moment
            for moment in context.moments(start, end)
            if not _BARE_YEAR.fullmatch(context.stream.fold, moment.start, moment.end)
        )
        node = node.parent
    return moments


def _is_stated(fold: str, moment: Moment) -> bool:
    """Whether a time of a heading is a deadline of the points below, not a period spoken of."""
    return _PERIOD.search(fold, moment.start, moment.end) is None


def _moments(context: DocumentContext, start: int, end: int, anchor: Anchor) -> list[Moment]:
    """The times of an item; a heading's year can differ from that of the document."""
    if anchor == context.anchor:
        return context.moments(start, end)
    return find_moments(context.stream.fold, start, end, anchor)


def _anchor(context: DocumentContext, draft: Draft) -> Anchor:
    """The year of the time in an item's heading, that a heading above names, or the document's."""
    years = set(_YEAR.findall(context.stream.fold, *_heading(context.stream.fold, draft)))
    if len(years) == 1 and draft.node.label:
        return replace(context.anchor, year=int(years.pop()))
    node = draft.node.parent
    while node is not None and node.label:
        year = context.heading_year(node)
        if year:
            return replace(context.anchor, year=year)
        node = node.parent
    return context.anchor


def _heading(fold: str, draft: Draft) -> tuple[int, int]:
    """An item's heading with the bracket behind it: 集中攻坚阶段（5月11日—6月25日）."""
    end = draft.title[1]
    if end >= draft.end:
        return draft.start, draft.start
    bracket = _BRACKET.match(fold, end, draft.end)
    return draft.start, bracket.end() if bracket else end


def _governing(
    fold: str,
    draft: Draft,
    clauses: Sequence[Clause],
    moments: Sequence[Moment],
    inherited: Sequence[Moment],
) -> date | None:
    """The time of 完成时限, of the heading or one above: for numbers without their own."""
    for ranges in ([(c.start, c.end) for c in clauses], [_heading(fold, draft)]):
        days = [m.day for a, b in ranges for m in moments if m.day and a <= m.start < b]
        if days:
            return days[-1]
    days = [m.day for m in inherited if m.day]
    return days[-1] if days else None


def _targets(context: DocumentContext, commitments: Sequence[Commitment]) -> tuple[Target, ...]:
    stream = context.stream
    return tuple(
        Target(
            c.indicator,
            c.quantity.op,
            c.quantity.value,
            c.quantity.value_max,
            c.quantity.unit,
            c.deadline,
            stream.quote(c.start, c.end),
            stream.span(c.start, c.end),
            PRECISIONS[c.quantity.op],
        )
        for c in commitments
    )


def _skip_number(context: DocumentContext, draft: Draft) -> int:
    """Behind the number that an item opens with, its own heading's also where it is glued."""
    start, label = draft.start, draft.node.label
    if label is None or start != draft.node.start:
        label = read_label(context.stream.fold[start : min(draft.end, start + 24)])
    if label is not None:
        return min(draft.end, start + label.length)
    counted = context.stream.fold[start : draft.title[0]].isdecimal()
    return draft.title[0] if counted else start


def _counts_points(fold: str, commitment: Commitment) -> bool:
    """Whether a number in an introduction counts the points below it (共30项任务, 92个项目)."""
    return _POINTS.search(fold, commitment.start, commitment.end + _NOUN) is not None


def _commitments(
    context: DocumentContext,
    draft: Draft,
    without: Sequence[tuple[int, int]],
    start: int,
    setting: Setting,
) -> list[Commitment]:
    """What an item promises, in its cells of goals and its text from ``start`` on, in order.

    ``without``: ranges that promise nothing, its clauses and what it reports.
    """
    fold, clean = context.stream.fold, context.stream.clean
    read = [read_goal_cell((fold, clean), draft.title, cell, setting) for cell in draft.goals]
    found = [commitment for commitment in read if commitment is not None]
    known = [*without, *((c.start, c.end) for c in found), *child_titles(draft)]
    for a, b in text_ranges(draft, known):
        found.extend(find_targets(fold, clean, max(a, start), b, setting))
    if draft.kind in {"loose", "preamble"} and draft.node.children:
        found = [c for c in found if not _counts_points(fold, c)]
    return said_once(fold, sorted(found, key=lambda commitment: commitment.start))


def read_item(context: DocumentContext, draft: Draft, clauses: Sequence[Clause]) -> Item:
    """One item with all its fields."""
    stream = context.stream
    start = _skip_number(context, draft)
    anchor = _anchor(context, draft)
    reported = progress_ranges(stream.fold, draft)
    read = _moments(context, start, draft.end, anchor)
    moments = [m for m in read if outside(m.start, reported)] if reported else read
    inherited = _inherited(context, draft)
    setting = Setting(
        draft.kind,
        moments,
        _governing(stream.fold, draft, clauses, moments, inherited),
        anchor.since,
    )
    without = [*((clause.start, clause.end) for clause in clauses), *reported]
    commitments = _commitments(context, draft, without, start, setting)
    span = stream.span(draft.start, draft.end)
    return Item(
        draft.path,
        stream.clean[draft.title[0] : draft.title[1]],
        stream.source[span[0] : span[1]],
        span,
        read_units(context, (*draft.handed, *clauses)),
        _targets(context, commitments),
        _deadlines(context, [*(m for m in inherited if _is_stated(stream.fold, m)), *moments]),
    )


def _is_task_among_goals(draft: Draft) -> bool:
    """A point of several sentences under 目标任务: a task that need not promise a number."""
    node, above = draft.node, draft.node.parent
    if draft.kind != "goals" or node.label is None or above is None or above.label is None:
        return False
    return any(child.end - child.start > LONG_POINT for child in above.children)


def _is_kept(context: DocumentContext, draft: Draft, item: Item) -> bool:
    """Sections of goals and general requirements are items only for their numbers."""
    if _is_task_among_goals(draft):
        above = draft.node.parent
        title = context.stream.fold[slice(*above.title)] if above else ""
        return bool(item.targets) or title.endswith("目标任务")
    if draft.kind == "preamble":
        headed = draft.node.label is not None
        return any(t.deadline or (headed and _DIGIT.search(t.quote)) for t in item.targets)
    return draft.kind not in {"goals", "loose", "preamble"} or bool(item.targets)


def _items(context: DocumentContext) -> list[Item]:
    """All items of a document in text order."""
    chooser = Chooser(context.stream, context.root, context.clauses, context.genre)
    drafts = merge_drafts(
        chooser.choose(), row_drafts(context.root, context.rows), context.stream.fold
    )
    clauses = sorted(
        [*context.clauses, *(c for row in context.rows for c in row.clauses)], key=lambda c: c.start
    )
    starts = [clause.start for clause in clauses]
    items: list[Item] = []
    for draft in drafts:
        first, last = (bisect_left(starts, at) for at in (draft.start, draft.end))
        item = read_item(context, draft, clauses[first:last])
        if _is_kept(context, draft, item):
            items.append(item)
    return sorted(items, key=lambda item: item.span)


def read_document(context: DocumentContext) -> Document:
    """A document with all that was read from it."""
    items = _items(context)
    duties = find_duties(context, items)
    head = context.head
    return Document(
        title=head.title,
        issuer=head.issuer,
        document_number=head.number,
        issued=context.issued,
        effective_until=context.effective_until,
        jurisdiction=head.place,
        level=context.level,
        span=context.stream.span(*context.bounds),
        spans=head.spans,
        items=tuple(items),
        duties=duties,
        coverage=document_coverage(context, items, duties),
        notices=(*context.notices, *document_notices(context, items)),
    )
