"""What becomes an item in texts of other layouts: lists of lines, one long line, no numbers."""

import pytest

from taizhang.extraction import Document, extract


def read(text: str) -> Document:
    (document,) = extract(text, name="例.txt").documents
    return document


def starts(text: str) -> list[str]:
    """The first six characters of each item."""
    return [item.text[:6] for item in read(text).items]


def names(text: str) -> list[list[str]]:
    return [[f"{u.name}{'*' * (u.role == 'lead')}" for u in i.units] for i in read(text).items]


def test_a_list_of_one_line_projects_is_an_item_a_line() -> None:
    text = (
        "一、改善出行\n（一）危桥改造6座\n（二）治理占道停车，畅通学校周边\n"
        "二、改善居住\n（一）加装电梯30部"
    )
    assert starts(text) == ["（一）危桥改", "（二）治理占", "（一）加装电"]


def test_a_heading_whose_text_is_missing_is_no_item() -> None:
    assert starts("一、加强领导\n二、推进改革\n（一）开展试点。在青石县先行先试。") == [
        "（一）开展试"
    ]


@pytest.mark.parametrize("mark", ["第一件实事：", "任务一：", "㈠", "⑴", "⒈", "第一、"])
def test_less_usual_numbers_open_an_item(mark: str) -> None:
    assert starts(f"{mark}新建农村公路80公里。\n") == [f"{mark}新建农村公路80公里。"[:6]]


def test_points_named_one_after_another_nest_under_their_section() -> None:
    document = read("一、实事内容\n第一件实事：新建学校3所。\n第二件实事：新建公园2个。")
    assert [item.path for item in document.items] == [("一", "第一件实事"), ("一", "第二件实事")]


def test_a_long_line_is_cut_where_its_numbers_stand_behind_blanks() -> None:
    text = (
        "云江省云岭市人民政府关于分解落实目标任务的通知 各县区人民政府: "
        "现将任务分解给你们,请认真落实。 一、主要目标 "
        "1、地区生产总值增长7%(市发改委,各县区政府)。 2、固定资产投资增长8%(市财政局)。 "
        "二、重点工作 1、推进城市更新,完成老旧小区改造。(市住建局)"
    )
    document = read(text)
    assert document.title == "云江省云岭市人民政府关于分解落实目标任务的通知"
    assert [item.path for item in document.items] == [("一", "1"), ("一", "2"), ("二", "1")]
    assert names(text) == [["市发改委", "各县区政府"], ["市财政局"], ["市住建局"]]


def test_points_inside_a_paragraph_do_not_cut_it() -> None:
    text = "一、建立机制。做好以下工作：1.摸底排查；2.整改销号；3.巩固提升。（市应急局负责）"
    assert len(read(text).items) == 1


def test_paragraphs_without_numbers_are_items_by_their_clauses() -> None:
    text = (
        "2026年重点任务分解\n"
        "推进城乡公交一体化，新开通线路6条。（责任单位：市交通运输局）\n"
        "实施老旧管网改造。\n责任单位：市住建局\n完成时限：2026年10月底\n"
    )
    assert names(text) == [["市交通运输局"], ["市住建局"]]
    assert starts(text) == ["推进城乡公交", "实施老旧管网"]


def test_the_goals_of_an_introduction_are_an_item_for_their_numbers() -> None:
    text = "今年的主要预期目标是：地区生产总值增长6%左右。\n一、推进改革。抓好试点。"
    assert starts(text) == ["今年的主要预", "一、推进改革"]
    assert starts("为落实三年行动，推进10个试点，制定本方案。\n一、推进改革。抓好试点。") == [
        "一、推进改革"
    ]


def test_goals_in_points_are_an_item_each_and_points_without_a_number_are_none() -> None:
    text = (
        "二、工作目标\n（一）压实责任。落实到位。\n"
        "（二）改善水质。到2027年，断面达标率达到95%以上。"
    )
    assert starts(text) == ["（二）改善水"]


def test_what_looks_back_is_no_item() -> None:
    text = (
        "一、2025年计划执行情况\n（一）经济平稳运行。完成投资120亿元，增长8%。\n"
        "二、下步任务\n（一）扩大投资。完成投资130亿元。"
    )
    assert starts(text) == ["（一）扩大投"]
    assert starts("一、加强督查，通报落实情况\n市政府督查室每月通报。") == ["一、加强督查"]


def test_a_guide_that_addresses_its_reader_has_no_items() -> None:
    assert starts("1.请您打开网页，提供身份证。\n2.您可以登录平台，提交申请。") == []


def test_the_own_numbers_of_a_section_are_an_item_beside_its_points() -> None:
    text = (
        "3.完善社会保障。\n年度目标：力争参保率达到96%以上。\n主要措施：\n"
        "（1）扩大参保范围。落实补贴政策。\n牵头责任单位：市人社局"
    )
    assert starts(text) == ["3.完善社会", "（1）扩大参"]


def test_a_clause_under_a_heading_is_handed_down_to_points_with_their_own() -> None:
    text = (
        "一、优化环境\n牵头部门：市商务局\n1.精简流程。推行网上办理。（市财政局负责）\n"
        "2.送达政策。建立目录。（市税务局负责）"
    )
    assert names(text) == [["市商务局*", "市财政局"], ["市商务局*", "市税务局"]]


