"""The values that words are made from, drawn from the numbers of a bulletin. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from taizhang.papers.official import chinese_date

from ..periods import read_period
from .values import Figure
from .vocabulary import CLASS_NAMES, RATE_NAMES, TASK_NAMES, UNLIT

Numbers = Mapping[str, Any]


def words_of(numbers: Numbers) -> dict[str, Any]:
    """`n` of a template, as `vocabulary.WORDS` describes it."""
    return {
        "n": {
            **_frame(numbers),
            **_classes(numbers["numbers"]),
            "tasks": _tasks(numbers["tasks"]),
            "rates": _rates(numbers["rates"]),
            **_lights(numbers["lights"]),
            **_rows("offices", "unit", numbers["offices"]),
            **_rows("places", "place", numbers["places"]),
            "worst": _items(numbers, "worst"),
            "worst_shown": len(numbers["worst"]),
            "best": _items(numbers, "best"),
            **_silent(numbers["silent"]),
            "named": [{"name": name, "reason": why} for _, name, why in _given(numbers)["named"]],
            "warnings": Figure(numbers["warnings"], key="warnings"),
            "change": _change(numbers["change"]),
        }
    }


def _given(numbers: Numbers) -> Mapping[str, Any]:
    return numbers.get("given") or {"answer_by": None, "named": []}


def _frame(numbers: Numbers) -> dict[str, Any]:
    asked = numbers["asked"]
    answer_by = _given(numbers)["answer_by"]
    return {
        "period": asked["name"],
        "year": f"{read_period(asked['period']).year}年",
        "day": _written(asked["day"]),
        "starts": _written(asked["starts"]),
        "ends": _written(asked["ends"]),
        "is_over": asked["day"] == asked["ends"],
        "office": asked["office"],
        "region": asked["region"],
        "is_city": asked["keeper"] is None,
        "seal": numbers["seal"],
        "answer_by": _written(answer_by) if answer_by else "",
    }


def _written(day: str) -> str:
    return chinese_date(date.fromisoformat(day))


def _classes(counts: Mapping[str, Any]) -> dict[str, Any]:
    good = counts["done"]["count"] + counts["ahead"]["count"]
    return {
        "total": Figure(counts["total"], key="numbers"),
        **{name: Figure(counts[name]["count"], key=f"numbers.{name}") for name in CLASS_NAMES},
        **{f"{name}_share": _per_cent(counts[name]["share"]) for name in CLASS_NAMES},
        "good": Figure(good, key="numbers.good"),
        "good_share": _per_cent(counts["good_share"]),
        "adds_up": counts["adds_up"],
    }


def _per_cent(share: str) -> str:
    return f"{share}%" if share else "—"


def _tasks(counts: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        name: Figure(counts[name], key="tasks" if name == "total" else f"tasks.{name}")
        for name in TASK_NAMES
    }
    return shown | {"closed_share": _per_cent(counts["closed_share"])}


def _rates(rates: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {"median": rates["late"]["median"]}
    for name in RATE_NAMES:
        shown[name] = Figure(rates[name]["count"], key=f"rate.{name}")
        shown[f"{name}_of"] = Figure(rates[name]["of"], key=f"rate.{rates[name]['base']}")
        shown[f"{name}_share"] = _per_cent(rates[name]["share"])
    shown["late"] = Figure(rates["late"]["count"], key="rate.late")
    shown["counted"] = Figure(rates["counted"], key="rate.counted")
    return shown


def _lights(lights: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The lights that are lit; of how many tasks none was recorded."""
    unlit = sum(each["count"] for each in lights if each["colour"] == UNLIT)
    return {
        "lights": [_light(each) for each in lights if each["colour"] != UNLIT],
        "unlit": Figure(unlit, key=f"light.{UNLIT}"),
    }


def _light(light: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": light["name"], "count": Figure(light["count"], key=f"light.{light['colour']}")}


def _rows(name: str, what: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    shown: dict[str, Any] = {name: [_row(what, row) for row in rows]}
    for pace in ("behind", "unknown"):
        most = sorted((row for row in rows if row[pace]), key=lambda row: -row[pace])
        shown[f"{name}_{pace}"] = [_row(what, row) for row in most]
    return shown


def _row(what: str, row: Mapping[str, Any]) -> dict[str, Any]:
    key = f"{what}.{row['id']}"
    return {
        "name": row["name"],
        "total": Figure(row["total"], key=key),
        **{name: Figure(row[name], key=f"{key}.{name}") for name in CLASS_NAMES},
        "share": _per_cent(row["share"]),
    }


def _items(numbers: Numbers, which: str) -> list[dict[str, Any]]:
    known = {item["id"]: item for item in numbers["items"]}
    said = numbers["said"]
    return [_item(known[pk], said.get(pk)) for pk in numbers[which]]


def _item(item: Mapping[str, Any], said: Mapping[str, str] | None) -> dict[str, Any]:
    names = ("indicator", "goal", "title", "value", "needed", "gap")
    return {
        **{name: item[name] for name in names},
        "names": "、".join(item["names"]),
        "lead": f"{item['lead'].lstrip('-')}个百分点" if item["lead"] else "—",
        "deadline": _written(item["deadline"]) if item["deadline"] else "—",
        "said": said["text"] if said else "",
        "said_how": said["how"] if said else "",
        "said_on": _written(said["day"]) if said else "",
    }


def _silent(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    shown = [
        {"name": row["name"], "tasks": Figure(row["tasks"], key=f"unit.{row['id']}.silent")}
        for row in rows
    ]
    return {"silent": shown, "silent_total": Figure(len(rows), key="silent" if rows else "")}


def _change(change: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "number": change["number"],
        "day": _written(change["day"]),
        "asked": change["answers"]["asked"],
        "answered": change["answers"]["answered"],
        "unanswered": [{"name": name} for name in change["answers"]["silent"]],
        **{name: Figure(change[name], text=f"{change[name]:+d}") for name in CLASS_NAMES},
        "total": Figure(change["total"], text=f"{change['total']:+d}"),
        **{
            name: Figure(len(change[name]), key=f"change.{name}")
            for name in ("newly_behind", "recovered")
        },
    }
