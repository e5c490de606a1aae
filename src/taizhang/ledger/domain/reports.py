"""What a unit sends with a report or a closing request (填报内容), checked against the task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.documents.models import StoredFile

from .errors import ActInputError
from .payloads import clean_number, clean_text, number_text
from .scenes import Scene
from .snapshot import Goal, Snapshot


@dataclass(frozen=True, slots=True)
class FigureInput:
    """A figure against the target with this key, as it stood on a day."""

    key: int
    value: Decimal
    observed_on: date


@dataclass(frozen=True, slots=True)
class FileInput:
    """A kept file (documents.domain.storing.keep_evidence) under the name it was sent with."""

    file: StoredFile
    name: str


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One of the parts that a report must have (报告内容), under its name: 责任分工."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportInput:
    """Text, parts, share done (0–100), figures, files: at least one of them.

    `answers`: what is reported on, in the words of the room that asked; the ledger only keeps it.
    """

    text: str = ""
    percent: int | None = None
    figures: Sequence[FigureInput] = ()
    files: Sequence[FileInput] = ()
    parts: Sequence[ReportPart] = ()
    answers: str = ""


def report_payload(report: ReportInput, scene: Scene, *, as_of: datetime) -> dict[str, Any]:
    """The payload of a report, checked; `ActInputError` names the field and what to do."""
    if report.percent is not None and not 0 <= report.percent <= 100:
        raise ActInputError(
            _("完成比例应在 0 到 100 之间，现在是 %(percent)s，请更正。")
            % {"percent": report.percent},
            field="percent",
        )
    text = clean_text(report.text, _("进展"), field="text")
    extra = _asked_for(report)
    told = text or extra.get("parts") or report.figures or report.files
    if not told and report.percent is None:
        raise ActInputError(_("没有填写任何内容，请填写进展、数字或上传附件。"), field="text")
    return {
        "unit": scene.standing.units[0].unit_id,
        "name": scene.standing.units[0].name,
        "text": text,
        "percent": report.percent,
        "figures": [_figure(part, scene, as_of) for part in report.figures],
        "files": files_payload(report.files),
        **extra,
    }


def files_payload(files: Iterable[FileInput]) -> list[dict[str, Any]]:
    """Attached files as an event keeps them. Raises `ActInputError` on `files`."""
    return [
        {
            "file": part.file.pk,
            "name": clean_text(part.name, _("文件名"), field="files", most=255, needed=True),
            "sha256": part.file.sha256,
        }
        for part in files
    ]


def _asked_for(report: ReportInput) -> dict[str, Any]:
    """The parts that are filled in, and what the report answers; nothing where neither is."""
    parts = [
        {
            "name": clean_text(part.name, _("报告内容"), field="parts", most=128, needed=True),
            "text": clean_text(part.text, part.name, field="parts"),
        }
        for part in report.parts
    ]
    filled = [part for part in parts if part["text"]]
    answers = clean_text(report.answers, _("报告事项"), field="answers", most=128)
    return ({"parts": filled} if filled else {}) | ({"answers": answers} if answers else {})


def carried_payload(payload: dict[str, Any], source: int, task: Snapshot) -> dict[str, Any]:
    """The same report on a task of the same commitment: figures go where indicator and measure
    agree, and the payload says which task it came from; what it answers is asked of that one."""
    keys = {(goal.indicator, goal.unit): goal.key for goal in task.targets}
    figures = [
        {**figure, "key": keys[figure["indicator"], figure["unit"]]}
        for figure in payload["figures"]
        if (figure["indicator"], figure["unit"]) in keys
    ]
    carried = {name: part for name, part in payload.items() if name != "answers"}
    return {**carried, "figures": figures, "from": source}


def _figure(part: FigureInput, scene: Scene, as_of: datetime) -> dict[str, Any]:
    goal = scene.before.goal(part.key)
    if goal is None:
        raise ActInputError(
            _("任务 %(number)s 没有第 %(key)s 个目标，请刷新页面后重新填写。")
            % {"number": scene.task.number, "key": part.key},
            field="figures",
        )
    if part.observed_on > timezone.localdate(as_of):
        raise ActInputError(
            _("“%(indicator)s”的截至日期 %(day)s 还没有到，请更正。")
            % {"indicator": goal.indicator, "day": part.observed_on},
            field="figures",
        )
    return {
        "key": goal.key,
        "value": number_text(clean_number(part.value, goal.indicator, field="figures")),
        "observed_on": part.observed_on.isoformat(),
        **_reading(goal),
    }


def _reading(goal: Goal) -> dict[str, str]:
    return {"indicator": goal.indicator, "unit": goal.unit}
