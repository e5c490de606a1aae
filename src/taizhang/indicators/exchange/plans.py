"""What a returned table would change (导入比对): problems by their place, or figures to take."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..domain.errors import FigureProblem
from ..domain.intake.giving import (
    Change,
    Filled,
    Judged,
    changing,
    find_problems,
    judge_figures,
)
from ..domain.intake.numbers import NumberError, check_unit, same_unit
from ..domain.queries.on_days import Place
from ..domain.queries.series import Known
from ..enums import Way
from .series import SeriesByName, series_by_name
from .sheets import Problem, SheetRow, Sheets

_COLUMNS = {"indicator": "code", "is_final": "kind"}  # of the door's fields, where they differ


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with what its figure changes and what is doubtful about it."""

    row: SheetRow
    judged: Judged


@dataclass
class Plan:
    """What a file would do: nothing as long as there are problems."""

    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    blank: int = 0

    @property
    def changes(self) -> list[PlannedRow]:
        """The rows that change something."""
        return [each for each in self.rows if each.judged.change != Change.SAME]

    @property
    def new(self) -> int:
        """How many figures are the first of their period."""
        return sum(each.judged.change == Change.NEW for each in self.rows)

    @property
    def revised(self) -> int:
        """How many figures revise an earlier one."""
        return sum(each.judged.change == Change.REVISED for each in self.rows)

    @property
    def same(self) -> int:
        """How many figures change nothing."""
        return sum(each.judged.change == Change.SAME for each in self.rows)

    @property
    def doubtful(self) -> list[PlannedRow]:
        """The rows with something to be asked about."""
        return [each for each in self.changes if each.judged.doubts]

    @property
    def judged(self) -> list[Judged]:
        """The figures that change something."""
        return changing([each.judged for each in self.rows])

    @property
    def digest(self) -> str:
        """The same for the same changes of the same figures only, in hexadecimal."""
        text = "\n".join(_trace(each) for each in self.judged)
        return hashlib.sha256(text.encode()).hexdigest()


def plan_import(sheets: Sheets, *, actor: Person, as_of: datetime) -> Plan:
    """Hold the rows of a file against the series the person may give figures for, and against
    what was given before: a constant number of queries."""
    plan = Plan(problems=list(sheets.problems), skipped=sheets.skipped, blank=sheets.blank)
    codes = {row.texts["code"] for row in sheets.rows}
    known = series_by_name(codes, actor=actor, on=timezone.localdate(as_of))
    matched: list[tuple[SheetRow, Filled]] = []
    for row in sheets.rows:
        found = _match(row, known)
        if isinstance(found, Problem):
            plan.problems.append(found)
        else:
            matched.append((row, _filled(row, found)))
    plan.problems += _refused(matched, actor, as_of)
    plan.problems.sort(key=lambda problem: (problem.sheet, problem.row or 0))
    if not plan.problems:
        judged = judge_figures([filled for _row, filled in matched])
        pairs = zip(matched, judged, strict=True)
        plan.rows = [PlannedRow(row, each) for (row, _filled), each in pairs]
    return plan


def _match(row: SheetRow, known: SeriesByName) -> Known | Problem:
    """The series of a row, or what is wrong with its words."""
    code, region = row.texts["code"], row.texts.get("region", "")
    series = known.find(code, region)
    if series is None:
        column = "region" if known.knows(code) and region else "code"
        return row.problem(known.say_unknown(code, region), column)
    return next(_contradictions(row, series), None) or series


def _contradictions(row: SheetRow, series: Known) -> Iterator[Problem]:
    name, unit = row.texts.get("name", ""), row.texts.get("unit", "")
    if name and name != series.name:
        said = _("代码 %(code)s 是“%(name)s”，与本行的名称不符，请核对代码或重新下载模板。")
        yield row.problem(said % {"code": series.code, "name": series.name}, "name")
    if unit and not same_unit(unit, series.unit):
        said = _("“%(name)s”的计量单位是“%(unit)s”，请换算后填报，或重新下载模板。")
        yield row.problem(said % {"name": series.name, "unit": series.unit or _("无")}, "unit")
    try:
        check_unit(row.written, series.unit)
    except NumberError as error:
        yield row.problem(error.message, "value")


def _filled(row: SheetRow, series: Known) -> Filled:
    return Filled(series.id, row.day, row.written, row.is_final, row.note)


def _refused(
    matched: Sequence[tuple[SheetRow, Filled]], actor: Person, as_of: datetime
) -> list[Problem]:
    """What the door would refuse, by the cells it is about."""
    rows = [filled.row for _row, filled in matched]
    found = find_problems(rows, way=Way.EXCEL, actor=actor, as_of=as_of) if rows else []
    first: dict[Place, SheetRow] = {}
    for row, filled in matched if found else ():
        first.setdefault((filled.series_id, filled.day), row)
    return [_placed(problem, *matched[problem.row], first) for problem in found]


def _placed(
    problem: FigureProblem, row: SheetRow, filled: Filled, rows: Mapping[Place, SheetRow]
) -> Problem:
    """The problem at its cell; `rows`: the first of each figure."""
    if problem.code == "given_twice":
        first = rows[filled.series_id, filled.day]
        said = _("与工作表“%(sheet)s”第 %(row)d 行是同一指标、地区和日期，请只留一行。")
        return row.problem(said % {"sheet": first.sheet, "row": first.row}, "day")
    return row.problem(problem.message, _COLUMNS.get(problem.field, problem.field))


def _trace(judged: Judged) -> str:
    filled, own = judged.filled, judged.slot.own
    before = own.submission_id if own else ""
    facts: Mapping[str, object] = {
        "series": filled.series_id,
        "day": filled.day,
        "value": filled.written.value,
        "final": filled.is_final,
        "note": filled.note,
        "before": before,
    }
    return repr(list(facts.values()))
