"""Time expressions, resolved against the date of issue."""

from datetime import date

import pytest

from taizhang.extraction import extract
from taizhang.extraction.numbers.times import find_moments

ISSUED = date(2024, 5, 8)


def days(text: str, issued: date | None = ISSUED) -> list[str]:
    found = find_moments(text, 0, len(text), issued)
    return [f"{m.day} {m.basis}" for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年,力争完成", ["2024-06-30 inferred"]),
        ("2024年上半年完成", ["2024-06-30 stated"]),
        ("3月15日下午5时前报送", ["2024-03-15 inferred"]),
        ("2025年第3季度对预算执行进行检查", ["2025-09-30 stated"]),
        (
            "须于2025年6月底前下达,9月底前拨付",
            ["2025-06-30 stated", "2025-09-30 inferred"],
        ),
        ("6月、12月底前各报送一次", ["2024-06-30 inferred", "2024-12-31 inferred"]),
        ("年度内完成", ["2024-12-31 inferred"]),
        ("二〇二五年六月底前", ["2025-06-30 stated"]),
        ("到二○二七年建成", ["2027-12-31 stated"]),
        ("“十五五”时期规划指标", ["2030-12-31 stated"]),
        ("6月底前开工", ["2024-06-30 inferred"]),
        ("6月30日前完成", ["2024-06-30 inferred"]),
        ("二季度实施", ["2024-06-30 inferred"]),
        ("前三季度完成", ["2024-09-30 inferred"]),
        ("年底前完成", ["2024-12-31 inferred"]),
        ("全年培训1000人", ["2024-12-31 inferred"]),
        ("今年年底前", ["2024-12-31 inferred"]),
        ("明年6月底前", ["2025-06-30 inferred"]),
        ("到2025年,建成", ["2025-12-31 stated"]),
        ("到2028年底", ["2028-12-31 stated"]),
        ("到2028年初步建成", ["2028-12-31 stated"]),
        ("2014年前建成", ["2013-12-31 stated"]),
        ("2025年3月前", ["2025-02-28 stated"]),
        ("2024年2月底前", ["2024-02-29 stated"]),
        ("5月中下旬完成", []),
        ("2025年5月下旬", ["2025-05-31 stated"]),
        ("2025—2026年,每个县", ["2026-12-31 stated"]),
        ("2025年1月—2025年6月", ["2025-06-30 stated"]),
        ("2025年11月—12月", ["2025-12-31 stated"]),
        ("“十五五”期间", ["2030-12-31 stated"]),
        ("十四五末", ["2025-12-31 stated"]),
        ("本措施印发10日内出台", ["2024-05-18 relative"]),
        ("印发之日起30日内", ["2024-06-07 relative"]),
        ("印发之日起10个工作日内", ["2024-05-22 provisional"]),
        ("印发后2个月内", ["2024-07-08 relative"]),
        ("计划下达后2个月内开工", ["None relative"]),
        ("一周内查清并整改", ["None relative"]),
        ("发现问题,10个工作日内反馈", ["None relative"]),
        ("限期一周内的不算", []),
        ("2025年起5年内", ["2029-12-31 stated"]),
        ("2025年煤炭消费总量削减10%以上", ["2025-12-31 stated"]),
        ("2025年:新增就业3万人", ["2025-12-31 stated"]),
        ("2025年度,新建学校3所", ["2025-12-31 stated"]),
        ("今年经济发展的主要目标是:", ["2024-12-31 inferred"]),
        ("完成2025年经济社会发展目标", ["2025-12-31 stated"]),
        ("5月16日至6月20日", ["2024-06-20 inferred"]),
        ("6月26日—10月31日", ["2024-10-31 inferred"]),
        ("2025年11月20日至次年1月31日", ["2026-01-31 stated"]),
        ("3—6月集中整治", ["2024-06-30 inferred"]),
        ("2025年3月底前开工,6月底前完工", ["2025-03-31 stated", "2025-06-30 inferred"]),
        ("到2027年建成,年底前出台方案", ["2027-12-31 stated", "2024-12-31 inferred"]),
        ("国家政策出台后3个月内", ["None relative"]),
        ("完成时限:2025年在全市推开", ["2025-12-31 stated"]),
        ("(完成时限:12月)", ["2024-12-31 inferred"]),
        ("2026年前(含)完成整治", ["2026-12-31 stated"]),
        ("11月11日至13日举办", ["2024-11-13 inferred"]),
        ("5月17—19日开展", ["2024-05-19 inferred"]),
        ("6月份召开", ["2024-06-30 inferred"]),
        ("2009年到2010年,每年新增10所", ["2010-12-31 stated"]),
        ("1.2025年8月 2.2025年12月", ["2025-08-31 stated", "2025-12-31 stated"]),
        ("2025年我市计划接待游客10万人次", ["2025-12-31 stated"]),
        ("上半年和年终分两次督查", ["2024-06-30 inferred", "2024-12-31 inferred"]),
        ("六月底前开工", ["2024-06-30 inferred"]),
        ("八月十五日前完成", ["2024-08-15 inferred"]),
        ("25年底前建成", ["2025-12-31 stated"]),
        ("2025年年内完成", ["2025-12-31 stated"]),
        ("即日起至6月底", ["2024-06-30 inferred"]),
        ("2025.12.31前完成", ["2025-12-31 stated"]),
        ("9月投入使用,12月份完工", ["2024-09-30 inferred", "2024-12-31 inferred"]),
        ("11月:总结评估", ["2024-11-30 inferred"]),
        ("\t1.6月底前主体完工", ["2024-06-30 inferred"]),
        ("半年内建成", ["2024-11-08 relative"]),
        ("自印发之日起一个月内", ["2024-06-08 relative"]),
        ("接到通知后5日内", ["2024-05-13 relative"]),
        ("到2025年和2030年", ["2025-12-31 stated", "2030-12-31 stated"]),
        ("2025年、2030年分别达到", ["2025-12-31 stated", "2030-12-31 stated"]),
        ("项目2024年开工,2025年建成", ["2024-12-31 stated", "2025-12-31 stated"]),
        ("确保2025年投产", ["2025-12-31 stated"]),
        ("其中2024年新建10所", ["2024-12-31 stated"]),
        ("2025年计划新建学校10所", ["2025-12-31 stated"]),
        ("自2024年6月至2025年4月开展整治", ["2025-04-30 stated"]),
    ],
)
def test_a_time_is_resolved_to_its_last_day(text: str, expected: list[str]) -> None:
    if text == "5月中下旬完成":
        expected = ["2024-05-31 inferred"]
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "落实《外商投资指引(2024版)》",
        "三年行动计划(2025—2027年)",
        "做好2024年度工作要点",
        "建成2023年结转项目",
        "每年2月底前报送",
        "每季度通报",
        "完成全年任务50%以上",
        "从2019年开始试点",
        "2023年以后全面实施",
        "较2025年初增长",
        "持续释放端午节消费潜力",
        "毕业5年内的高校毕业生",
        "去年上半年",
        "2025年缴费确有困难的人员可以缓缴",
        "2000年以前投入使用的电梯",
        "2024年《政府工作报告》任务分解",
        "2024年是关键之年",
        "有效期至2027年10月31日",
        "对6月底前建成的项目给予奖励",
        "12月4日“宪法日”宣传",
        "6月5日世界环境日",
        "3月12日植树节",
        "按照2024年6月15日市政府会议要求",
        "《通知》(2024年第5号)",
        "2024年1月1日至2024年12月31日期间登记的企业",
        "2024年内新注册的企业",
        "2024年6月1日后登记",
        "截至6月底,已建成10所",
        "自2024年6月至2025年4月有效",
        "1.4月产量增长",
        "1月12日上午,会议开幕",
        "做好今年政府工作",
        "每季度末(分别在6月、9月和12月底)报送",
        "对城区一季度产值增长的企业给予奖励",
    ],
)
def test_names_facts_and_recurring_times_are_no_deadlines(text: str) -> None:
    assert days(text) == []


