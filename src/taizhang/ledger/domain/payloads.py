"""The content of an event: canonical JSON, and the parts that several event types share.

Numbers that must be exact travel as text, dates as ISO text; so the characters under the hash
mean the same to every reader.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from ..enums import Operator, UnitRole
from .errors import ActInputError
from .snapshot import Answer, Goal

_SIX_PLACES = Decimal("0.000001")
_LARGEST = Decimal(10) ** 21


def canonical_json(payload: Mapping[str, Any]) -> str:
    """Sorted keys, no blanks, characters as they are: equal payloads are equal texts."""
    return json.dumps(
        payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def clean_text(
    value: str, label: str, *, field: str, most: int = 20_000, needed: bool = False
) -> str:
    """Text as it is kept: no control characters, no blanks around, not longer than `most`.

    `label` names it to people, `field` to the form it came from.
    """
    text = "".join(
        char
        for char in str(value).replace("\r\n", "\n")
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    ).strip()
    if needed and not text:
        raise ActInputError(
            _("“%(label)s”没有填写，请填写后再提交。") % {"label": label}, field=field
        )
    if len(text) > most:
        raise ActInputError(
            _("“%(label)s”有 %(count)s 个字，最多 %(most)s 个字，请缩短后再提交。")
            % {"label": label, "count": len(text), "most": most},
            field=field,
        )
    return text


def clean_number(value: object, label: str, *, field: str) -> Decimal:
    """An exact number with at most six places and 21 digits before the point."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise ActInputError(
            _("“%(label)s”应为数字，现在是“%(value)s”，请更正。")
            % {"label": label, "value": value},
            field=field,
        )
    return number.quantize(_SIX_PLACES)


def number_text(value: Decimal) -> str:
    """The shortest plain writing of a number: 140, 0.5, -3."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def answer_payload(answer: Answer) -> dict[str, Any]:
    return {"unit": answer.unit_id, "role": answer.role, "name": answer.name}


def answers_from(parts: Iterable[Mapping[str, Any]]) -> tuple[Answer, ...]:
    return tuple(Answer(part["unit"], part["role"], part["name"]) for part in parts)


def goal_payload(goal: Goal) -> dict[str, Any]:
    return {
        "key": goal.key,
        "indicator": goal.indicator,
        "op": goal.op,
        "value": number_text(goal.value),
        "value_max": None if goal.value_max is None else number_text(goal.value_max),
        "unit": goal.unit,
        "deadline": date_text(goal.deadline),
        "quote": goal.quote,
    }


def goals_from(parts: Iterable[Mapping[str, Any]]) -> tuple[Goal, ...]:
    return tuple(
        Goal(
            part["key"],
            part["indicator"],
            part["op"],
            Decimal(part["value"]),
            None if part["value_max"] is None else Decimal(part["value_max"]),
            part["unit"],
            date_from(part["deadline"]),
            part["quote"],
        )
        for part in parts
    )


def date_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def date_from(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def clean_answers(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Each unit once, in its strongest role; roles known, names short enough."""
    strength = {UnitRole.LEAD: 0, UnitRole.RESPONSIBLE: 1, UnitRole.SUPPORT: 2}
    kept: dict[int, Answer] = {}
    for answer in answers:
        if answer.role not in UnitRole.values:
            raise ActInputError(
                _("单位“%(name)s”的分工“%(role)s”不在牵头、责任、配合之中，请更正。")
                % {"name": answer.name, "role": answer.role},
                field="units",
            )
        name = clean_text(answer.name, _("单位名称"), field="units", most=128, needed=True)
        cleaned = Answer(answer.unit_id, str(answer.role), name, answer.signed_at)
        known = kept.get(answer.unit_id)
        if known is None:
            kept[answer.unit_id] = cleaned
        elif strength[UnitRole(answer.role)] < strength[UnitRole(known.role)]:
            kept[answer.unit_id] = Answer(known.unit_id, cleaned.role, known.name, known.signed_at)
    return tuple(kept.values())


def clean_goals(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Targets with exact numbers, known operators and a key each, in the order of their keys."""
    cleaned = tuple(_clean_goal(goal) for goal in goals)
    if len({goal.key for goal in cleaned}) < len(cleaned):
        raise ActInputError(_("有两个目标用了同一个目标号，请更正。"), field="targets")
    return tuple(sorted(cleaned, key=lambda goal: goal.key))


def _clean_goal(goal: Goal) -> Goal:
    if goal.op not in Operator.values:
        raise ActInputError(
            _("目标“%(indicator)s”的算符“%(op)s”不认识，可用的有：%(known)s。")
            % {"indicator": goal.indicator, "op": goal.op, "known": "、".join(Operator.values)},
            field="targets",
        )
    value = clean_number(goal.value, _("目标值"), field="targets")
    upper = goal.value_max
    if upper is not None:
        upper = clean_number(upper, _("上限"), field="targets")
    if (goal.op == Operator.RANGE) != (upper is not None) or (upper is not None and upper < value):
        raise ActInputError(
            _("目标“%(indicator)s”是区间时要有不小于下限的上限，不是区间时不能有上限，请更正。")
            % {"indicator": goal.indicator},
            field="targets",
        )
    return Goal(
        goal.key,
        clean_text(goal.indicator, _("指标"), field="targets", most=256, needed=True),
        str(goal.op),
        value,
        upper,
        clean_text(goal.unit, _("计量单位"), field="targets", most=32),
        goal.deadline,
        clean_text(goal.quote, _("目标原文"), field="targets"),
    )
