"""The final list as an official paper (结果名单公文): words, hands, room to sign, the list."""

from collections.abc import Iterator
from datetime import date, datetime, time

from taizhang.calendars import TIME_ZONE
from taizhang.papers.official import (
    Align,
    Annex,
    Block,
    FileProperties,
    Heading,
    OfficialPaper,
    Paragraph,
    Signature,
    Table,
    TableColumn,
    chinese_date,
    chinese_moment,
)

from ..letters.tables import origin_table
from ..letters.wording import printed
from .facts import FinalFacts
from .tables import list_table

MOST_PRINTED = 3_000  # rows of the list on paper; more stand in the workbook
_LARGE = 16.0  # points: lines high enough to sign on
_SIGNERS = ("经办人", "审核人", "负责人")
_BY_HAND = "年　　月　　日"


def paper_of(facts: FinalFacts) -> OfficialPaper:
    """The paper; the same for the same facts."""
    on = facts.final_on
    return OfficialPaper(
        title=f"{facts.title}\n结果名单",
        body=list(_body(facts)),
        properties=FileProperties(made_at(on), facts.office, facts.title),
        signature=Signature(facts.office, on),
        annexes=_annexes(facts),
    )


def made_at(on: date) -> datetime:
    """The moment the files name: the beginning of the day the result became final."""
    return datetime.combine(on, time(), TIME_ZONE)


def _body(facts: FinalFacts) -> Iterator[Block]:
    yield Paragraph(
        f"根据{facts.document}{facts.clause}，按{chinese_date(facts.as_of)}的规定对"
        f"{len(facts.subjects)}个对象作了{facts.scheme}计算。{facts.published}{facts.objections}"
        f"结果已于{chinese_date(facts.final_on)}确定。"
    )
    if facts.settings:
        said = "；".join(f"{line.label}为{line.text}" for line in facts.settings)
        yield Paragraph(f"本次评定另行给出的参数：{said}。其余参数取自文件。")
    yield Heading(1, "一、合计")
    yield _totals(facts)
    yield Heading(1, "二、经办")
    yield _hands(facts)
    yield Heading(1, "三、签字盖章")
    yield _room()
    yield origin_table(facts.origin)


def _totals(facts: FinalFacts) -> Table:
    """How many subjects, and the sum of every column of money."""
    columns = {column.name: column for column in facts.columns}
    rows = [["对象", f"{len(facts.subjects)} 个"]]
    rows += [[columns[n].label, printed(yuan, columns[n])] for n, yuan in facts.totals.items()]
    return Table([TableColumn("项目"), TableColumn("合计")], rows)


def _hands(facts: FinalFacts) -> Table:
    columns = [TableColumn("办理"), TableColumn("经办人"), TableColumn("时间", 1.8)]
    rows = [
        [hand.what, hand.name, chinese_moment(hand.at.astimezone(TIME_ZONE))]
        for hand in facts.hands
    ]
    return Table(columns, rows)


def _room() -> Table:
    """Empty cells to sign by hand; the seal stands on the date below."""
    columns = [TableColumn(""), TableColumn("签字", 1.6), TableColumn("日期", 1.6, Align.CENTRE)]
    return Table(columns, [[who, "", _BY_HAND] for who in _SIGNERS], size=_LARGE)


def _annexes(facts: FinalFacts) -> list[Annex]:
    if len(facts.subjects) > MOST_PRINTED:
        said = f"名单共 {len(facts.subjects)} 行，印在 Excel 名单中，与本件由同一结果哈希对应。"
        return [Annex("名单", [Paragraph(said)])]
    table, landscape = list_table(facts)
    return [Annex("名单", [table], landscape=landscape)]
