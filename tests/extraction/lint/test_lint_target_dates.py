"""Targets without a time, weighed against the others of their list or paragraph."""

from drafts import all_codes, grave, grave_codes

GOALS = (
    "云岭市养老服务意见\n一、工作目标\n（一）到2026年底，新增护理床位800张。\n"
    "（二）到2027年底，服务覆盖率达到70%。\n（三）到2027年底，完成适老化改造1500户。\n"
    "（四）{}建成社区助餐点60个。\n二、重点举措\n（一）扩大供给。改建养老服务设施。\n"
)
PARAGRAPH = (
    "青石县供水方案\n一、工作目标\n到2026年底，新铺设管网42公里；到2027年底，受益人口比例达到75%。"
    "{}农村自来水普及率达到96%。\n二、主要措施\n（一）管网延伸。加快延伸。\n"
)


def test_the_one_goal_of_a_list_without_a_time_is_a_warning() -> None:
    assert grave_codes(GOALS.format("到2028年底，")) == []
    (finding,) = grave(GOALS.format(""))
    assert (finding.code, finding.severity) == ("target_without_date", "warning")
    assert "60个" in finding.quote


def test_standing_goals_need_no_time() -> None:
    assert grave_codes(GOALS.format("长期")) == []


def test_a_list_of_tasks_is_weighed_as_tasks() -> None:
    assert "target_without_date" not in grave_codes(GOALS.format("").replace("工作目标", "任务"))


def test_a_new_sentence_behind_several_times_says_which() -> None:
    assert grave_codes(PARAGRAPH.format("到2028年底，")) == []
    assert grave_codes(PARAGRAPH.format("")) == ["target_without_date"]


def test_behind_one_time_it_is_understood() -> None:
    text = PARAGRAPH.replace("；到2027年底，", "，").format("")
    assert grave_codes(text) == []


def test_a_title_with_a_year_dates_every_target() -> None:
    text = GOALS.replace("养老服务意见", "2026年养老服务意见").format("")
    assert "target_without_date" not in all_codes(text)


def test_the_one_stage_without_a_time_is_a_warning() -> None:
    text = (
        "云岭市方案\n一、实施步骤\n（一）动员部署阶段（4月1日至4月30日）。召开会议。\n"
        "（二）集中整治阶段{}。开展整治。\n（三）总结验收阶段（11月）。组织验收。\n"
    )
    assert grave_codes(text.format("（5月1日至10月31日）")) == []
    assert grave_codes(text.format("")) == ["task_without_date"]
    assert grave_codes(text.replace("（11月）", "").format("")) == []