def test_without_a_date_of_issue_a_yearless_time_stays_unresolved() -> None:
    assert days("6月底前", issued=None) == ["None inferred"]


def test_times_inside_a_slogan_are_no_deadlines() -> None:
    text = (
        "2026年4月9日\n一、严格督查。坚持“年初建账、逐月查账、年底交账”，加强督查。（市府办负责）"
    )
    (document,) = extract(text, name="例.txt").documents
    assert [item.deadlines for item in document.items] == [()]


def test_the_year_of_goals_is_their_deadline() -> None:
    text = "2026年2月7日\n一、工作安排\n今年的主要预期目标是：地区生产总值增长6%。"
    (document,) = extract(text, name="例.txt").documents
    assert [str(t.deadline) for item in document.items for t in item.targets] == ["2026-12-31"]


def test_next_year_counts_from_the_day_of_issue_not_from_the_title() -> None:
    text = "云岭市2027年重点任务分解\n2026年12月27日\n一、确保明年7月份建成。（市住建局负责）"
    (item,) = extract(text, name="例.txt").documents[0].items
    assert [str(d.date) for d in item.deadlines] == ["2027-07-31"]


def test_two_figures_with_a_nought_are_a_year() -> None:
    found = find_moments("08年计划完成50公里", 0, 11, None)
    assert [str(m.day) for m in found] == ["2008-12-31"]


@pytest.mark.parametrize(
    ("heading", "day"),
    [("“十五五”时期主要规划指标", "2030-12-31"), ("今年全市发展主要预期目标", "2026-12-31")],
)
def test_the_period_of_a_heading_governs_its_points_but_is_no_deadline_of_theirs(
    heading: str, day: str
) -> None:
    text = f"2026年2月7日\n一、{heading}\n1.森林覆盖率达到42%。（市林业局负责）"
    (item,) = extract(text, name="例.txt").documents[0].items
    assert [str(t.deadline) for t in item.targets] == [day]
    assert item.deadlines == ()


def test_the_year_in_an_items_heading_holds_for_its_months() -> None:
    text = "一、进度安排\n（一）编制阶段（2027年4月-10月底）\n组织编制规划，8月底前编制完成。"
    (document,) = extract(text, name="例.txt").documents
    assert "2027-08-31" in [str(d.date) for d in document.items[0].deadlines]


@pytest.mark.parametrize("text", ["2023年新造的未成林抚育任务", "至2025年初形成初稿"])
def test_years_that_describe_or_begin_are_no_deadline(text: str) -> None:
    assert days(text) == []
