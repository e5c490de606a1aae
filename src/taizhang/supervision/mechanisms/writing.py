"""`Mechanism` back to YAML, in the order people read it."""

from typing import Any

import yaml

from taizhang.calendars.types import DayUnit

from .types import Mechanism, Reports, Step, Unmet, Within


def write_mechanism(mechanism: Mechanism) -> str:
    """The YAML text of a mechanism; reading it gives an equal mechanism."""
    data = {
        "key": mechanism.key,
        "name": mechanism.name,
        "reference": mechanism.reference,
        "valid_from": mechanism.valid_from,
        "valid_to": mechanism.valid_to,
        "cutoff": mechanism.cutoff and mechanism.cutoff.strftime("%H:%M"),
        "near": _within(mechanism.near),
        "assign_within": _within(mechanism.assign_within),
        "kinds": [{"key": kind.key, "name": kind.name} for kind in mechanism.kinds],
        "steps": [_step(step) for step in mechanism.steps],
        "reports": _reports(mechanism.reports),
        "rounds": [
            {"key": one.key, "name": one.name, "every": one.every} for one in mechanism.rounds
        ],
        "escalation": [
            {"colour": rule.colour, "answer_within": _within(rule.answer_within)}
            for rule in mechanism.escalation
        ],
    }
    return yaml.safe_dump(_filled(data), allow_unicode=True, sort_keys=False, width=96)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _within(within: Within | None) -> dict[str, Any] | None:
    if within is None:
        return None
    roll = {"roll": True} if within.roll else {}
    if within.unit is DayUnit.MONTH:
        return {"months": within.number, **roll}
    return {"days": within.number, "unit": within.unit.value, **roll}


def _step(step: Step) -> dict[str, Any]:
    return _filled(
        {
            "key": step.key,
            "name": step.name,
            "from": "" if step.start == "assigned" else step.start,
            "within": _within(step.within),
            "after": step.after,
            "for": sorted(step.kinds),
            "met_by": sorted(step.met_by),
            "contains": list(step.contains),
            "reviewer": step.reviewer,
            "unmet": _unmet(step.unmet),
        }
    )


def _unmet(unmet: Unmet) -> dict[str, Any]:
    return _filled({"slip": unmet.slip, "document": unmet.document, "next": unmet.next})


def _reports(reports: Reports | None) -> dict[str, Any] | None:
    if reports is None:
        return None
    return _filled(
        {
            "every": reports.every,
            "day": reports.day,
            "after_end": _within(reports.after_end),
            "for": sorted(reports.kinds),
            "contains": list(reports.contains),
            "remind_before": list(reports.remind_before),
            "remind_after": list(reports.remind_after),
            "reviewer": reports.reviewer,
            "unmet": _unmet(reports.unmet),
        }
    )
