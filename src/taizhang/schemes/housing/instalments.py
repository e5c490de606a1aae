"""分期缴纳城市基础设施配套费: whether a project keeps the conditions of paying in instalments."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from taizhang.calendars import CalendarError

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Step, Value
from .outside import step_outside
from .project import Project, findings_of, term_of

_DEFINITION = read_definition(__package__ or "", "housing-fee-instalments")
_SAME = {"due_yuan": "应缴金额", "applied_on": "申请日期"}


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    for payments in _by_project(rows).values():
        for column, word in _SAME.items():
            by_line = sorted(payments, key=lambda row: row.line)
            usual = Counter(row[column] for row in by_line).most_common(1)[0][0]
            other = next(row for row in by_line if row[column] == usual)
            for row in by_line:
                if row[column] != usual:
                    said = f"同一项目各行的{word}应当相同，第 {other.line} 行是 {usual}。"
                    refusals.add(row, column, said)
    for row in rows:
        try:
            term_of(row.day("applied_on"), values)
        except CalendarError:
            refusals.add(row, "applied_on", "日期超出可以计算的范围，请检查年份。")


def _by_project(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The payments of each project by day, then by id; the projects by id."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_order):
        found.setdefault(row.text("project_id"), []).append(row)
    return found


def _order(row: Row) -> tuple[str, date, str]:
    return row.text("project_id"), row.day("paid_on"), row.text("payment_id")


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    for project_id, payments in _by_project(rows).items():
        project = Project(
            due=payments[0].number("due_yuan"),
            applied_on=payments[0].day("applied_on"),
            as_of=values.as_of,
            paid=tuple(
                (row.day("paid_on"), row.number("paid_yuan"))
                for row in payments
                if row.day("paid_on") <= values.as_of
            ),
        )
        findings = findings_of(project, values)
        breaches = ";".join(finding.code for finding in findings if finding.broken)
        yield _judged(project_id, breaches, tuple(finding.step for finding in findings))


def _judged(project_id: str, breaches: str, steps: tuple[Step, ...]) -> Judged:
    found: dict[str, Value] = {
        "project_id": project_id,
        "ok": not breaches,
        "breaches": breaches,
    }
    return Judged(project_id, found, steps)


def _outside(rows: Sequence[Row], values: Values, why: str) -> Iterator[Judged]:
    step = step_outside(_DEFINITION, why, "不能分期缴纳")
    return (_judged(project_id, "not_in_force", (step,)) for project_id in _by_project(rows))


INSTALMENTS = RowScheme(_DEFINITION, _compute, check=_check, outside=_outside)
