"""The tables of a letter (通知书表格): narrow enough for A4, small where there is much."""

from collections.abc import Sequence

from taizhang.papers.official import Align, Block, Paragraph, Table, TableColumn
from taizhang.schemes import Step

from .facts import Change, Given, Line, Origin
from .wording import NONE, width_of

_PLAIN, _SMALL, _TINY = 12.0, 9.0, 7.5  # points
_MOST_GIVEN = 12  # rows of an input that are printed
_STEP_WIDTHS = (1.5, 2.8, 3.7, 1.7)
_LEAST_OUTCOME, _MOST_OUTCOME, _A_CHARACTER = 1.4, 2.6, 0.23  # widths of the column of outcomes


def results_table(results: Sequence[Line]) -> Table:
    """The result, a line a number."""
    columns = [TableColumn("项目", 1.0), TableColumn("结果", 1.6)]
    return Table(columns, [[line.label, line.text] for line in results])


def given_tables(given: Sequence[Given]) -> list[Block]:
    """The subject's own numbers, two side by side; a table for each of its rows."""
    made: list[Block] = [_given_table(row) for row in given[:_MOST_GIVEN]]
    if len(given) > _MOST_GIVEN:
        said = f"共 {len(given)} 行数据，这里列出前 {_MOST_GIVEN} 行，其余在系统的评定页面查看。"
        made.append(Paragraph(said))
    return made or [Paragraph("表格中没有这个对象的数据。")]


def _given_table(given: Given) -> Table:
    """Empty cells are counted, not printed."""
    filled = [[line.label, line.text] for line in given.lines if line.text != NONE]
    half = (len(filled) + 1) // 2
    rest = filled[half:] + [["", ""]] * (half - len(filled[half:]))
    rows = [left + right for left, right in zip(filled[:half], rest, strict=True)]
    empty = len(given.lines) - len(filled)
    note = f"另有 {empty} 项没有填写，按 0、否或者没有计算。" if empty else ""
    columns = [TableColumn("项目"), TableColumn("数据", 1.1)] * 2
    return Table(columns, rows, caption=given.key, note=note, size=_SMALL)


def steps_table(steps: Sequence[Step], document: str) -> Table:
    """Every step with its clause; a document that all are of is named once, under the table."""
    parts = [step.source.split("；") for step in steps]
    of_one = all(part.startswith(document) for each in parts for part in each)
    note = f"条款都出自{document}。" if of_one else ""
    rows = [
        [s.label, s.input, s.rule, s.points, _clauses(each, document if of_one else "")]
        for s, each in zip(steps, parts, strict=True)
    ]
    return Table(_step_columns(steps), rows, note=note, size=_SMALL)


def _step_columns(steps: Sequence[Step]) -> list[TableColumn]:
    """Wide enough for the largest amount, which must not break inside its digits."""
    item, given, rule, clause = _STEP_WIDTHS
    widest = max(width_of(step.points) for step in steps)
    outcome = min(_MOST_OUTCOME, max(_LEAST_OUTCOME, widest * _A_CHARACTER))
    return [
        TableColumn("项目", item),
        TableColumn("依据的数", given),
        TableColumn("适用的规则", rule),
        TableColumn("得分/金额", outcome, Align.CENTRE),
        TableColumn("条款", clause),
    ]


def _clauses(parts: Sequence[str], document: str) -> str:
    return "；".join(part.removeprefix(document) for part in parts)


def changes_table(changes: Sequence[Change]) -> Table:
    """What changed, old beside new."""
    columns = [TableColumn("项目", 1.2), TableColumn("原结果"), TableColumn("更正后的结果")]
    return Table(columns, [[c.label, c.old, c.new] for c in changes], size=_PLAIN)


def origin_table(origin: Origin) -> Table:
    """Printed small at the very end: by what the letter can be checked."""
    columns = [
        TableColumn("编号", 1.0),
        TableColumn(f"评定 {origin.run} 第 {origin.revision} 轮", 4.6),
    ]
    rows = [
        ["办法版本", origin.version],
        ["数据哈希", origin.table],
        ["结果哈希", origin.result],
        ["过程哈希", origin.steps],
    ]
    return Table(columns, rows, size=_TINY)
