"""Sums behind their parts."""

import pytest
from drafts import grave, grave_codes

TEXT = "云岭市通报\n一、基本情况\n{}\n二、工作要求\n抓好整改。\n"


def test_a_sum_behind_its_parts_must_be_theirs() -> None:
    sentence = "排查一般隐患48个、较大隐患12个、重大隐患5个，合计{}个。"
    assert grave_codes(TEXT.format(sentence.format(65))) == []
    (finding,) = grave(TEXT.format(sentence.format(70)))
    assert (finding.code, finding.severity) == ("parts_sum", "error")
    assert "（48+12+5）是 65，合计写的是 70" in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "新建48个、改造12个，比上年增长5%，合计投资70万元。",
        "企业60家，其中规上40家、限上20家，合计纳税70万元。",
        "甲类100个、乙类48个、丙类12个，合计60个。",
        "一般隐患近48个、较大隐患12个，合计70个。",
    ],
)
def test_sums_of_other_things_are_silent(sentence: str) -> None:
    assert grave_codes(TEXT.format(sentence)) == []
