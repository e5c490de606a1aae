"""Text and table of one document."""

from drafts import grave, mutate

ROW = (
    "	税收增速	20	税收增速以全市平均水平为基数，完成基数得基础分15分，每高出基数1个百分点"
)


def test_another_number_in_the_same_sentence_is_an_error() -> None:
    (finding,) = grave(mutate("scheme", (ROW, ROW.replace("1个百分点", "0.1个百分点"))))
    assert (finding.code, finding.severity) == ("article_table_disagree", "error")
    assert finding.quote.startswith("税收增速以全市平均水平为基数")
    assert "（正文 1、表格 0.1）" in finding.message
    assert "“第二章第三条1.（2）”" in finding.message


def test_chinese_and_arabic_numbers_agree() -> None:
    text = mutate("scheme", (ROW, ROW.replace("1个百分点", "一个百分点")))
    assert grave(text) == []


def test_other_points_in_the_row_of_the_same_name_are_an_error() -> None:
    findings = grave(
        mutate(
            "scheme",
            ("	新开工项目	20	", "	新开工项目	25	"),
            ("	100	", "	105	"),
        )
    )
    assert [(f.code, f.quote) for f in findings] == [("article_table_disagree", "25")]
    assert "为 20 分，在表格中为 25 分" in findings[0].message


TASKS = """云岭市春季行动方案
一、培育科技企业
2026年6月30日前培育科技企业20家。（责任单位：市科技局）
二、建设公共停车场
2026年9月30日前建成停车场8个。（责任单位：市住建局）
附件
任务分工表
序号	任务	责任单位	完成时限
1	培育科技企业	市科技局	2026年6月30日
2	建设公共停车场	市住建局	2026年9月30日
"""


def test_rows_that_agree_with_their_paragraphs_are_silent() -> None:
    assert grave(TASKS) == []


def test_another_unit_in_the_row_of_a_task_is_an_error() -> None:
    (finding,) = grave(TASKS.replace("停车场	市住建局", "停车场	市城管局"))
    assert finding.code == "article_table_disagree"
    assert "（市住建局、市城管局）" in finding.message


def test_another_time_in_the_row_of_a_task_is_an_error() -> None:
    (finding,) = grave(TASKS.replace("市科技局	2026年6月30日", "市科技局	2026年7月31日"))
    assert finding.code == "article_table_disagree"
    assert "是2026年6月30日，在表格中是2026年7月31日" in finding.message


def test_an_annexed_table_is_held_against_the_text_of_the_others() -> None:
    cover = (
        "云岭市人民政府关于印发园区考核办法的通知\n云政〔2026〕9号\n各县区人民政府：\n请执行。\n"
    )
    listed = "附件：1. 园区考核办法\n2. 园区考核评分表\n2026年3月2日\n"
    text = (
        "附件1\n园区考核办法\n第一条 产业规模（60分）。看产值。\n第二条 科技创新（40分）。看投入。"
    )
    table = "\n附件2\n园区考核评分表\n指标\t分值\n产业规模\t60\n科技创新\t40\n"
    assert grave(cover + listed + text + table) == []
    (finding,) = grave(cover + listed + text + table.replace("科技创新\t40", "科技创新\t30"))
    assert (finding.code, finding.quote) == ("article_table_disagree", "30")
