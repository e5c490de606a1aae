"""Secrecy markings stand in the head of a document, not in its sentences."""

import pytest

from taizhang.extraction import secrecy_mark

HEAD = "云岭市人民政府文件\n云政〔2026〕5号\n"


@pytest.mark.parametrize(
    ("line", "level", "period"),
    [
        ("机密★1年", "机密", "1年"),
        ("秘密", "秘密", None),
        ("绝密★", "绝密", None),
        ("绝密★长期", "绝密", "长期"),
        ("　　机　密★6个月", "机密", "6个月"),
        ("000012　秘密★3年　特急", "秘密", "3年"),
        ("密级：秘密", "秘密", None),
    ],
)
def test_a_marking_in_the_head_is_found(line: str, level: str, period: str | None) -> None:
    text = f"\n{line}\n{HEAD}"
    mark = secrecy_mark(text)
    assert mark is not None
    assert (mark.level, mark.period) == (level, period)
    assert text[slice(*mark.span)].startswith(level[0])


@pytest.mark.parametrize(
    "line",
    [
        "依法保护商业秘密",
        "严守国家秘密。",
        "秘密级文件的管理办法",
        "一、保守秘密",
        "机密文件清单：",
    ],
)
def test_the_words_in_running_text_are_no_marking(line: str) -> None:
    assert secrecy_mark(f"{HEAD}{line}\n") is None


def test_a_line_far_below_the_head_is_no_marking() -> None:
    assert secrecy_mark("正文。\n" * 40 + "秘密\n") is None
