"""Responsibility clauses: every form they are printed in. * marks the lead, + support."""

import pytest

from taizhang.extraction import extract
from taizhang.extraction.clauses.keys import key_role


def units(text: str, level: str | None = "市") -> list[tuple[str, str]]:
    (document,) = extract(f"一、推进改革。落实方案。{text}", name="例.txt", level=level).documents
    return [(u.name, u.role) for item in document.items for u in item.units]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "（市科技局、市工信局按职责分工负责）",
            "市科技局 市工信局",
        ),
        (
            "(市工信局等部门负责)",
            "市工信局",
        ),
        (
            "（乡村振兴局、市政局、市容局、市场监管局、市政府办公室负责）",
            "市乡村振兴局 市市政局 市市容局 市市场监管局 市政府办公室",
        ),
        (
            "（责任单位：城管局、环卫处、云岭经济开发区，各街道）",
            "市城管局 环卫处 云岭经济开发区 各街道",
        ),
        (
            "（市科技局、财政局负责）",
            "市科技局 市财政局",
        ),
        (
            "（市水利局、市供销合作社，各县区人民政府，市城乡一体化示范区、高新区管委会）",
            "市水利局 市供销合作社 各县区人民政府 市城乡一体化示范区 高新区管委会",
        ),
        (
            "（牵头单位：市科技局，责任单位：财政局）",
            "市科技局* 市财政局",
        ),
        (
            "〔牵头单位：市委组织部（人才办）、市科技局〕",
            "市委组织部（人才办）* 市科技局*",
        ),
        (
            "[责任单位：市科技局，各区、县（市）政府]",
            "市科技局 各区、县（市）政府",
        ),
        (
            "（市城管局牵头负责，市财政局、各县区政府配合）",
            "市城管局* 市财政局+ 各县区政府+",
        ),
        (
            "（生态环境部牵头，国家统计局参与）",
            "生态环境部* 国家统计局+",
        ),
        (
            "（生态环境局指导，试点县政府负责落实）",
            "市生态环境局 试点县政府",
        ),
        (
            "\n责任单位：市科技局、财政局\n完成时限：2026年6月底前",
            "市科技局 市财政局",
        ),
        (
            "责任单位：市科技局",
            "市科技局",
        ),
        (
            "（市科技局、市财政局）",
            "市科技局 市财政局",
        ),
        (
            "由市科技局牵头，市财政局配合。",
            "市科技局* 市财政局+",
        ),
        (
            "（责任单位：市文化广电和旅游局和市财政局）",
            "市文化广电和旅游局 市财政局",
        ),
        (
            "（责任单位：市自然资源和规划局、市场监管局）",
            "市自然资源和规划局 市市场监管局",
        ),
        (
            "（责任单位：云岭海关、人行云岭市分行、市农投集团）",
            "云岭海关 人行云岭市分行 市农投集团",
        ),
        (
            "（责任单位：*县科技局、县财政局）",
            "县科技局 县财政局",
        ),
        (
            "（农业农村局、财政局等和各县政府负责）",
            "市农业农村局 市财政局 各县政府",
        ),
        (
            "（牵头单位：市文旅局　配合单位：市财政局、各县区）",
            "市文旅局* 市财政局+ 各县区+",
        ),
        (
            "（主办：市科技局；协办：市财政局）",
            "市科技局* 市财政局+",
        ),
        (
            "（市人社局会同市教育局、市财政局负责）",
            "市人社局 市教育局 市财政局",
        ),
        (
            "\n责任领导：张三　责任单位：市水利局　完成时限：2026年9月底",
            "市水利局",
        ),
        (
            "（市发改局牵头，市场监管局配合，6月底完成）",
            "市发改局* 市市场监管局+",
        ),
        (
            "（各县（市、区）人民政府，市住房城乡建设局）",
            "各县（市、区）人民政府 市住房城乡建设局",
        ),
        (
            "（市医保局负责，国家政策出台后3个月内完成）",
            "市医保局",
        ),
        (
            "（各县区政府具体落实，市水利局依责落实）",
            "各县区政府 市水利局",
        ),
        (
            "（市发改委，市政府相关部门，各县市区政府，云岭开发区）",
            "市发改委 市政府相关部门 各县市区政府 云岭开发区",
        ),
        (
            "〔市发改委、市财政局会同有关部门和各县（市）政府（园区）按职责分工负责〕",
            "市发改委 市财政局 有关部门 各县（市）政府（园区）",
        ),
        (
            "（市商务局等部门及各市、县级政府按职责分工负责）",
            "市商务局 各市、县级政府",
        ),
        (
            "（牵头单位：云岭、白河经济技术开发区管委会；协同配合责任单位：市财政局等）",
            "云岭、白河经济技术开发区管委会* 市财政局+",
        ),
        (
            "（分管副市长、协管副秘书长负责，市国资委牵头）",
            "分管副市长 协管副秘书长 市国资委*",
        ),
        (
            "\n牵头负责领导：张三\n牵头责任单位：市人社局\n共同参与部门：市财政局、市税务局",
            "市人社局* 市财政局+ 市税务局+",
        ),
        (
            "\n【责任单位】市教育局、市财政局\n【整改时间】2026年9月底",
            "市教育局 市财政局",
        ),
        (
            "区应急局牵头，区住建局、区公安分局配合，对餐饮场所开展检查。",
            "区应急局* 区住建局+ 区公安分局+",
        ),
        (
            "落实资金 责任单位：市教育局、团市委",
            "市教育局 团市委",
        ),
        (
            "由市农业农村局承办，市公安局、市场监管局配合。",
            "市农业农村局 市公安局+ 市市场监管局+",
        ),
        (
            "（市安委会各成员单位，各县、市、区党委政府）",
            "市安委会各成员单位 各县、市、区党委政府",
        ),
        (
            "（牵头单位为市民政局，责任单位为市司法局、市妇联）",
            "市民政局* 市司法局 市妇联",
        ),
        (
            "（云岭海关）",
            "云岭海关",
        ),
        (
            "（责任单位：市金融局、云岭银保监局）",
            "市金融局 云岭银保监局",
        ),
        (
            "（市发改、财政、住建等部门负责）",
            "市发改 财政 住建",
        ),
    ],
)
def test_units_and_roles_are_read(clause: str, expected: str) -> None:
    marks = {"lead": "*", "responsible": "", "support": "+"}
    assert " ".join(name + marks[role] for name, role in units(clause)) == expected


