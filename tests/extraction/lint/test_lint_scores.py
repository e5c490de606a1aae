"""Points that do not add up, clauses that give more than an item has."""

import pytest
from drafts import all_codes, clean, grave, grave_codes, mutate

EXTRAS = ("按资金到位率计分。", "按资金到位率计分。\n\n4. 加分项（10分）\n\n获国家表彰得10分。")

EXTRAS = ("按资金到位率计分。", "按资金到位率计分。\n\n4. 加分项（10分）\n\n获国家表彰得10分。")


@pytest.mark.parametrize("name", ["plan", "scheme", "rating"])
def test_clean_schemes_have_no_findings(name: str) -> None:
    assert grave_codes(clean(name)) == []


def test_points_below_a_heading_that_do_not_add_up_are_an_error() -> None:
    (finding,) = grave(mutate("plan", ("（2）群众满意度（15分）", "（2）群众满意度（17分）")))
    assert (finding.code, finding.severity, finding.quote) == ("weights_sum", "error", "（35分）")
    assert "（20+17）是 37 分" in finding.message


def test_headings_that_miss_the_stated_total_are_an_error() -> None:
    (finding,) = grave(mutate("plan", ("3. 资金保障（25分）", "3. 资金保障（30分）")))
    assert (finding.code, finding.quote) == ("weights_sum", "总分100分")
    assert "（40+35+30）是 105 分" in finding.message


def test_extras_stand_outside_the_total() -> None:
    assert grave_codes(mutate("plan", EXTRAS, ("，分为以下三项：", "："))) == []


def test_a_total_that_counts_the_extras_is_silent() -> None:
    total = ("考核实行百分制，总分100分，分为以下三项：", "考核总分110分。")
    assert grave_codes(mutate("plan", EXTRAS, total)) == []


@pytest.mark.parametrize(
    ("old", "new", "quote"),
    [
        ("新增助餐点最多的县区得15分", "新增助餐点最多的县区得18分", "得18分"),
        ("满意度90%以上得15分", "满意度90%以上得16分", "得16分"),
        ("按完成率计分。", "按完成率计分，最高得22分。", "最高得22分"),
        ("按完成率计分。", "按完成率计分，总分不超过25分。", "总分不超过25分"),
        (
            "按完成率计分。",
            "完成任务得基础分18分，超出部分最多加5分。",
            "基础分18分，超出部分最多加5分",
        ),
    ],
)
def test_a_clause_that_gives_more_than_its_item_is_an_error(old: str, new: str, quote: str) -> None:
    (finding,) = grave(mutate("plan", (old, new)))
    assert (finding.code, finding.severity, finding.quote) == ("maximum_exceeded", "error", quote)


@pytest.mark.parametrize(
    "sentence",
    [
        "按完成率计分，发生事故的扣30分。",
        "按完成率计分，获国家表彰的另计30分。",
        "按完成率计分，每高1个百分点加1分，最高得20分。",
    ],
)
def test_deductions_and_extras_do_not_exceed_a_maximum(sentence: str) -> None:
    assert grave_codes(mutate("plan", ("按完成率计分。", sentence))) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("	100	", "	110	", "weights_sum"),
        ("	研发投入占比最高的县区得25分", "	研发投入占比最高的县区得30分", "maximum_exceeded"),
        ("年终成绩占年度考核成绩的40%", "年终成绩占年度考核成绩的30%", "weights_sum"),
    ],
)  # fmt: skip
def test_defects_of_a_scheme_with_a_table_are_found(old: str, new: str, code: str) -> None:
    assert code in grave_codes(mutate("scheme", (old, new)))


def test_weights_said_in_one_run_must_make_a_hundred() -> None:
    old = "平时成绩占年度考核成绩的60%，年终成绩占年度考核成绩的40%。"
    right = "规模、效益、创新的权重分别为40%、35%、25%。"
    assert grave_codes(mutate("scheme", (old, right))) == []
    (finding,) = grave(mutate("scheme", (old, right.replace("25%", "20%"))))
    assert (finding.code, finding.quote) == ("weights_sum", "权重分别为40%、35%、20%")


def test_names_with_points_in_a_table_are_added_up() -> None:
    (finding,) = grave(mutate("rating", ("税收（25分）", "税收（30分）")))
    assert (finding.code, finding.quote) == ("weights_sum", "（60分）")


def test_a_row_that_gives_more_than_its_name_is_an_error() -> None:
    (finding,) = grave(mutate("rating", ("国家级得15分", "国家级得18分")))
    assert (finding.code, finding.quote) == ("maximum_exceeded", "得18分")
    assert "研发平台" in finding.message


def test_merged_cells_repeated_in_each_row_are_counted_once() -> None:
    text = clean("rating").replace("\n	税收", "\n规模效益（60分）	税收")
    text = text.replace("\n	专利", "\n创新能力（40分）	专利")
    assert all_codes(text) == all_codes(clean("rating"))
    assert grave_codes(text.replace("税收（25分）", "税收（30分）")) == ["weights_sum"]


def test_a_table_torn_by_a_page_is_left_alone() -> None:
    text = clean("rating").replace(
        "\n	税收", "\n类别	指标	说明	评分标准\n规模效益（60分）	园区税收"
    )
    text = text.replace("\n	专利", "\n规模效益（60分）	专利")
    assert "weights_sum" not in grave_codes(text)


def test_weights_of_headings_must_make_a_hundred() -> None:
    points = [
        "一、产业（权重50%）\n看规模。",
        "二、创新（权重30%）\n看投入。",
        "三、民生（权重20%）\n看成效。",
    ]
    text = "\n".join(["云岭市考核办法", *points])
    assert grave_codes(text) == []
    assert grave_codes(text.replace("50%", "45%")) == ["weights_sum"]


def test_parts_listed_in_the_text_of_an_item_are_added_up() -> None:
    listed = "教育15分，卫生10分，文化10分。"
    text = mutate(
        "plan", ("3. 资金保障（25分）\n\n按资金到位率计分。", "3. 资金保障（25分）。" + listed)
    )
    (finding,) = grave(text)
    assert (finding.code, finding.quote) == ("weights_sum", listed)
    assert grave_codes(text.replace("教育15分", "教育5分")) == []


def test_a_scheme_of_a_thousand_points_is_added_up() -> None:
    text = "云岭市考核办法\n一、分值\n考核实行千分制。\n（一）产业（600分）\n（二）民生（{}分）\n"
    assert grave_codes(text.format(400)) == []
    assert grave_codes(text.format(300)) == ["weights_sum"]
