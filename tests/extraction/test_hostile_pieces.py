"""Checking, comparing and auditing are linear too, and no number is too long for them.

What is repeated here is what the grammar itself looks for. `scripts/fuzz_patterns.py` tries every
pattern of the grammar in the same way.
"""

import json
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.growth import assert_linear
from taizhang.extraction import DecodedText, audit, extract, read_layout, to_json
from taizhang.extraction.align import align, read_paper
from taizhang.extraction.align import to_json as alignment_to_json
from taizhang.extraction.checking import check_bulletin
from taizhang.extraction.lint import lint
from taizhang.extraction.lint import to_json as report_to_json
from taizhang.extraction.vocabulary import words

SHORT, LONG = 800, 8_000
HEAD = "云岭市人民政府关于印发方案的通知\n各县区人民政府：\n一、重点任务\n"
TAIL = "\n（市科技局牵头，市财政局配合）\n云岭市人民政府\n2026年4月9日\n"


def decoded(text: str) -> DecodedText:
    return DecodedText("长.txt", "0" * 64, text, "utf-8")


def compare(text: DecodedText) -> None:
    paper = read_paper(text, extract(text))
    alignment_to_json(align([paper, paper]))


def account(text: DecodedText) -> None:
    audit(text, to_json(extract(text)))


STAGES: dict[str, Callable[[DecodedText], object]] = {
    "extract": extract,
    "lint": lint,
    "check-bulletin": check_bulletin,
    "align": compare,
    "layout": read_layout,
    "audit": account,
}
# Each made one stage slow before, or crashed it.
PIECES = (
    "7",
    "柒余株",
    "P3",
    "1、计划",
    "十、",
    "从六个文件",
    "如下四个条件",
    "主要有以下7项任务",
    "一四个",
    "7)\n",
    "⑥\n",
    "技\n",
    "即\n",
    "一成",
    "（77分）",
    "权重30%、",
    "得5分，",
    "《",
    "90分以上、",
    "附件：1.",
    "由市科技局负责，",
    "合计\t7\n",
    "以上",
    "占比5%，",
    "上述科都需“家负责元不再",
)
_LISTS = ("commit_verbs", "classifiers", "hedges", "reach_words", "subsidy_words", "past_words")
_GRAMMAR = st.sampled_from(
    sorted({word for name in _LISTS for word in words("targets", name)})
) | st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "（",
        "）",
        "、",
        "，",
        "。",
        "；",
        "\n",
        "\t",
        "7",
        "%",
        "2026年",
        "6月底前",
        "市科技局",
        "牵头",
        "附件1",
        "“",
        "《",
        "分别",
        "以上",
    ]
)


def assert_stages_linear(piece: str) -> None:
    """Ten times the text takes about ten times as long, in each stage of reading."""
    short, long = (decoded(HEAD + piece * (n // len(piece)) + TAIL) for n in (SHORT, LONG))
    for read in STAGES.values():
        assert_linear(partial(read, short), partial(read, long), free=0.2)


@pytest.mark.parametrize("piece", PIECES)
def test_ten_times_a_hostile_text_takes_about_ten_times_as_long(piece: str) -> None:
    assert_stages_linear(piece)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(_GRAMMAR, min_size=3, max_size=5).map("".join))
def test_random_runs_of_grammar_are_linear(piece: str) -> None:
    assert_stages_linear(piece)


@pytest.mark.parametrize("digits", ["1" * 5000, "0." + "1" * 5000, "９" * 5000, "九" * 5000])
@pytest.mark.parametrize(
    "sentence",
    [
        "满分{}分。",
        "（{}分）经济",
        "一、培育企业{}家。（市科技局负责）",
        "增长{}%以上。",
        "百分之{}",
        "完成{}.{}万元，{}-{}家。",
        "附件{}\n方案",
        "以下{}项任务：一是",
        "印发之日起{}日内",
        "{}年{}月",
        "权重分别为{}%、{}%",
        "合计\t{}",
        "占总分的{}%",
        "{}:{}:{}",
        "第{}条 推进",
        "有效期{}年",
    ],
)
def test_numbers_of_any_length_give_a_result(sentence: str, digits: str) -> None:
    text = decoded(HEAD + sentence.replace("{}", digits) + TAIL)
    extraction = extract(text)
    json.dumps(to_json(extraction), allow_nan=False)
    json.dumps(report_to_json(lint(text)), allow_nan=False)
    compare(text)
