"""From the words of a meeting to proposed tasks: every line once, nothing invented."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.supervision.domain.intake.minutes import read_lines, split_lines
from taizhang.supervision.domain.intake.near_terms import find_near_term

MONDAY = date(2026, 3, 2)


def read(text, spoken=None):
    lines = split_lines(text)
    named = spoken or [()] * len(lines)
    return read_lines(lines, on=MONDAY, place="云岭市", level="市", spoken=named)


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("一、拿出方案", "一"),
        ("（二）拿出方案", "（二）"),
        ("3.拿出方案", "3"),
        ("4．拿出方案", "4"),
        ("5、拿出方案", "5"),
        ("第六项：拿出方案", "六"),
        ("⑦ 拿出方案", "⑦"),
        ("8)拿出方案", "8"),
    ],
)
def test_printed_number_is_taken_off_the_line(source, label):
    line = split_lines(source)[0]
    assert (line.label, line.body, line.source) == (label, "拿出方案", source)


@pytest.mark.parametrize("source", ["10日内完成", "3.5公里道路年底通车", "2026年计划", "一"])
def test_number_that_belongs_to_the_words_stays(source):
    assert split_lines(source)[0].body == source


def test_line_with_units_time_and_number_is_a_task():
    (line,) = read(
        "一、6月底前新增认定高新技术企业20家。（责任单位：市科技局；配合单位：市财政局）"
    )
    assert line.is_task
    assert line.units == (("市科技局", "responsible"), ("市财政局", "support"))
    assert line.due == date(2026, 6, 30)
    assert line.targets == "新增认定高新技术企业 20 家（2026-06-30）"
    assert line.title == "6月底前新增认定高新技术企业20家"
    assert line.source.startswith("一、")


def test_units_of_running_text_count_where_no_bracket_names_any():
    spoken = [(("市工信局", "lead"),), (("市工信局", "lead"),)]
    bare, bracketed = read("由市工信局牵头拿出方案\n由市工信局牵头（市科技局）", spoken)
    assert bare.units == (("市工信局", "lead"),)
    assert bracketed.units == (("市科技局", "responsible"),)


@pytest.mark.parametrize(
    "words",
    [
        "会议听取了市科技局6月底前完成情况的汇报",
        "会议强调，市科技局要在6月底前完成",
        "时间：2026年3月2日",
        "出席：市科技局 张三",
    ],
)
def test_line_that_orders_nothing_is_a_note(words):
    (line,) = read(words, [(("市科技局", "responsible"),)])
    assert (line.is_task, line.source) == (False, words)


def test_farewell_without_unit_is_a_note():
    assert [line.is_task for line in read("散会\n同意")] == [False, False]


def test_numbers_below_numbers_say_where_they_stand():
    text = "一、关于内涝\n（一）甲\n1.乙\n（二）丙\n二、丁\n3.戊\n（1）己\n庚"
    labels = [line.label for line in read(text)]
    assert labels == ["一", "一（一）", "一（一）1", "一（二）", "二", "二、3", "二、3（1）", ""]


def test_heading_names_one_line_and_general_ones_none():
    first, second = read("一、关于停车难\n年底前建成泊位\n6月底前建成公园")[1:]
    assert [first.title, second.title] == ["关于停车难", "6月底前建成公园"]
    assert read("一、有关要求\n6月底前建成公园")[1].title == "6月底前建成公园"


def test_unnumbered_line_takes_the_heading_above():
    heading, task, after = read("一、关于停车难\n年底前新增泊位500个\n二、年底前建成公园3个")
    assert not heading.is_task
    assert (task.title, task.is_task) == ("关于停车难", True)
    assert after.title == "年底前建成公园3个"


def test_convention_of_one_line_reaches_the_next():
    first, second = read(
        "1.建设平台（市科技局、市工信局，排首位的为牵头单位，下同）\n2.培育企业（市工信局、市财政局）"
    )
    assert first.units[0] == ("市科技局", "lead")
    assert second.units[0] == ("市工信局", "lead")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("一周内报送", date(2026, 3, 9)),
        ("两周内报送", date(2026, 3, 16)),
        ("10日内报送", date(2026, 3, 12)),
        ("十五天之内报送", date(2026, 3, 17)),
        ("5个工作日内报送", date(2026, 3, 9)),
        ("三个月内报送", date(2026, 6, 2)),
        ("本周五前报送", date(2026, 3, 6)),
        ("本月内报送", date(2026, 3, 31)),
        ("月底前报送", date(2026, 3, 31)),
        ("3日内开工，20日内完成", date(2026, 3, 22)),
        ("6月底前报送", None),
        ("年内报送", None),
        ("十个月底前", None),
    ],
)
def test_near_term_counts_from_the_day_it_was_said(words, day):
    assert find_near_term(words, on=MONDAY) == day


LINE = st.text(
    st.sampled_from("一二（）、。1234567890市科技局财政牵头配合月底前内完成家个元年日，； \t"),
    max_size=40,
)


@settings(max_examples=60)
@given(st.lists(LINE, max_size=12))
def test_every_line_that_is_not_blank_is_kept_once_in_order(lines):
    text = "\n".join(lines)
    assert [each.source for each in read(text)] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]


def test_unit_that_begins_with_the_city_keeps_its_name():
    [line] = read("1. 完成厂房扫尾。（责任单位：云岭经济开发区管理委员会、科技局）")
    assert [name for name, _ in line.units] == ["云岭经济开发区管理委员会", "市科技局"]