def test_points_without_clauses_under_a_heading_with_one_are_one_item() -> None:
    text = "一、优化环境\n责任单位：市商务局\n1.精简流程。推行网上办理。\n2.送达政策。建立目录。"
    assert names(text) == [["市商务局"]]
    assert read(text).items[0].text == text


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("云江自治区人民政府办公厅关于印发方案的通知", "自治区财政厅"),
        ("白河自治州人民政府关于印发方案的通知", "州财政厅"),
        ("松山盟行政公署关于印发方案的通知", "盟财政厅"),
        ("青石自治旗人民政府关于印发方案的通知", "旗财政厅"),
        ("云岭高新技术产业开发区管委会关于印发方案的通知", "区财政厅"),
        ("云江省云岭市松山区城关镇人民政府关于印发方案的通知", "镇财政厅"),
        ("国务院办公厅关于印发方案的通知", "财政厅"),
    ],
)
def test_departments_get_the_prefix_of_their_place(head: str, expected: str) -> None:
    assert names(f"{head}\n一、推进改革。抓好试点。（财政厅负责）") == [[expected]]


def test_the_prefix_that_most_names_carry_is_that_of_the_others() -> None:
    text = "一、推进改革。抓好试点。（责任单位：自治区农牧厅、财政厅）"
    assert names(text) == [["自治区农牧厅", "自治区财政厅"]]


def test_a_table_drawn_with_bars_is_read_by_its_rows() -> None:
    text = (
        "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n"
        "| 1 | 新建产业园区5个 | 市发改委、市工信局 | 2026年6月底 |\n"
        "| 2 | 新增学位800个 | 市教育局 | 2026年8月底 |"
    )
    assert names(text) == [["市发改委", "市工信局"], ["市教育局"]]


def test_sections_on_when_and_whom_are_no_items() -> None:
    text = "一、整治时间\n2026年3月至6月。\n二、检查对象\n各类市场。\n三、工作任务\n清理占道经营。"
    assert starts(text) == ["三、工作任务"]


def test_points_that_do_not_begin_at_one_are_no_part_of_the_goals_above() -> None:
    text = (
        "二、行动目标\n（一）产业帮扶\n种植茶园2000亩。\n（二）道路建设\n新建公路32公里。\n"
        "（3）医疗保障\n参保率达到98%以上。"
    )
    assert starts(text) == ["（一）产业帮", "（二）道路建", "（3）医疗保"]


def test_paragraphs_that_report_what_was_done_are_no_items() -> None:
    assert starts("2025年，全县完成投资77亿元，投资完成率122%，同比增长8%，进展顺利。") == []
    assert starts("一、综合\n初步核算，全县生产总值244亿元，比上年增长13.1%。") == []


def test_the_government_that_is_named_without_a_place_gives_the_prefix() -> None:
    text = "2026年县政府重点工作\n全县粮食增产。\n1.新建学校3所。（教育局、各乡镇）"
    assert names(text) == [["县教育局", "各乡镇"]]


def test_a_heading_above_a_table_that_lost_its_cells_is_no_item() -> None:
    text = (
        "一、今后五年主要任务\n序号\n主要任务\n责任单位\n1\n财政收入突破100亿元。\n市财政局\n"
        "2\n工业总产值突破900亿元。\n市工信局\n"
    )
    assert names(text) == [["市财政局"], ["市工信局"]]


@pytest.mark.parametrize(
    "text",
    [
        "一、起草背景\n为推进改革，起草本方案。\n二、主要内容\n推进五项改革，加强监管。",
        "一、基本情况说明\n本方案共分为六个部分，提出推进改革的具体措施。",
        "一、主要职责\n统筹推进全市改革，协调解决重大问题。",
        "现予公示。\n附件:\n1.云岭市2026年推进创新拟认定名单\n2.关于开展认定的通知\n云岭市工信局",
    ],
)
def test_what_explains_or_lists_names_is_no_item(text: str) -> None:
    assert starts(text) == []


def test_headings_that_ask_to_finish_goals_or_to_report_are_items() -> None:
    text = (
        "一、压实责任,确保完成目标任务。各单位要把任务纳入考核,加强调度。\n"
        "二、督查室将加强跟踪督办,定期汇总落实情况。对进展缓慢的予以通报。"
    )
    assert starts(text) == ["一、压实责任", "二、督查室将"]


def test_long_points_under_goals_and_tasks_are_items_without_numbers() -> None:
    point = "（一）推进制度创新。" + "完善企业全周期服务，深化审批改革，建立评价机制。" * 6
    assert starts(f"一、主要目标任务\n重点做好以下工作。\n{point}") == ["（一）推进制"]
    assert starts(f"一、主要目标\n{point}") == []


def test_lines_without_numbers_head_the_paragraphs_below_them() -> None:
    body = (
        "新建农村公路80公里，完善城乡公交线路，加快推进客运站建设，"
        "方便群众出行，提升服务水平和通行能力。"
    )
    text = (
        "2026年经济社会发展主要预期目标\n地区生产总值增长6%，一般公共预算收入增长5%，"
        f"居民人均可支配收入与经济增长基本同步，物价总体稳定，完成节能降碳任务。\n"
        f"推进城乡交通建设\n{body}\n完成危桥改造6座。{body}"
    )
    items = read(text).items
    assert [item.text[:6] for item in items] == ["2026年经", "推进城乡交通"]
    assert [[t.value for t in item.targets] for item in items] == [
        [6, 5],
        [80, 6],
    ]  # 80 公里 is said twice


def test_a_line_that_ends_in_a_stop_and_names_what_to_solve_is_an_item() -> None:
    assert starts("1.新增公交车50台。\n2.解决所有村庄饮水安全问题。") == [
        "1.新增公交",
        "2.解决所有",
    ]
