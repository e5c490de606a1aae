"""Open tasks that are likely the same commitment as a row of a draft (疑似同一承诺)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from taizhang.documents.enums import RowState
from taizhang.documents.models import Draft

from ...enums import OPEN_STATES
from ...models import TaskVersion
from ..likeness import likeness, pairs
from ..proposals import Proposal, propose

_LEAST_INDICATOR = 0.5  # of two indicators with the same number and measure
_MOST = 5  # candidates shown a row


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open task like a row: why (the shared numbers, or the title) and how much."""

    version: TaskVersion
    shared: tuple[str, ...]  # indicators with the same number and measure
    score: float


# Tasks of other documents with the same number in the same measure, kept by the city's office.
_CANDIDATES = """
SELECT w.row_id, t.task_id, t.indicator, w.indicator
FROM unnest(%s::bigint[], %s::numeric[], %s::text[], %s::text[])
     AS w(row_id, value, unit, indicator)
JOIN ledger_target t ON t.value = w.value AND t.unit = w.unit AND t.until IS NULL
JOIN ledger_task k ON k.id = t.task_id AND coalesce(k.document_id <> ALL(%s::bigint[]), true)
    AND k.keeper_id IS NULL
JOIN ledger_taskversion v ON v.task_id = k.id AND v.until IS NULL AND v.state = ANY(%s)
"""


def similar_commitments(
    draft: Draft, *, besides: Draft | None = None
) -> dict[int, list[Candidate]]:
    """By row id: open tasks that may be the same commitment, the likeliest first.

    A task is likely the same when a target has the same number in the same measure and a like
    indicator; or when the titles are the same. Tasks of `besides` (the earlier version of
    the document) are left out, and tasks that a county keeps. The number of queries does not grow
    with rows or tasks.
    """
    rows = draft.rows.exclude(state=RowState.DROPPED)
    proposals = {row.pk: propose(row, draft) for row in rows}
    left_out = [draft.pk] + ([besides.pk] if besides else [])
    shared = _shared_numbers(proposals.values(), left_out)
    titled = _same_titles(proposals.values(), left_out)
    ids = {task_id for tasks in shared.values() for task_id in tasks} | {
        version.task_id for versions in titled.values() for version in versions
    }
    versions = {
        version.task_id: version
        for version in TaskVersion.objects.at(None).filter(task__in=ids).select_related("task")
    }
    found = {
        row_id: _ranked(proposal, shared.get(row_id, {}), titled.get(row_id, []), versions)
        for row_id, proposal in proposals.items()
    }
    return {row_id: candidates for row_id, candidates in found.items() if candidates}


def _shared_numbers(
    proposals: Iterable[Proposal], left_out: list[int]
) -> dict[int, dict[int, set[str]]]:
    """row → task → indicators that are alike and have the same number and measure."""
    wanted: list[tuple[int, Decimal, str, str]] = [
        (proposal.row_id, goal.value, goal.unit, goal.indicator)
        for proposal in proposals
        for goal in proposal.targets
    ]
    found: defaultdict[int, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        columns = [list(column) for column in zip(*wanted, strict=True)]
        cursor.execute(_CANDIDATES, [*columns, left_out, sorted(OPEN_STATES)])
        for row_id, task_id, theirs, ours in cursor.fetchall():
            if likeness(pairs(theirs), pairs(ours)) >= _LEAST_INDICATOR:
                found[row_id][task_id].add(theirs)
    return {row_id: dict(tasks) for row_id, tasks in found.items()}


def _same_titles(
    proposals: Iterable[Proposal], left_out: list[int]
) -> dict[int, list[TaskVersion]]:
    by_title: defaultdict[str, list[int]] = defaultdict(list)
    for proposal in proposals:
        by_title[proposal.title].append(proposal.row_id)
    versions = (
        TaskVersion.objects.at(None)
        .filter(title__in=by_title, state__in=OPEN_STATES, task__keeper__isnull=True)
        .exclude(task__document__in=left_out)
        .select_related("task")
    )
    found: defaultdict[int, list[TaskVersion]] = defaultdict(list)
    for version in versions:
        for row_id in by_title[version.title]:
            found[row_id].append(version)
    return found


def _ranked(
    proposal: Proposal,
    shared: dict[int, set[str]],
    titled: list[TaskVersion],
    versions: dict[int, TaskVersion],
) -> list[Candidate]:
    own = pairs(proposal.title + proposal.text)
    candidates = [
        Candidate(
            versions[task_id],
            tuple(sorted(shared.get(task_id, ()))),
            len(shared.get(task_id, ()))
            + likeness(own, pairs(versions[task_id].title + versions[task_id].text)),
        )
        for task_id in shared.keys() | {version.task_id for version in titled}
        if task_id in versions
    ]
    return sorted(candidates, key=lambda each: (-each.score, each.version.task_id))[:_MOST]
