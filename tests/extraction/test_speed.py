"""Time grows with the length of the text, not with its square, hostile text included."""

import time

import pytest

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


def _seconds(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    times = []
    for _ in range(3):
        start = time.process_time()
        extract(text, name="长.txt")
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", PIECES)
def test_ten_times_the_text_takes_about_ten_times_as_long(name: str) -> None:
    short, long = _seconds(PIECES[name], SHORT), _seconds(PIECES[name], LONG)
    # A square would be a hundred times; the machine may be busy.
    assert long < 30 * short + 0.05
