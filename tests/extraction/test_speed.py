"""Time grows with the length of the text, not with its square, hostile text included."""

import sys
from pathlib import Path
from types import FrameType

import pytest

from plugins.growth import assert_linear
from taizhang.extraction import extract

SHORT, LONG = 4_000, 40_000
PIECES = {
    "digits": "1",
    "heads one a line": "序号\n任务\n责任单位\n",
    "rows in one line": "1 植树造林 市林业局 ",
    "rows without offices": "1 植树\n",
    "sections of rows without offices": "一、标准\n1. 奖励50万元。\n累计不超过30万元。\n",
    "rows of one number": "1 奖励50万元\n市财政局\n",
    "heads without rows": "任务\t责任单位\n",
    "points that run on": "（一）植树造林。",
    "rows with bars": "1 | 植树造林 | 市林业局 |\n",
    "rows over lines": "市林业局\n| 植树造林\n| 市财政局\n|\n",
    "a cell a line": "甲 |\n||\n",
    "broken rows": "甲 | 乙 | 丙 |\n甲 | 乙 | 丙\n丁\n",
    "brackets": "（",
    "pairs": "（）",
    "enumeration commas": "、",
    "numbering": "1. ",
    "numbered lines": "（一）推进建设\n",
    "percentages": "70%、",
    "distributed": "分别达到70%、",
    "targets": "培育企业5家，",
    "times": "到2026年，",
    "clauses": "（市科技局负责）",
    "names": "市科技局、",
    "quotes": "“",
    "titles": "《",
    "conventions": "排首位的为牵头单位，下同。",
    "annexes": "附件1\n",
    "keys": "责任单位：",
    "awards": "给予最高10%补贴，",
    "facts": "目前已建成",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PIECES)
def test_ten_times_the_text_takes_about_ten_times_as_long(name: str) -> None:
    piece = PIECES[name]
    text = (piece * (LONG // len(piece) + 1))[:LONG]
    assert_linear(lambda: extract(text[:SHORT]), lambda: extract(text))


EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "policies"
CALLS_PER_THOUSAND = {"yunling-2026-double-half.txt": 6_500, "yunling-2026-key-tasks.txt": 8_800}
"""About a quarter more than they take."""


def _calls(text: str) -> int:
    """How many functions written in Python are called, or resumed, to read a text."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", CALLS_PER_THOUSAND)
def test_reading_stays_within_its_calls(name: str) -> None:
    """The count is the same on every machine and under every load, other than a time."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    extract(text)  # what is compiled or loaded when first needed does not count
    calls, most = _calls(text) * 1_000 // len(text), CALLS_PER_THOUSAND[name]
    assert calls <= most, (
        f"{name}: {calls} calls a thousand characters, at most {most}. Something is asked for "
        "every block or sentence that few need: test a sign of it first, or read it once and "
        "keep it (docs/algorithms/extraction.md, Cost). Raise the ceiling only for what must be "
        "read everywhere, and say so in the commit."
    )
