"""The earlier version of a document in the ledger, and what changed from it (修订比对)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from taizhang.documents.enums import DraftState, RowState
from taizhang.documents.models import Draft

from ...enums import OPEN_STATES
from ...models import TaskVersion
from ..likeness import likeness, pairs
from ..projection import load_snapshots
from ..proposals import Proposal, propose
from ..replacing import changed_fields
from ..snapshot import Answer, Snapshot

_YEAR = re.compile(r"[（(]?(?:\d{4}|[〇零一二三四五六七八九]{4})年?(?:度|版)?[)）]?")
_EDITION = re.compile(r"[（(](?:修订|试行|暂行|修正)(?:版|稿|本)?[)）]|修订(?:版|稿)?|[《》〈〉\s]")
_NUMBER_FAMILY = re.compile(r"^(.+?)[〔\[（(]\d{4}")
_LEAST_TITLE = 0.8  # of two titles with numbers of one family
_LEAST_MATCH = 0.45  # of a row and a task of the earlier version


@dataclass(frozen=True, slots=True)
class Comparison:
    """A row against the task of the earlier version it continues.

    `task_id` None: added; `row_id` None: dropped; no `fields`: carried over unchanged.
    """

    row_id: int | None
    task_id: int | None
    title: str
    earlier_title: str
    fields: tuple[str, ...] = ()
    before: Snapshot | None = None
    after: Proposal | None = None

    @property
    def change(self) -> str:
        """added, dropped, carried_over or changed."""
        if self.task_id is None:
            return "added"
        if self.row_id is None:
            return "dropped"
        return "changed" if self.fields else "carried_over"


def title_key(title: str) -> str:
    """A title without years, editions and brackets: versions of one document share it."""
    return _EDITION.sub("", _YEAR.sub("", title))


def earlier_version(draft: Draft) -> Draft | None:
    """The latest confirmed document that this one is a version of, itself not yet replaced.

    Either the titles agree but for year and edition, or the document numbers are of one family
    and the titles nearly agree.
    """
    confirmed = (
        Draft.objects.filter(state=DraftState.CONFIRMED, replaced_by__isnull=True)
        .exclude(pk=draft.pk)
        .only("pk", "title", "document_number", "issued")
    )
    if draft.issued is not None:
        confirmed = confirmed.exclude(issued__gt=draft.issued)
    versions = [each for each in confirmed if _is_version(draft, each)]
    latest = max(
        versions, key=lambda each: (each.issued is not None, each.issued, each.pk), default=None
    )
    return None if latest is None else Draft.objects.get(pk=latest.pk)


def _is_version(draft: Draft, other: Draft) -> bool:
    mine, theirs = title_key(draft.title), title_key(other.title)
    if mine and mine == theirs:
        return True
    families = {_family(draft.document_number), _family(other.document_number)}
    return (
        len(families) == 1
        and families != {""}
        and likeness(pairs(mine), pairs(theirs)) >= _LEAST_TITLE
    )


def _family(number: str) -> str:
    match = _NUMBER_FAMILY.match(number)
    return match.group(1) if match else ""


def changes_against(draft: Draft, earlier: Draft) -> list[Comparison]:
    """Each row of a draft against the open tasks of an earlier version, then what is dropped.

    Rows and tasks are paired by the likeness of title and text, the likest pair first.
    """
    proposals = [propose(row, draft) for row in draft.rows.exclude(state=RowState.DROPPED)]
    tasks = load_snapshots(list(open_measures_of(earlier).values_list("task_id", flat=True)))
    taken = _pair(proposals, tasks)
    compared = [_compare(each, taken.get(each.row_id), tasks) for each in proposals]
    return compared + [
        Comparison(None, task_id, "", tasks[task_id].title)
        for task_id in sorted(tasks.keys() - set(taken.values()))
    ]


def open_measures_of(document: Draft) -> QuerySet[TaskVersion]:
    """The open tasks that are measures of a document; not the parts these were decomposed to."""
    return TaskVersion.objects.at(None).filter(
        task__document=document, task__parent__isnull=True, state__in=OPEN_STATES
    )


def _pair(proposals: Iterable[Proposal], tasks: dict[int, Snapshot]) -> dict[int, int]:
    """row → task, each used once."""
    texts = {task_id: pairs(task.title + task.text) for task_id, task in tasks.items()}
    ranked = sorted(
        (-likeness(pairs(each.title + each.text), text), each.row_id, task_id)
        for each in proposals
        for task_id, text in texts.items()
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for score, row_id, task_id in ranked:
        if -score < _LEAST_MATCH:
            break
        if row_id not in taken and task_id not in used:
            taken[row_id] = task_id
            used.add(task_id)
    return taken


def _compare(proposal: Proposal, task_id: int | None, tasks: dict[int, Snapshot]) -> Comparison:
    if task_id is None:
        return Comparison(proposal.row_id, None, proposal.title, "")
    before = tasks[task_id]
    fields = changed_fields(before, proposal, _answers(proposal, before))
    return Comparison(
        proposal.row_id, task_id, proposal.title, before.title, tuple(fields), before, proposal
    )


def _answers(proposal: Proposal, before: Snapshot) -> list[Answer]:
    """The row's units, an unresolved name standing for the earlier unit printed the same way."""
    by_name = {answer.name: answer.unit_id for answer in before.units}
    return [
        Answer(unit.unit_id or by_name.get(unit.name, -1), unit.role, unit.name)
        for unit in proposal.units
    ]
