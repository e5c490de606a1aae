"""Every value stands in a clause that is named, and the clause stands in the document (引文)."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from schemes.clauses import clause_text
from taizhang.schemes import Parameter, Setting, Source, schemes

GAZETTES = {
    "驻政办〔2020〕58号": "zhumadian-gazette-2021-01.txt",
    "驻政〔2023〕9号": "zhumadian-gazette-2023-02.txt",
}
PRINTED = """
云政〔2024〕1号
通知正文，自发布之日起施行。
附件 1
总则
第一条 目的。
第二条 奖励：
1. 企业（10分）
（1）规模，得3分。
（2）税收，前 3 年

得4分。
2. 风险
（1）责任：
1. 未完成任务的；
2. 未上解的。
（2）其他，得5分。
第三条 附则。
附件 1-1
一、效益 (40分)\t收入\t得10分
\t\t税收\t得20分

一、效益 (40分)\t增幅\t得6分
二、信用\t得2分
加分项\t职工\t加1分
\t助学\t加0.5分
云政〔2024〕2号
第二条 另一个文件，得9分。
"""


@pytest.mark.parametrize("name", schemes())
def test_every_value_names_its_document_clause_and_words(name: str) -> None:
    for source in _sources(name):
        assert source.document in GAZETTES
        assert source.clause
        assert source.phrases
        assert all(phrase.strip() == phrase != "" for phrase in source.phrases)


@pytest.mark.parametrize("name", schemes())
def test_no_value_was_checked_after_today(name: str) -> None:
    assert [p.name for p in _parameters(name) if p.last_checked > date.today()] == []


@pytest.mark.parametrize("name", schemes())
def test_every_figure_stands_in_its_words_unless_the_source_leaves_it_open(name: str) -> None:
    for parameter in _parameters(name):
        printed = _printed("".join(parameter.source.phrases))
        for _day, value in parameter.values:
            missing = [] if parameter.open else [n for n in _figures(value) if n not in printed]
            assert missing == [], (parameter.name, parameter.source.phrases)


@pytest.mark.shared
@pytest.mark.parametrize("name", schemes())
def test_the_words_stand_in_the_clause_that_is_named(name: str, shared: Path) -> None:
    for source in _sources(name):
        gazette = _gazette(shared / "policies" / GAZETTES[source.document])
        text = clause_text(gazette, source.document, source.part, source.clause)
        assert text, f"{source} is no clause of the document"
        assert [phrase for phrase in source.phrases if phrase not in text] == [], str(source)


@pytest.mark.parametrize(
    ("part", "clause", "text"),
    [
        ("", "通知", "通知正文，自发布之日起施行。"),
        ("", "通知正文", "通知正文，自发布之日起施行。"),
        ("附件1", "第一条", "第一条 目的。"),
        ("附件1", "第二条第1项（2）", "（2）税收，前 3 年得4分。"),
        ("附件1", "第二条第1项", "1. 企业（10分）（1）规模，得3分。（2）税收，前 3 年得4分。"),
        ("附件1", "第2条", "2. 风险（1）责任：1. 未完成任务的；2. 未上解的。（2）其他，得5分。"),
        ("附件1", "（1）责任", "（1）责任：1. 未完成任务的；2. 未上解的。"),
        ("附件1", "第二条第2项（2）", "（2）其他，得5分。"),
        ("附件1", "第三条", "第三条 附则。"),
        ("附件1-1", "信用", "二、信用\t得2分加分项\t职工\t加1分助学\t加0.5分"),
        ("附件1-1", "加分项", "加分项\t职工\t加1分助学\t加0.5分"),
        ("附件1", "第四条", ""),
        ("附件1", "第三条第1项", ""),
        ("附件2", "第一条", ""),
    ],
)  # fmt: skip
def test_a_clause_is_what_stands_under_its_heading(part: str, clause: str, text: str) -> None:
    assert clause_text(PRINTED, "云政〔2024〕1号", part, clause) == text


def test_rows_of_one_heading_are_joined_over_pages_of_a_table() -> None:
    text = clause_text(PRINTED, "云政〔2024〕1号", "附件1-1", "一、效益")
    assert re.findall(r"得\d+分", text) == ["得10分", "得20分", "得6分"]


def test_a_document_ends_where_the_next_begins() -> None:
    assert clause_text(PRINTED, "云政〔2024〕2号", "", "第二条") == "第二条 另一个文件，得9分。"
    assert clause_text(PRINTED, "云政〔2024〕3号", "", "第二条") == ""


def _parameters(name: str) -> tuple[Parameter, ...]:
    return schemes()[name].definition.parameters


def _sources(name: str) -> list[Source]:
    force = schemes()[name].definition.in_force.source
    return [force, *(parameter.source for parameter in _parameters(name))]


def _figures(value: Setting) -> list[Decimal]:
    """The numbers of a value that must be printed: nothing and the whole often have no figure."""
    if isinstance(value, tuple):
        parts = [number for bracket in value for number in bracket]
    else:
        parts = list(value.values()) if isinstance(value, dict) else [value]
    numbers = [Decimal(part) for part in parts if type(part) in {int, Decimal}]
    return [number for number in numbers if number not in {0, 100}]


def _printed(words: str) -> set[Decimal]:
    """The numbers that words can mean: units of 万 and 亿, months for years."""
    for word, figure in {"两": "2", "一": "1", "三": "3", "度营业收入亿": "1亿"}.items():
        words = words.replace(word, figure)
    numbers = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", words)]
    factors = [1, 10_000, 100_000_000, *([12] if "年" in words else [])]
    return {number * factor for number in numbers for factor in factors}


@cache
def _gazette(path: Path) -> str:
    return path.read_text(encoding="utf-8")
