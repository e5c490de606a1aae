"""Names beside their number."""

import pytest
from drafts import grave

TITLE = "青石县某项工作实施方案\n"


@pytest.mark.parametrize(
    "text",
    [
        "一、在青山、绿水、白云、红石四个街道开展，涉及柳林、石桥、白沙、青龙5个社区。",
        "一、做到“四个到位”，即组织到位、措施到位、责任到位。",
        "一、设立甲、乙、丙、丁、戊等4个监测点。",
        "一、检查内容包括六个方面：制度建设、人员配备、设施设备、应急演练、台账记录。",
        "一、全县设立3个工作专班，分别为综合协调专班、项目推进专班、资金保障专班、督查考核专班。",
        "二、机构设置\n成立领导小组，下设5个工作组。\n（一）综合协调组。负责协调。\n（二）宣传引导组。负责宣传。\n（三）督查考核组。负责督查。\n（四）后勤保障组。负责保障。\n三、其他\n无。",
    ],
)
def test_counted_names_that_do_not_fit_are_found(text: str) -> None:
    found = grave(TITLE + text)
    assert {finding.code for finding in found} == {"count_mismatch"}


@pytest.mark.parametrize(
    "text",
    [
        "一、在柳林、石桥、白沙三个镇开展试点，涉及12个村、3个社区。",
        "一、市发改、财政、住建等12个部门参与。",
        "一、建立县、乡、村三级网络，设置甲、乙两个片区。",
        "一、新建道路、桥梁、涵洞12处，改造公厕、垃圾站5座。",
        "一、分为一等奖、二等奖、三等奖和优秀奖四个奖项。",
        "一、做好“六稳”“六保”工作，落实“四个不摘”要求，推进“三农”工作。",
        "一、做到“五统一”，即统一规划、统一标准、统一招标、统一监理、统一验收。",
    ],
)
def test_counted_names_that_fit_are_silent(text: str) -> None:
    assert grave(TITLE + text) == []


def test_paragraphs_that_begin_with_the_name_of_one_are_counted() -> None:
    names = ["综合协调", "环境整治", "宣传教育", "督导考核"]
    text = "一、组织领导\n设立N个工作专班：\n" + "".join(
        f"{n}专班。由县住建局牵头。\n" for n in names
    )
    text = TITLE + text + "二、工作要求\n抓好落实。"
    assert grave(text.replace("N", "4")) == []
    assert [finding.quote for finding in grave(text.replace("N", "3"))] == ["3个工作专班"]
