"""A letter as an official paper (结果通知书): its parts, in the layout of GB/T 9704."""

from collections.abc import Iterator
from datetime import datetime, time

from taizhang.calendars import TIME_ZONE
from taizhang.papers.official import (
    Block,
    FileProperties,
    Heading,
    OfficialPaper,
    Paragraph,
    Signature,
    chinese_date,
)

from .facts import Letter, Redone
from .tables import changes_table, given_tables, origin_table, results_table, steps_table

_NUMERALS = "一二三四五六七八九十"
_LINE = 20  # characters of a title's line
_RANK, _LIFT = "rank", "lift"  # criteria that are told in words, not in the table


def paper_of(letter: Letter) -> OfficialPaper:
    """The paper; the same for the same letter."""
    day = letter.issue.on if letter.issue else letter.made_on
    office = letter.issue.office if letter.issue else ""
    return OfficialPaper(
        title=_title(letter),
        body=list(_body(letter)),
        properties=FileProperties(datetime.combine(day, time(), TIME_ZONE), office, letter.title),
        addressee=letter.name,
        signature=Signature(office, day) if letter.issue else None,
    )


def _title(letter: Letter) -> str:
    what = "结果通知书" if letter.issue else "结果通知书（稿）"
    joined = letter.title + what
    return joined if len(joined) <= _LINE else f"{letter.title}\n{what}"


def _body(letter: Letter) -> Iterator[Block]:
    yield Paragraph(_opening(letter))
    numerals = iter(_NUMERALS)
    for title, blocks in _sections(letter):
        yield Heading(1, f"{next(numerals)}、{title}")
        yield from blocks
    yield origin_table(letter.origin)


def _opening(letter: Letter) -> str:
    again = "重新计算" if letter.redone else "计算"
    said = (
        f"根据{letter.document}{letter.clause}，按{chinese_date(letter.as_of)}的规定，对你（单位）的"
        f"{letter.scheme}作了{again}。现将结果、所依据的数据和每一步的计算过程通知如下。"
    )
    return said if letter.issue else f"{said}本件是稿件，没有审核公示，内容可能变化。"


def _sections(letter: Letter) -> Iterator[tuple[str, list[Block]]]:
    """Title and blocks of each part that the letter has."""
    if letter.redone:
        yield "更正和变化", _redone(letter, letter.redone)
    yield "结果", [results_table(letter.results)]
    yield "所依据的数据", given_tables(letter.given)
    told = {_RANK: "名次和前后的对象", _LIFT: "怎样升到上一档"}
    steps = [step for step in letter.steps if step.criterion not in told]
    if steps:
        yield "计算过程", [*_settings(letter), steps_table(steps, letter.document)]
    for criterion, title in told.items():
        if found := _told(letter, criterion):
            yield title, found
    if letter.issue:
        yield "对结果有异议的", _objecting(letter)


def _settings(letter: Letter) -> list[Block]:
    """What this run set otherwise than the document says, which the subject must know."""
    if not letter.settings:
        return []
    said = "；".join(f"{line.label}为{line.text}" for line in letter.settings)
    return [Paragraph(f"本次评定另行给出的参数：{said}。其余参数取自文件。")]


def _told(letter: Letter, criterion: str) -> list[Block]:
    """Steps of a criterion as paragraphs: what one has, what it is held against, the clause."""
    found: list[Block] = []
    for step in letter.steps:
        if step.criterion == criterion:
            outcome = f"结果：{step.points}。" if step.points != "—" else ""
            found.append(Paragraph(f"{step.input}。{step.rule}。{outcome}（依据：{step.source}）"))
    return found


def _redone(letter: Letter, redone: Redone) -> list[Block]:
    """What was corrected and what it changed for this subject; the letter before stays kept."""
    if redone.corrected:
        cell = redone.corrected
        why = f"你（单位）的“{cell.label}”原为 {cell.old}，核实后更正为 {cell.new}。"
    else:
        why = "其他对象的一项数据经核实后作了更正。"
    said = f"{why}用同一版本的办法重新计算，这是第 {letter.origin.revision} 轮结果。"
    before = f"第 {redone.before} 轮的通知书仍然保存，结果以本件为准。"
    if not redone.changes:
        return [Paragraph(f"{said}你（单位）的结果没有变化。{before}")]
    return [Paragraph(f"{said}你（单位）的结果变化如下。{before}"), changes_table(redone.changes)]


def _objecting(letter: Letter) -> list[Block]:
    assert letter.issue is not None
    issue = letter.issue
    until = chinese_date(issue.until)
    if issue.until < issue.on:
        said = f"公示期已于{until}届满。对更正后的结果仍有异议的，请书面向{issue.office}提出。"
        return [Paragraph(said)]
    where = f"（{issue.address}）" if issue.address else ""
    return [
        Paragraph(
            f"请在{until}（含当日）以前向{issue.office}提出。在督办系统中有账号的单位，"
            f"在系统的“评定”中打开编号为 {letter.origin.run} 的评定{where}提出；没有账号的，"
            "书面提出，写明编号、不同意的项目和理由，附上证明材料。"
        ),
        Paragraph("每条异议都有书面答复。异议成立的，更正数据后重新计算，另发通知书。"),
    ]
