"""Layouts less usual: glued headings, points that run on, bare numbers, sections that look back."""

from taizhang.extraction import Document, extract


def read(text: str) -> Document:
    (document,) = extract(text, name="例.txt").documents
    return document


def paths(text: str) -> list[tuple[str, ...]]:
    return [item.path for item in read(text).items]


def names(text: str) -> list[list[str]]:
    return [[unit.name for unit in item.units] for item in read(text).items]


LONG = (
    "各县区要结合实际制定实施方案，明确责任分工，细化工作措施，加强督促检查，确保各项任务落到实处。"
)


def test_headings_that_lost_their_line_ends_open_below_one_another() -> None:
    text = (
        "一、提升监测能力（一）加强站点建设1.编制站网规划，新建监测站。\n市水利局负责落实。\n"
        "2.更新设备。\n市水利局、市财政局负责落实。"
    )
    assert paths(text) == [("一", "（一）", "1"), ("一", "（一）", "2")]
    assert names(text) == [["市水利局"], ["市水利局", "市财政局"]]


def test_a_number_in_a_bracket_behind_a_sentence_glues_nothing() -> None:
    assert paths("一、加强领导，编制规划（一）和规划（二）。市水利局要抓好落实。") == [("一",)]


def test_sections_of_a_long_line_without_blanks_begin_behind_a_stop() -> None:
    text = f"现将任务通知如下：一、治理河道。{LONG}二、修复湿地。{LONG}三、保护水源。{LONG}"
    assert paths(text) == [("一",), ("二",), ("三",)]


def test_groups_named_by_numbers_are_no_sections() -> None:
    assert paths("一、完成招商。新建园区2个。\n一、二、三组分别引进企业5家、4家、3家。") == [
        ("一",)
    ]


def test_points_that_run_on_with_clauses_of_their_own_are_items() -> None:
    text = (
        "一、优化服务\n1.推进改革。（1）统一登记。（市市场监管局牵头负责）"
        "（2）压减材料。（市政务服务局、市司法局负责）（3）公开流程。（各县区政府负责）"
    )
    assert paths(text) == [("一", "1", "（1）"), ("一", "1", "（2）"), ("一", "1", "（3）")]
    assert names(text) == [["市市场监管局"], ["市政务服务局", "市司法局"], ["各县区政府"]]


def test_points_that_run_on_and_share_one_clause_are_one_item() -> None:
    text = "一、优化服务\n1.推进改革。（1）统一登记。（2）压减材料。（市政务服务局负责）"
    assert paths(text) == [("一", "1")]


def test_headings_with_a_bare_number_are_numbered_when_three_follow_in_order() -> None:
    text = (
        "——2026年云岭市民生实事\n  1 医疗卫生\n  新增床位300张。\n  2 关爱儿童\n"
        "  为适龄儿童免费开展健康检查，实现应检尽检。\n  3 养老服务\n  新建养老院5所。"
    )
    assert paths(text) == [("1",), ("2",), ("3",)]


def test_lines_with_a_bare_number_one_below_another_are_no_headings() -> None:
    text = "综合排名\n1 青石县\n2 白河县\n3 临江县\n以上排名供参考。"
    assert paths(text) == []


def test_a_section_of_progress_is_no_task_even_with_a_unit() -> None:
    text = (
        "一、项目进展情况\n1、技能培训，牵头单位：市人社局。其中进度较慢的为青石县。\n"
        "2、危房改造，牵头单位：市住建局。其中进度较慢的为白河县。"
    )
    assert paths(text) == []


def test_paragraphs_below_a_line_of_progress_are_no_items() -> None:
    text = (
        "任务：整治村级园区。\n牵头单位：市工信局\n进展情况：\n第一季度：\n"
        "推进第一批19个园区建设。\n第二季度：\n清理厂房55处。"
    )
    assert names(text) == [["市工信局"]]


def test_a_heading_of_two_parts_is_not_joined_to_its_paragraph() -> None:
    body = (
        "推进产业承接成链成群，提升平台功能，统筹承接优质资源，加快重点项目建设，推动交通互联互通。"
        * 2
    )
    text = f"坚持协同发展，深入实施产业升级工程\n{body}\n加强生态治理，持续改善城乡人居环境\n{body}"
    assert [item.title for item in read(text).items] == [
        "坚持协同发展，深入实施产业升级工程",
        "加强生态治理，持续改善城乡人居环境",
    ]


def test_a_slogan_in_words_makes_no_item_of_guiding_thoughts() -> None:
    assert paths("一、总体要求\n（一）发展思路\n助力四个“美丽云岭”建设，推动转型。") == []


def test_a_paragraph_that_introduces_a_list_is_no_item() -> None:
    text = "云岭市公布了20项民心工程，市城管局负责10个子项任务。具体如下：\n1.改造管网200公里。"
    assert paths(text) == [("1",)]


def test_the_imprint_between_date_and_plan_is_no_part_of_the_title() -> None:
    text = (
        "关于印发《青石镇2026年招商工作方案》的通知\n各村委会：\n现印发给你们。\n"
        "青石镇人民政府\n2026年3月25日\n青石镇党政办公室 2026年3月25日印发\n"
        "青石镇2026年招商工作方案\n一、引进企业5家。"
    )
    assert read(text).title == "青石镇2026年招商工作方案"


def test_a_plan_behind_a_remark_on_the_text_is_a_document() -> None:
    text = (
        "云岭市人民政府办公室关于印发2026年重点任务分工的通知\n云政办〔2026〕9号\n各县区政府：\n"
        "一、高度重视。抓好落实。\n云岭市人民政府办公室\n2026年3月6日\n（本文有删减）\n"
        "云岭市2026年重点任务分工\n一、植树5万株。（市林业局负责）"
    )
    titles = [document.title for document in extract(text, name="例.txt").documents]
    assert titles[-1] == "云岭市2026年重点任务分工"


