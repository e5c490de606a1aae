"""Limits over several clauses."""

import pytest
from drafts import grave, grave_codes

EXTRAS = (
    "青石县考核办法\n第一条 制定本办法。\n第二条 加分项累计不超过{}分：\n"
    "（一）在全市推广的，加1分；\n（二）受到表彰的，加3分。\n"
    "第三条 扣分项：\n（一）未按期整改的，每项扣5分。\n"
)
GRANTS = (
    "临江县支持技术改造若干措施\n一、支持标准。单个企业奖补资金合计最高不超过{}万元，具体如下：\n"
    "（一）对购置设备的，按投资额的8%给予补助；\n（二）对获评数字化车间的企业，给予50万元奖励。\n"
    "二、附则。本措施自2026年4月1日起施行。\n"
)


@pytest.mark.parametrize(
    ("text", "right", "wrong", "quote"),
    [(EXTRAS, "3", "2", "加3分"), (GRANTS, "50", "30", "给予50万元")],
)
def test_a_clause_above_the_limit_of_its_list_is_an_error(
    text: str, right: str, wrong: str, quote: str
) -> None:
    assert grave_codes(text.format(right)) == []
    (finding,) = grave(text.format(wrong))
    assert (finding.code, finding.severity, finding.quote) == ("maximum_exceeded", "error", quote)


def test_the_limit_of_extras_holds_for_their_section() -> None:
    text = (
        "青石县评价细则\n一、评价分值\n基本分100分；另设加分项，最多加{}分。\n二、加分标准\n"
        "（一）获市级表彰的，加2分。\n（二）获省级表彰的，加4分。\n三、结果\n公布结果。\n"
    )
    assert grave_codes(text.format(5)) == []
    assert grave_codes(text.format(3)) == ["maximum_exceeded"]


@pytest.mark.parametrize("exception", ["，不受前款限制", "，另行研究"])
def test_clauses_that_are_excepted_are_silent(exception: str) -> None:
    assert grave_codes(GRANTS.format("30").replace("50万元奖励", f"50万元奖励{exception}")) == []


INSIDE = (
    "临江县细则\n第一条 制定本细则。\n第二条 加分最高不超过5分。获市级表彰的加2分，"
    "获省级表彰的加{}分。\n"
)
BEHIND = (
    "临江县措施\n一、支持标准\n（一）对获评省级示范的企业，奖励{}万元。\n"
    "（二）对获评市级示范的企业，奖励10万元。\n同一企业奖励资金累计不超过30万元。\n"
    "二、附则\n本措施自2026年5月1日起施行。\n"
)


@pytest.mark.parametrize(("text", "right", "wrong"), [(INSIDE, 5, 8), (BEHIND, 30, 50)])
def test_a_limit_may_stand_in_the_paragraph_or_behind_the_list(
    text: str, right: int, wrong: int
) -> None:
    assert grave_codes(text.format(right)) == []
    assert grave_codes(text.format(wrong)) == ["maximum_exceeded"]


def test_a_limit_for_each_case_does_not_bind_the_others() -> None:
    text = "临江县措施\n一、标准\n对甲类每户最高补助3万元。对乙类，每户给予5万元补助。\n"
    assert grave_codes(text) == []
