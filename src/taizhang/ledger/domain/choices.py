"""What the clerk decides when a draft is confirmed (入账选择)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.documents.models import Draft


@dataclass(frozen=True, slots=True)
class Choices:
    """Without a choice every accepted row becomes a new task.

    accept_all: rows not yet looked at are accepted (附带职责 that nobody accepted stay out).
    units: a printed name that is not known yet → the id of the unit it means.
    links: row id → id of the open task it is one commitment with.
    replaces: the earlier version of the document, whose open tasks end here.
    successors: row id → id of the task of that earlier version it takes over from.
    keep: ids of tasks of the earlier version that go on although no row takes over from them.
    """

    accept_all: bool = False
    units: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[int, int] = field(default_factory=dict)
    replaces: Draft | None = None
    successors: Mapping[int, int] = field(default_factory=dict)
    keep: frozenset[int] = frozenset()
