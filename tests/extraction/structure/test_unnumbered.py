"""Paragraphs without numbers: goals announced late, headings that are sentences, web pages."""

from taizhang.extraction import Item, extract

BELOW = (
    "以扎实作风抓好各项整改，使剩余7200名农村人口脱贫；"
    "依法打击非法集资，加强债务风险控制，力争化解债务5亿元。"
)


def items(text: str) -> tuple[Item, ...]:
    (document,) = extract(text, name="例.txt").documents
    return document.items


def test_goals_announced_behind_how_the_meeting_opened_are_read() -> None:
    text = (
        "1月12日上午，云岭市第十五届人民代表大会第五次会议在云岭会堂开幕。政府工作报告指出，"
        "2025年全市经济社会发展主要预期目标建议为：地区生产总值增长5%左右，产业投资增长7%左右。"
    )
    (item,) = items(text)
    assert [target.value for target in item.targets] == [5, 7]


def test_a_sentence_that_says_how_to_work_heads_the_paragraph_below() -> None:
    text = f"坚决打赢攻坚战，补上全面小康的短板。\n{BELOW}\n着力强化工业，提高发展水平。\n{BELOW}"
    assert [item.text for item in items(text)] == [
        f"坚决打赢攻坚战，补上全面小康的短板。\n{BELOW}",
        f"着力强化工业，提高发展水平。\n{BELOW}",
    ]


def test_buttons_of_a_web_page_stay_apart_from_the_first_paragraph() -> None:
    text = (
        "来源：  时间：2014-02-03 【字体：  】 【关闭\n"
        "2014年主要预期目标是：地区生产总值增长12%左右，固定资产投资增长15%左右。"
    )
    (item,) = items(text)
    assert item.text.startswith("2014年主要预期目标是")


def test_a_clause_bracket_cut_by_a_line_end_stays_whole() -> None:
    text = "一、新建学校2所。【责任单位：市教育\n局、市财政局】"
    (item,) = items(text)
    assert [unit.name for unit in item.units] == ["市教育局", "市财政局"]


def test_the_digest_of_a_web_page_is_no_task() -> None:
    text = "核心提示：云岭市将新建学校5所，培训教师300人。\n新建学校5所，培训教师300人。"
    assert [item.text for item in items(text)] == ["新建学校5所，培训教师300人。"]
