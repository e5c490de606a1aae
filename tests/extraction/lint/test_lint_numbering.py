"""Gaps and repetitions of numbers."""

import pytest
from drafts import grave, grave_codes, mutate


def test_a_number_that_is_skipped_is_a_gap() -> None:
    (finding,) = grave(mutate("plan", ("3. 改造家庭环境", "4. 改造家庭环境")))
    assert (finding.code, finding.quote) == ("numbering_gap", "4.")
    assert "从“二、（一）2.”跳到“二、（一）4.”" in finding.message


def test_a_number_that_stands_twice_is_a_duplicate() -> None:
    (finding,) = grave(mutate("plan", ("3. 改造家庭环境", "2. 改造家庭环境")))
    assert (finding.code, finding.quote) == ("numbering_duplicate", "2.")


def test_a_list_that_begins_with_two_is_a_gap() -> None:
    assert grave_codes(mutate("plan", ("（一）扩大服务供给", "（二）扩大服务供给"))) == [
        "numbering_duplicate",
        "numbering_gap",
    ]


def test_articles_are_counted_through_the_chapters() -> None:
    text = "云岭市养犬管理办法\n" + "".join(
        f"第{'一二三'[i]}章　规则\n第{'一二三'[i]}条　养犬人应当登记。\n" for i in range(3)
    )
    assert grave_codes(text) == []
    assert grave_codes(text.replace("第三条", "第四条")) == ["numbering_gap"]


@pytest.mark.parametrize(
    "text",
    [
        "（四）推进改革。\n（五）加强协调。",
        "三、强化保障\n（四）鼓励创业。\n（五）做好服务。",
        "（一）推进改革。\n……\n（四）加强协调。",
        "一、甲\n1. 推进改革。\n2. 加强协调。\n二、乙\n3. 推进建设。\n4. 加强管理。",
    ],
    ids=["excerpt", "excerpt below a heading", "left out on purpose", "counted through"],
)
def test_good_numbering_is_silent(text: str) -> None:
    assert grave_codes(text) == []


def test_a_point_left_out_inside_a_paragraph_is_a_gap() -> None:
    text = mutate("plan", ("（2）服务质量；（3）群众满意度", "（3）服务质量；（4）群众满意度"))
    assert "numbering_gap" in grave_codes(text)


def test_rows_that_skip_a_number_are_a_gap() -> None:
    table = "任务表\n序号	任务	时间\n1	摸底	3月\n2	整改	4月\n3	验收	5月\n"
    assert grave_codes(table) == []
    (finding,) = grave(table.replace("3	验收", "4	验收"))
    assert (finding.code, finding.quote) == ("numbering_gap", "4")


def test_numbers_of_articles_referred_to_are_no_list() -> None:
    sentence = "按照（一）、（三）项规定办理；违反第（一）项、第（四）项的，予以通报。"
    assert grave_codes(mutate("plan", ("市民政局每季度通报进展。", sentence))) == []
