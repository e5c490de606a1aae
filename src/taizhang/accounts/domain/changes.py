"""The log of changes to people, roles, units and memberships (变更记录)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..enums import SubjectKind
from ..models import Change, Person


@dataclass(frozen=True)
class ChangeNote:
    """One field of one subject, before and after; values are plain JSON."""

    kind: SubjectKind
    subject_id: int
    subject: str
    field: str
    before: Any
    after: Any


def record_changes(
    notes: Iterable[ChangeNote], *, actor: Person | None, as_of: datetime
) -> list[Change]:
    """Append the changes that change something. `actor` is None for the command line."""
    return Change.objects.bulk_create(
        Change(
            subject_kind=note.kind,
            subject_id=note.subject_id,
            subject=note.subject[:128],
            field=note.field,
            before=note.before,
            after=note.after,
            actor=actor,
            changed_at=as_of,
        )
        for note in notes
        if note.before != note.after
    )