@pytest.mark.parametrize(
    "bracket",
    [
        "（以下简称领导小组）",
        "（含中央驻云单位）",
        "（由市财政局负责解释）",
        "（2026年版）",
        "（市、区）",
        "（以个人为主体，通过与平台协作，独立完成研发的企业）",
        "（松山区、临江县）",
    ],
)
def test_other_brackets_are_no_clause(bracket: str) -> None:
    assert units(f"建立机制{bracket}，抓好落实。") == []


@pytest.mark.parametrize("mark", ["。", "："])
def test_a_numbered_heading_of_names_is_a_clause(mark: str) -> None:
    text = f"二、职责分工\n（一）市住建局、各镇政府和园区管委会{mark}负责清运垃圾，建成中转站6座。"
    (document,) = extract(text, name="例.txt", level="市").documents
    assert [unit.name for item in document.items for unit in item.units] == [
        "市住建局",
        "各镇政府",
        "园区管委会",
    ]


def test_without_a_level_names_stay_as_printed() -> None:
    assert units("（海关总署、财政部负责）", level=None) == [
        ("海关总署", "responsible"),
        ("财政部", "responsible"),
    ]


TWO = (
    "一、推进改革。落实方案。（责任单位：{first}）\n二、加强监管。开展检查。（责任单位：{second}）"
)


@pytest.mark.parametrize(
    ("convention", "first", "second", "leads"),
    [
        ("列第一位的为牵头单位，下同", "市甲局", "市乙局、市丙局", ["市甲局", "市乙局"]),
        ("排在首位的为牵头单位，下同", "市甲局", "市乙局、市丙局", ["市甲局", "市乙局"]),
        ("列第一者为牵头单位，下同", "分管副市长、市甲局", "市乙局", ["市甲局", "市乙局"]),
        ("第一个逗号前为牵头单位，下同", "市甲局、市丁局，市戊局", "市乙局，市丙局",
         ["市甲局", "市丁局", "市乙局"]),
    ],
)  # fmt: skip
def test_a_convention_holds_from_its_clause_on(
    convention: str, first: str, second: str, leads: list[str]
) -> None:
    text = TWO.format(first=f"{first}。{convention}", second=second)
    (document,) = extract(text, name="例.txt", level="市").documents
    found = [u for item in document.items for u in item.units if u.role == "lead"]
    assert [u.name for u in found] == leads
    basis = {u.basis_span for u in found}
    assert len(basis) == 1
    (span,) = basis
    assert span is not None
    assert "牵头单位" in text[slice(*span)]


def test_a_sentence_with_two_blanket_duties_is_one_duty() -> None:
    blanket = "以下均需各县区政府落实，不再列出，上述都需各街道负责，不再注明"
    text = TWO.format(first=f"市发改委。{blanket}", second="市财政局")
    (duty,) = extract(text).documents[0].duties
    assert blanket in duty.text


def test_a_blanket_duty_goes_to_the_duties_and_into_no_item() -> None:
    text = TWO.format(first="市发改委。以下均需各县区政府落实，不再列出", second="市财政局")
    (document,) = extract(text, name="例.txt", level="市").documents
    assert [u.name for item in document.items for u in item.units] == ["市发改委", "市财政局"]
    (duty,) = document.duties
    assert (duty.scope, [u.name for u in duty.units]) == ("following", ["各县区政府"])


def test_a_duty_at_the_head_of_a_closing_paragraph_is_found() -> None:
    text = "一、修路。推进建设。（市交通局负责）\n各牵头单位要在本方案印发7日内报送工作方案。"
    (document,) = extract(text).documents
    (duty,) = document.duties
    assert duty.text == text.split("\n")[1]
    assert [unit.name for unit in duty.units] == ["各牵头单位"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("市地震局和各县区政府负责落实。", "市地震局 各县区政府"),
        ("\n市教育局、财政局按职责分工负责。", "市教育局 市财政局"),
        ("市商务局牵头，各地、各部门配合。", "市商务局* 各地+ 各部门+"),
        ("部门分工：市财政局牵头，各地配合。", "市财政局* 各地+"),
        ("各设区市、县（市、区）政府负责。", "各设区市、县（市、区）政府"),
        ("（地方金融监管局负责）", "市地方金融监管局"),
        ("县区党委和政府要切实抓好落实。", ""),
        ("确保各项任务不折不扣落实。", ""),
    ],
)
def test_a_sentence_of_names_and_a_verb_is_a_clause(sentence: str, expected: str) -> None:
    marks = {"lead": "*", "support": "+"}
    assert " ".join(name + marks.get(role, "") for name, role in units(sentence)) == expected


def test_a_key_with_brackets_in_its_word_is_a_key() -> None:
    assert key_role("责任处(科)室") == "responsible"
    assert key_role("牵头科(处)室") == "lead"
