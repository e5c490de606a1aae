"""Public things as plain records (公开记录): what JSON and CSV carry, and nothing else."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from taizhang.indicators.enums import Source

from ..queries.public_documents import PublicDocument
from ..queries.public_indicators import PublicFigure, PublicGoal, PublicIndicator
from ..queries.public_tasks import PublicNumber, PublicTarget, PublicTask
from .fields import chosen, public_fields

Record = dict[str, Any]
_NO_NUMBER = PublicNumber()


def document_record(document: PublicDocument) -> Record:
    """A document."""
    return chosen(
        "document",
        {
            "id": document.id,
            "title": document.title,
            "issuer": document.issuer,
            "document_number": document.document_number,
            "issued": document.issued,
            "tasks_total": document.total,
            "tasks_closed": document.closed,
            "tasks_underway": document.underway,
            "tasks_replaced": document.replaced,
            "url": reverse("reporting:open-document", args=[document.id]),
        },
    )


def task_record(task: PublicTask, *, public_documents: Collection[int | None]) -> Record:
    """A task; its document is named where that is public too."""
    return chosen(
        "task",
        {
            "number": task.number,
            "document_id": task.document_id if task.document_id in public_documents else None,
            "title": task.title,
            "text": task.text,
            "units": [chosen("unit", {"name": name, "role": role}) for name, role in task.units],
            "due": task.due,
            "state": task.state,
            "closed_on": task.closed_on,
            "last_report_on": task.reported_on,
            "under_revision": task.is_changed,
            "targets": [record for target in task.targets for record in _target_records(target)],
            "url": reverse("reporting:open-task", args=[task.number]),
        },
    )


def _target_records(target: PublicTarget) -> Iterator[Record]:
    for number in target.numbers or (_NO_NUMBER,):
        yield chosen(
            "target",
            {
                "indicator": target.indicator,
                "op": target.op,
                "value": as_number(target.value),
                "value_max": as_number(target.value_max),
                "unit": target.unit,
                "deadline": target.deadline,
                "region": number.region,
                "latest_value": as_number(number.value),
                "latest_unit": number.unit,
                "latest_on": number.observed_on,
                "provisional": number.is_provisional,
                "pace": number.pace,
            },
        )


def indicator_record(indicator: PublicIndicator) -> Record:
    """An indicator, without its figures."""
    return chosen(
        "indicator",
        {
            "code": indicator.code,
            "name": indicator.name,
            "unit": indicator.unit,
            "direction": indicator.direction,
            "frequency": indicator.frequency,
            "accumulation": indicator.accumulation,
            "office": indicator.office or "",
            "region": indicator.region,
            "url": reverse("reporting:open-indicator", args=[indicator.code]),
        },
    )


def figure_record(figure: PublicFigure) -> Record:
    """A figure of an indicator."""
    return chosen(
        "figure",
        {
            "region": figure.region,
            "day": figure.day,
            "value": as_number(figure.value),
            "source": Source(figure.source).name.lower(),
            "provisional": not figure.is_final,
        },
    )


def goal_record(goal: PublicGoal) -> Record:
    """A goal of an indicator."""
    return chosen(
        "goal",
        {
            "region": goal.region,
            "op": goal.op,
            "value": as_number(goal.value),
            "value_max": as_number(goal.value_max),
            "unit": goal.unit,
            "deadline": goal.deadline,
            "latest_value": as_number(goal.latest),
            "latest_unit": goal.latest_unit,
            "latest_on": goal.observed_on,
            "provisional": goal.is_provisional,
            "pace": goal.pace or "",
            "task_number": goal.task_number,
        },
    )


def as_number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON writes it: whole numbers as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def table_columns(kind: str) -> list[tuple[str, str, str]]:
    """The columns of a kind in CSV: (the list it comes from or "", name, head). The targets of a
    task and the figures of an indicator have a row each; units stand in one cell."""
    columns = []
    for field in public_fields()[kind]:
        if field.of and field.name != "units":
            columns += [(field.name, part.name, part.label) for part in public_fields()[field.of]]
        else:
            columns.append(("", field.name, field.label))
    return columns


def table_rows(kind: str, records: Iterable[Record]) -> Iterator[list[Any]]:
    """The rows of these records in CSV."""
    columns = table_columns(kind)
    lists = {of for of, _name, _head in columns if of}
    for record in records:
        for part in _parts_of(record, lists):
            yield [_cell((part if of else record).get(name)) for of, name, _head in columns]


def _parts_of(record: Record, lists: Iterable[str]) -> list[Mapping[str, Any]]:
    parts = [part for name in lists for part in record[name]]
    return parts or [{}]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return "；".join(f"{unit['name']}（{unit['role']}）" for unit in value)
    return "" if value is None else value
