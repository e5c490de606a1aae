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


def clean_text(value: str, *, field: str, most: int = 20_000, needed: bool = False) -> str:
    """Text as it is kept: no control characters, no blanks around, not longer than `most`."""
    text = "".join(
        char
        for char in str(value).replace("\r\n", "\n")
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    ).strip()
    if needed and not text:
        raise ActInputError(f"“{field}”没有填写，请填写后再提交。", field=field)
    if len(text) > most:
        raise ActInputError(
            f"“{field}”有 {len(text)} 个字，最多 {most} 个字，请缩短后再提交。", field=field
        )
    return text


def clean_number(value: object, *, field: str) -> Decimal:
    """An exact number with at most six places and 21 digits before the point."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise ActInputError(f"“{field}”应为数字，现在是“{value}”，请更正。", field=field)
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
                f"单位“{answer.name}”的分工“{answer.role}”不在牵头、责任、配合之中，请更正。",
                field="units",
            )
        name = clean_text(answer.name, field="单位名称", most=128, needed=True)
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
        raise ActInputError("有两个目标用了同一个目标号，请更正。", field="targets")
    return tuple(sorted(cleaned, key=lambda goal: goal.key))


def _clean_goal(goal: Goal) -> Goal:
    if goal.op not in Operator.values:
        raise ActInputError(
            f"目标“{goal.indicator}”的算符“{goal.op}”不认识，可用的有：{'、'.join(Operator.values)}。",
            field="targets",
        )
    value = clean_number(goal.value, field="目标值")
    upper = None if goal.value_max is None else clean_number(goal.value_max, field="上限")
    if (goal.op == Operator.RANGE) != (upper is not None) or (upper is not None and upper < value):
        raise ActInputError(
            f"目标“{goal.indicator}”是区间时要有不小于下限的上限，不是区间时不能有上限，请更正。",
            field="targets",
        )
    return Goal(
        goal.key,
        clean_text(goal.indicator, field="指标", most=256, needed=True),
        str(goal.op),
        value,
        upper,
        clean_text(goal.unit, field="计量单位", most=32),
        goal.deadline,
        clean_text(goal.quote, field="目标原文"),
    )
