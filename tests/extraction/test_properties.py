"""What holds for any text: spans never lie, coverage adds up, any text gives a result."""

import json
import re
from pathlib import Path

import pytest
from checks import (
    assert_coverage_adds_up,
    assert_no_character_is_lost,
    assert_spans_hold,
)
from corpus import EXAMPLES, SHARED_TEXTS, read
from hypothesis import given, settings
from hypothesis import strategies as st
from reshapes import RESHAPES

from taizhang.extraction import audit, extract, to_json

_PIECES = st.sampled_from(
    re.split(
        r"\|\s*",
        """一、|（一）|1. |（1）|第三条 |①|\n|\n\n|\t|（市科技局、市工信局负责）|责任单位：|
        完成时限：|（牵头单位：市发改委，责任单位：财政局）|2026年|6月底前|上半年|年底|力争|培育|企业|140家|
        3—5名|8.82万人次|分别达到70%、40%、50%|50%以上|不少于|附件|附件1|。|，|、|（|）|《|》|“|”|
        推进|建设|云岭市人民政府|关于印发方案的通知|各县区：|云政办〔2026〕1号|2026年4月9日|— 3 —|
        目录|/3|下同|排首位的为牵头单位""",
    )
)
_POLICY_LIKE = st.lists(_PIECES | st.text(max_size=8), max_size=60).map("".join)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_spans_and_coverage_hold_on_the_examples(path: Path) -> None:
    text, extraction = read(path)
    assert_spans_hold(text, extraction)
    assert_coverage_adds_up(extraction)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED_TEXTS, reason="the shared texts are not beside the checkout")
def test_spans_and_coverage_hold_on_all_shared_texts() -> None:
    for path in SHARED_TEXTS:
        text, extraction = read(path)
        assert_spans_hold(text, extraction)
        assert_coverage_adds_up(extraction)


@pytest.mark.parametrize("shape", RESHAPES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_no_character_of_the_examples_is_lost(path: Path, shape: str) -> None:
    assert_no_character_is_lost(RESHAPES[shape](read(path)[0]))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED_TEXTS, reason="the shared texts are not beside the checkout")
@pytest.mark.parametrize("shape", RESHAPES)
def test_no_character_of_the_shared_texts_is_lost(shape: str) -> None:
    for path in SHARED_TEXTS:
        text = RESHAPES[shape](read(path)[0])
        assert_no_character_is_lost(text)
        assert_coverage_adds_up(extract(text))
        assert audit(text, to_json(extract(text))).findings == ()


@settings(max_examples=300, deadline=None)
@given(_POLICY_LIKE)
def test_any_text_gives_a_valid_result(text: str) -> None:
    extraction = extract(text, name="任意.txt")
    assert_spans_hold(text, extraction)
    assert_coverage_adds_up(extraction)
    assert_no_character_is_lost(text)
    result = to_json(extraction)
    json.dumps(result)
    assert audit(text, result).findings == ()


@settings(max_examples=200, deadline=None)
@given(_POLICY_LIKE, st.data())
def test_a_deleted_item_of_any_text_is_noticed(text: str, data: st.DataObject) -> None:
    result = to_json(extract(text, name="任意.txt"))
    places = [
        (document["items"], index)
        for document in result["documents"]
        for index in range(len(document["items"]))
    ]
    if places:
        items, index = data.draw(st.sampled_from(places))
        del items[index]
        assert audit(text, result).orphans


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_unicode_noise_gives_a_valid_result(text: str) -> None:
    extraction = extract(text, name="任意.txt")
    assert_spans_hold(text, extraction)
    assert_coverage_adds_up(extraction)
    assert_no_character_is_lost(text)
    assert audit(text, to_json(extraction)).findings == ()
