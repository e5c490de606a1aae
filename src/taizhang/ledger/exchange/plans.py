"""What an import would do: changes and problems, before anything is changed (导入计划)."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.accounts.models import Person

from ..domain.acts import ACTS
from ..domain.correcting import Correction
from ..domain.reports import ReportInput
from ..domain.snapshot import Answer
from ..enums import TaskState
from .columns import COLUMNS
from .corrections import CellError, read_answers, read_goals
from .knowledge import Known, know_tasks
from .progress_text import parse_progress
from .rows import CHUNK
from .sheets import Problem, SheetRow, Sheets

_NUMBER = re.compile(r"[Tt](\d{6,18})")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]0?0:00(?::00)?)?")
_CORRECTED = ("title", "leads", "units", "targets")


@dataclass(frozen=True)
class Shown:
    """One change for people."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """What one row changes: a correction, a report, or both."""

    row: SheetRow
    task_id: int
    number: str
    shown: tuple[Shown, ...]
    correction: Correction | None = None
    report: ReportInput | None = None


@dataclass
class Plan:
    """All changes, or the problems that stop them all."""

    changes: list[RowChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same."""
        done = [(change.task_id, change.shown) for change in self.changes]
        return hashlib.sha256(repr(done).encode()).hexdigest()

    @property
    def corrects(self) -> bool:
        """Whether anything is corrected: that needs a reason."""
        return any(change.correction for change in self.changes)


def plan_import(sheets: Sheets, *, actor: Person, today: date) -> Plan:
    """Compare every row with its task; the number of queries grows by thousands of rows only."""
    plan = Plan(problems=list(sheets.problems), skipped=sheets.skipped, rows=len(sheets.rows))
    numbered = _numbered(sheets.rows, plan)
    for start in range(0, len(numbered), CHUNK):
        chunk = dict(numbered[start : start + CHUNK])
        known = know_tasks(chunk, actor, today)
        for task_id, row in chunk.items():
            if task_id in known:
                _compare(row, known[task_id], plan)
            else:
                said = _("没有编号为 %(number)s 的任务，或者您无权查看它。")
                message = said % {"number": row.cells["number"]}
                plan.problems.append(row.problem(message, "number"))
    plan.problems.sort(key=lambda problem: (problem.sheet, problem.row or 0))
    return plan


def _numbered(rows: Sequence[SheetRow], plan: Plan) -> list[tuple[int, SheetRow]]:
    matches = [(_NUMBER.fullmatch(row.cells["number"]), row) for row in rows]
    counts = Counter(int(match[1]) for match, _row in matches if match)
    numbered = []
    for match, row in matches:
        if match is None:
            message = _("编号“%(text)s”应写成 T000123；新任务要由文件入账，不能从表格增加。")
            plan.problems.append(
                row.problem(message % {"text": row.cells["number"][:30]}, "number")
            )
        elif counts[int(match[1])] > 1:
            plan.problems.append(row.problem(_("同一个编号出现了不止一行，请只留一行。"), "number"))
        else:
            numbered.append((int(match[1]), row))
    return numbered


def _compare(row: SheetRow, known: Known, plan: Plan) -> None:
    changed = list(_changed(row, known, plan))
    before = len(plan.problems)
    correction = _correction(row, known, changed, plan)
    report = _report(row, known, changed, plan)
    _refuse_fixed(row, changed, plan)
    if len(plan.problems) > before or not (correction or report):
        return
    labels = {column.name: str(column.label) for column in COLUMNS}
    shown = tuple(Shown(labels[name], known.now[name], row.cells[name]) for name in changed)
    task = known.version.task
    plan.changes.append(RowChange(row, task.pk, task.number, shown, correction, report))


def _changed(row: SheetRow, known: Known, plan: Plan) -> Iterator[str]:
    """Names of the cells that the person changed; a cell that changed on both sides is bad."""
    for name, text in row.cells.items():
        now = known.now[name]
        then = known.base[name]
        if name in ("number", "position") or _same(name, text, then) or _same(name, text, now):
            continue
        if now == then:
            yield name
        else:
            said = _("导出以后这一格在系统里已改成“%(now)s”，请重新导出后再改。")
            plan.problems.append(row.problem(said % {"now": now[:60]}, name))


def _same(name: str, text: str, other: str) -> bool:
    if name == "due" and (match := _DATE.fullmatch(text)):
        text = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    if name == "state":
        return text == other or _states_named(text) == _states_named(other)
    return text == other


def _states_named(text: str) -> frozenset[str]:
    """The state with this label in either language: files travel between both."""
    found = set()
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {state.value for state in TaskState if str(state.label) == text}
    return frozenset(found or {text})


def _refuse_fixed(row: SheetRow, changed: Sequence[str], plan: Plan) -> None:
    acts = {
        "due": _("完成时限不能在表里改：没有交办的在任务页更正，已经交办的由责任单位申请延期。"),
        "state": _("状态不能在表里改，请在任务页办理：交办、签收、申请办结、通过办结或退回。"),
        "basis": _("依据不能在表里改，请修订文件后重新入账，替代旧文件。"),
    }
    for name in changed:
        if name in acts:
            plan.problems.append(row.problem(acts[name], name))


def _correction(
    row: SheetRow, known: Known, changed: Sequence[str], plan: Plan
) -> Correction | None:
    names = [name for name in _CORRECTED if name in changed]
    if not names:
        return None
    rule = ACTS["correct"]
    if not rule.is_open(known.snapshot, known.standing):
        plan.problems.append(row.problem(_refusal(str(rule.label), known), names[0]))
        return None
    try:
        return Correction(
            title=_title(row) if "title" in names else None,
            units=_units(row, known) if {"leads", "units"} & set(names) else None,
            targets=read_goals(row.cells["targets"], before=known.snapshot)
            if "targets" in names
            else None,
        )
    except CellError as error:
        plan.problems.append(row.problem(error.message, error.column))
        return None


def _title(row: SheetRow) -> str:
    title = row.cells["title"]
    if not title or len(title) > 512:
        raise CellError("title", _("任务名称不能是空的，最多 512 字。"))
    return title


def _units(row: SheetRow, known: Known) -> Sequence[Answer]:
    leads = row.cells.get("leads", known.now["leads"])
    others = row.cells.get("units", known.now["units"])
    return read_answers(leads, others, before=known.snapshot.units, known=known.names)


def _report(row: SheetRow, known: Known, changed: Sequence[str], plan: Plan) -> ReportInput | None:
    if "progress" not in changed:
        return None
    rule = ACTS["report"]
    percent, text = parse_progress(row.cells["progress"])
    if not rule.is_open(known.snapshot, known.standing):
        plan.problems.append(row.problem(_refusal(str(rule.label), known), "progress"))
    elif not text and percent is None:
        plan.problems.append(row.problem(_("进展不能清空；没有新进展的请保持原样。"), "progress"))
    elif len(text) > 20_000:
        plan.problems.append(row.problem(_("进展最多 20000 字。"), "progress"))
    else:
        return ReportInput(text, percent)
    return None


def _refusal(act: str, known: Known) -> str:
    state = TaskState(known.version.state).label
    return _("您不能对这项任务%(act)s（现在是“%(state)s”）。") % {"act": act, "state": state}
