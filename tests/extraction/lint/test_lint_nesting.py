"""Levels of numbering that are jumped or turned upside down."""

from drafts import all_codes, grave, grave_codes, mutate


def test_a_section_that_leaves_out_a_level_of_the_others_is_a_warning() -> None:
    points = "（一）加强组织领导。各县区要把养老服务摆上重要位置。\n\n（二）加强督导。"
    text = mutate("plan", (points, points.replace("（一）", "1. ").replace("（二）", "2. ")))
    (finding,) = grave(text)
    assert (finding.code, finding.quote) == ("numbering_level", "1.")
    assert "“三”下面直接用了“1.”" in finding.message


def test_a_document_that_never_uses_a_level_is_silent() -> None:
    text = "一、甲\n1. 推进改革。\n2. 加强协调。\n二、乙\n1. 推进建设。\n2. 加强管理。"
    assert "numbering_level" not in all_codes(text)


def test_a_list_numbered_like_what_holds_it_is_a_warning() -> None:
    text = (
        "一、基金管理\n1. 预算管理。统一编制。\n2. 基金调控。\n（1）防控。提取资金。\n"
        "（2）责任。因以下情况造成缺口的：\n1. 未严格执行政策；\n2. 未完成任务。\n"
    )
    (finding,) = grave(text)
    assert (finding.code, finding.quote) == ("numbering_level", "1.")
    assert "“一、2.（2）”" in finding.message


def test_a_list_with_a_deeper_number_is_silent() -> None:
    text = "一、基金管理\n（一）责任。因以下情况造成缺口的：\n1. 未执行政策；\n2. 未完成任务。\n"
    assert grave_codes(text) == []
