"""A row of a draft as the task it would become (拟入账任务)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from taizhang.documents.domain.places import written_place
from taizhang.documents.models import Draft, DraftRow

from .errors import ActInputError, DraftNotReadyError
from .payloads import clean_goals
from .snapshot import Goal

_HEADING_LENGTH = 60
_END = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    """A unit as the row names it; `unit_id` where the clerk or the reader chose one."""

    name: str
    role: str
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a task would say; targets have the keys 1, 2, …"""

    row_id: int
    position: int
    title: str
    text: str
    basis: str
    due: date | None
    units: tuple[ProposedUnit, ...]
    targets: tuple[Goal, ...]


def propose(row: DraftRow, draft: Draft) -> Proposal:
    """The task a row would become; `DraftNotReadyError` names the row and what to correct."""
    try:
        targets = clean_goals(_goal(key, part) for key, part in enumerate(row.targets, start=1))
    except (ActInputError, KeyError, ValueError, ArithmeticError) as error:
        reason = _reason(error)
        raise DraftNotReadyError(
            _("第 %(position)s 行不能入账：%(reason)s请回到核对页更正。")
            % {"position": row.position, "reason": reason}
        ) from error
    title = row.title.strip() or _heading(row.text)
    if not title:
        raise DraftNotReadyError(
            _("第 %(position)s 行没有任务名称，也没有原文，请回到核对页填写。")
            % {"position": row.position}
        )
    return Proposal(
        row.pk,
        row.position,
        title,
        row.text,
        basis_text(draft, row.path)[:1024],
        _due(row, targets),
        tuple(ProposedUnit(part["name"], part["role"], part.get("unit_id")) for part in row.units),
        targets,
    )


def _reason(error: Exception) -> str:
    if isinstance(error, ActInputError):
        return error.sentence
    return _("目标不完整（%(error)s）。") % {"error": error}


def basis_text(draft: Draft, path: list[str]) -> str:
    """《title》（number）第N条: where a promise stands."""
    number = f"（{draft.document_number}）" if draft.document_number else ""
    title = f"《{draft.title}》" if draft.title else ""
    return f"{title}{number}{written_place(path)}"


def _heading(text: str) -> str:
    first = _END.split(text.strip(), maxsplit=1)[0].strip()
    return first if len(first) <= _HEADING_LENGTH else first[: _HEADING_LENGTH - 1] + "…"


def _due(row: DraftRow, targets: tuple[Goal, ...]) -> date | None:
    """The last stated time of the row, or the last deadline of a target."""
    stated = [date.fromisoformat(part["date"]) for part in row.deadlines if part.get("date")]
    return max(stated or [goal.deadline for goal in targets if goal.deadline], default=None)


def _goal(key: int, part: Mapping[str, Any]) -> Goal:
    upper, deadline = part.get("value_max"), part.get("deadline")
    return Goal(
        key,
        part.get("indicator") or part["quote"][:256],
        part["op"],
        Decimal(str(part["value"])),
        None if upper is None else Decimal(str(upper)),
        part.get("unit") or "",
        None if not deadline else date.fromisoformat(deadline),
        part.get("quote") or "",
    )
