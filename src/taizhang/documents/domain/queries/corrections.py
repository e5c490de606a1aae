"""Who corrected what on a draft (更正记录), told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ...enums import DraftState, RowState, UnitRole
from ...models import Correction, Draft
from ...models.draft import shorten
from .shown import format_figure

_LONGEST = 120
_STATES = dict([*RowState.choices, *DraftState.choices])


@dataclass(frozen=True, slots=True)
class ToldCorrection:
    """A correction with what was there before and after, short enough for a line."""

    correction: Correction
    field: str
    before: str
    after: str


def corrections_of(draft: Draft) -> "QuerySet[Correction]":
    """The corrections of a draft, the latest first."""
    return draft.corrections.select_related("actor", "row").order_by("-pk")


def tell_correction(correction: Correction) -> ToldCorrection:
    """A correction in words."""
    return ToldCorrection(
        correction,
        _field_label(correction),
        _tell(correction.field, correction.before),
        _tell(correction.field, correction.after),
    )


def _field_label(correction: Correction) -> str:
    labels = {"path": _("条目号"), "title": _("任务"), "text": _("原文"), "state": _("状态")}
    if correction.field in labels and (correction.row_id or correction.field == "state"):
        return labels[correction.field]
    if not correction.field:
        return ""
    model = type(correction.row) if correction.row else Draft
    return str(getattr(model._meta.get_field(correction.field), "verbose_name", ""))


def _tell(field: str, value: Any) -> str:
    tellers = {
        "units": lambda: "、".join(f"{e['name']}（{UnitRole(e['role']).label}）" for e in value),
        "targets": lambda: "；".join(map(_tell_target, value)),
        "deadlines": lambda: "、".join(f"{e['quote']} {e['date']}" for e in value),
        "path": lambda: " ".join(value),
        "state": lambda: str(_STATES.get(value, value)),
    }
    if value in (None, "", []):
        return ""
    if field in tellers:
        told = tellers[field]()
    elif field:
        told = str(value)
    else:
        told = _tell_rows(value)
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1] + "…"


def _tell_rows(value: Any) -> str:
    """Rows as they were kept whole: added, split, merged."""
    rows = value if isinstance(value, list) else [value]
    return " ＋ ".join(row["title"] or shorten(row["text"]) for row in rows)


def _tell_target(target: Mapping[str, Any]) -> str:
    deadline = f"（{target['deadline']}）" if target["deadline"] else ""
    return f"{target['indicator']} {format_figure(target)}{deadline}"