def test_progress_to_be_reached_is_work_when_somebody_answers_for_it() -> None:
    text = "一、产业调整取得实质性进展\n1.化解过剩产能。提前关停。\n牵头单位：市发改委\n"
    assert names(text) == [["市发改委"]]


def test_points_in_one_line_with_blanks_are_items() -> None:
    text = (
        "《报告》指出，县政府将优先保障民生投入，重点抓好12件大事和民生实事，力求办成办好，"
        "让群众满意，让社会放心，让发展成果更多更公平惠及全县人民。分别是： （1）加快建设县医院。 "
        "（2）开工新建西环路，改造提升新城路、像山路、康庄东路等城区道路。 "
        "（3）新建公共厕所120座。"
    )
    assert paths(text) == [("（1）",), ("（2）",), ("（3）",)]


def test_units_that_host_the_work_are_no_imprint() -> None:
    text = (
        "一、人居环境工程\n（1）改造小区。\n主办单位：县城投公司，协办单位：县住建局。\n"
        "（2）建设公园。\n主办单位：县住建局。"
    )
    assert names(text) == [["县城投公司", "县住建局"], ["县住建局"]]


def test_an_imprint_at_the_end_belongs_to_no_document() -> None:
    imprint = "主办单位：云岭市人民政府办公室\n准印证号：012"
    text = f"云岭市工作方案\n一、植树5万株。（市林业局负责）\n{imprint}"
    assert names(text) == [["市林业局"]]


def test_the_year_before_a_place_hides_neither_place_nor_level() -> None:
    document = read("2026年青石县重点项目进度表\n1.新建公园3个。（住建局负责）\n2.修路。（交通局）")
    assert (document.jurisdiction, document.level) == ("青石县", "县")
    assert document.items[0].units[0].name == "县住建局"


def test_a_known_heading_is_told_from_the_text_glued_to_it() -> None:
    text = f"一、指导思想以改善生态为核心，{LONG}\n二、重点任务\n1.新建公园3个。"
    assert paths(text) == [("二", "1")]


def test_numbers_that_count_the_points_below_make_no_item_of_an_introduction() -> None:
    text = (
        "二、重点任务\n全年重点推进八项工程92个项目，具体要求如下。\n（一）治理工程。治理河道5条。"
    )
    assert paths(text) == [("二", "（一）")]


def test_goals_of_a_document_that_sets_rules_are_kept_for_their_numbers() -> None:
    goals, grants = "到2027年茶园面积达到6万亩。", "每亩补助500元。"
    text = f"云岭市茶产业发展办法\n一、战略目标\n{goals}\n二、补助标准\n{grants}"
    assert paths(text) == [("一",)]


def test_sharing_out_goals_is_work() -> None:
    text = "一、强化责任\n（一）合理分解节能指标。综合考虑发展水平，将目标任务分解到各县区。"
    assert paths(text) == [("一", "（一）")]


def test_a_project_that_is_to_begin_is_a_task_whatever_is_under_way() -> None:
    text = "一、项目\n（一）种植园项目：该项目目前正在流转土地，预计2026年12月开工建设。"
    assert paths(text) == [("一", "（一）")]


def test_a_commendation_sets_no_task() -> None:
    title = "云岭市人民政府关于表彰水利建设先进单位的通报"
    text = f"{title}\n各县区政府：\n去冬今春，全市完成土方9900万立方米。"
    assert paths(text) == []


PAGES = (
    f"1、云岭市民生工程目标{LONG * 5}。一、环境工程（一）大气治理。加强监管。（牵头单位",
    "2、：市环保局）（二）交通保畅。新增公交车50辆。（牵头单位：市交通局）",
)


def test_page_numbers_that_a_document_site_prints_before_each_page_are_noise() -> None:
    text = "\n".join(PAGES)
    assert paths(text) == [("一", "（一）"), ("一", "（二）")]
    assert names(text) == [["市环保局"], ["市交通局"]]
    assert extract(text, name="例.txt").coverage.classes["noise"] == 2


def test_points_that_are_counted_are_no_pages() -> None:
    assert paths(f"1、新建学校5所{LONG * 5}\n2、新建公园3个{LONG}") == [("1",), ("2",)]


def test_a_section_on_answering_for_goals_is_work() -> None:
    assert paths("二、强化目标责任\n（一）落实任务。将任务落实到各县区。") == [("二", "（一）")]


def test_points_that_are_the_fields_of_a_task_belong_to_it() -> None:
    text = (
        "三、实施学校改水工程\n（一）责任领导：高某\n（二）责任单位：市教育局\n"
        "（三）协办单位：市财政局\n（四）项目内容：改造学校200所。\n（五）完成时限：2027年内"
    )
    (item,) = read(text).items
    assert [(u.name, u.role) for u in item.units] == [
        ("市教育局", "responsible"),
        ("市财政局", "support"),
    ]
    assert [(t.value, str(t.deadline)) for t in item.targets] == [(200, "2027-12-31")]


def test_numbers_glued_to_years_confirm_one_another() -> None:
    text = "一、站点建设\n1.2027年底前，完成一队建设。\n2.2028年底前，完成二队建设。"
    assert paths(text) == [("一", "1"), ("一", "2")]


def test_points_of_principles_are_no_items() -> None:
    text = f"一、分工原则\n（一）权责一致。{LONG}\n（二）统筹兼顾。{LONG}\n二、治理河道。{LONG}"
    assert paths(text) == [("二",)]
