"""What keeps words from becoming public."""

import pytest

from taizhang.reporting.domain.public.sensitive import (
    closed_note,
    personal_marks,
    says_it_is_open,
)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("（此件不公开）", "不公开"),
        ("（此件依申请公开）", "依申请公开"),
        ("(此件不予公开)", "不予公开"),
        ("云岭市人民政府\n依申请公开\n", "依申请公开"),
        ("公开方式：依申请公开", "依申请公开"),
        ("信息公开选项: 不予公开", "不予公开"),
        ("  内部资料，注意保存", "内部资料，注意保存"),
        ("（内部文件）", "内部文件"),
    ],
)
def test_note_that_closes_a_document_is_found(text: str, note: str) -> None:
    assert closed_note(text) == note


@pytest.mark.parametrize(
    "text",
    [
        "（此件公开发布）",
        "涉及商业秘密的信息不予公开，其他信息依申请公开。",
        "完善依申请公开工作机制，提高办理质量。",
        "加强内部资料管理。",
    ],
)
def test_words_in_a_sentence_close_nothing(text: str) -> None:
    assert closed_note(text) == ""


def test_note_of_publication_is_found() -> None:
    assert says_it_is_open("（此件公开发布）")
    assert says_it_is_open("信息公开选项：主动公开")
    assert not says_it_is_open("（此件不公开）") or closed_note("（此件不公开）")
    assert not says_it_is_open("云岭市攻坚二季度若干措施")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("联系人：李伟", ["联系人姓名"]),
        ("请于6月前报送，13800138000", ["手机号码"]),
        ("请拨１３８００１３８０００", ["手机号码"]),
        ("联系 0931-8123456", ["固定电话"]),
        ("咨询电话：8123456", ["电话"]),
        ("发送至 kjj@yunling.example.cn", ["电子邮箱"]),
        ("证件 620102199001011234", ["身份证件号码"]),
    ],
)
def test_ways_to_reach_a_person_are_found(text: str, marks: list[str]) -> None:
    assert personal_marks(text) == marks


@pytest.mark.parametrize(
    "text",
    ["培育140家高新技术企业，完成投资13800138万元。", "云政〔2024〕8号", "开通12345热线2条"],
)
def test_numbers_of_policies_are_no_telephones(text: str) -> None:
    assert personal_marks(text) == []
