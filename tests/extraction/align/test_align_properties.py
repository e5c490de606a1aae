"""Any two texts give a valid comparison whose spans re-read."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import FOLDER, TEXTS, paper

from taizhang.extraction.align import CHANGES, align, to_json

PIECES = st.sampled_from([
    "一、", "（一）", "1.", "第一条", "必须", "力争", "鼓励", "建成", "培育", "企业",
    "幼儿园", "5家", "40所", "７０%", "3—5名", "8.2万人次", "2026年", "6月底前",
    "年底前", "。", "；", "，", "、", "（市科技局负责）", "责任单位：市教育局", "完成时限：9月",
    "全市", "各县区", "以上", "左右", "《方案（2026年）》", "𠮷", "\u3000", "A1", "\n",
    "\n\n", " ", "\t",
])  # fmt: skip
TEXT = st.lists(PIECES, max_size=60).map("".join)
LINES = [line for path in TEXTS for line in path.read_text("utf-8").splitlines()]
SHUFFLED = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)


def check(names: list[str], texts: list[str]) -> None:
    papers = [paper(name, text) for name, text in zip(names, texts, strict=True) if text.strip()]
    sources = {each.name: each.text for each in papers}
    result = json.loads(json.dumps(to_json(align(papers))))
    for measure in result["measures"]:
        assert [cell["document"] for cell in measure["cells"]] == list(sources)
        for cell in measure["cells"]:
            assert cell["change"] in CHANGES
            assert cell["change"] == cell["changes"][0]
            check_spans(cell, sources, papers[0].name)
    measures = sum(row["cells"][0]["span"] is not None for row in result["measures"])
    assert measures == (result["documents"][0]["measures"] if papers else 0)


def check_spans(cell: dict[str, Any], sources: dict[str, str], first: str) -> None:
    here = [cell, *cell["also"], *(d["after"] for d in cell["differences"])]
    sides = [(cell["document"], side) for side in here]
    for name, side in sides + [(first, d["before"]) for d in cell["differences"]]:
        if side and side["span"]:
            assert sources[name][slice(*side["span"])] == side["quote"]


@settings(max_examples=150)
@given(TEXT, TEXT, TEXT)
def test_any_texts(first: str, second: str, third: str) -> None:
    check(["甲.txt", "乙.txt", "丙.txt"], [first, second, third])


@settings(max_examples=60)
@given(SHUFFLED, SHUFFLED)
def test_shuffled_lines_of_real_documents(first: str, second: str) -> None:
    check(["甲.txt", "乙.txt"], [first, second])


def test_every_measure_of_every_document_stands_in_a_row() -> None:
    files = sorted(FOLDER.glob("*jobs.txt"))
    papers = [paper(path.name, path.read_text("utf-8")) for path in files]
    result = align(papers)
    for number, each in enumerate(papers):
        standing = {
            id(measure)
            for row in result.rows
            for measure in (row.cells[number].measure, *row.cells[number].also)
            if measure is not None
        }
        assert standing == {id(measure) for measure in each.measures}
