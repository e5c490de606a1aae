"""Tasks without a unit or a date, weighed against their neighbours."""

from drafts import all_codes, grave, grave_codes, mutate


def test_the_clean_plan_has_no_errors_or_warnings() -> None:
    assert grave_codes(mutate("plan")) == []


def test_one_task_without_a_clause_is_named() -> None:
    (finding,) = grave(mutate("plan", ("（责任单位：市民政局、市商务局）", "")))
    assert (finding.code, finding.severity) == ("task_without_unit", "warning")
    assert finding.quote == "2. 发展助餐服务"
    assert "二、（一）2.发展助餐服务" in finding.message


def test_two_tasks_without_a_clause_are_two_warnings() -> None:
    text = mutate(
        "plan", ("（责任单位：市民政局、市商务局）", ""), ("（责任单位：市市场监管局）", "")
    )
    assert [finding.code for finding in grave(text)] == ["task_without_unit"] * 2


def test_a_clause_in_the_heading_above_holds_for_its_points() -> None:
    text = mutate(
        "plan",
        ("（一）扩大服务供给", "（一）扩大服务供给（市民政局牵头，市财政局配合）"),
        ("（责任单位：市民政局、市商务局）", ""),
    )
    assert grave_codes(text) == []


def test_a_plan_that_names_nobody_is_one_remark() -> None:
    points = "".join(f"{i}. 推进第{i}类工程建设。完成年度任务。\n" for i in range(1, 6))
    text = f"云岭市年度建设方案\n一、重点任务\n{points}"
    assert grave_codes(text) == []
    assert all_codes(text).count("task_without_unit") == 1


def test_points_that_organise_the_work_may_name_nobody() -> None:
    assert "task_without_unit" not in all_codes(mutate("plan"))


def test_one_task_without_a_date_is_named() -> None:
    (finding,) = grave(mutate("plan", ("2026年9月底前，新增助餐点", "新增助餐点")))
    assert (finding.code, finding.quote) == ("task_without_date", "2. 发展助餐服务")


def test_a_standing_task_needs_no_date() -> None:
    text = mutate("plan", ("2026年9月底前，新增助餐点40个", "长期坚持发展助餐服务"))
    assert "task_without_date" not in all_codes(text)


def test_a_target_without_a_date_is_a_remark() -> None:
    codes = all_codes(mutate("plan", ("2026年9月底前，新增助餐点", "新增助餐点")))
    assert "target_without_date" in codes


def test_a_target_of_a_dated_plan_needs_no_date_of_its_own() -> None:
    text = mutate(
        "plan",
        ("2026年9月底前，新增助餐点", "新增助餐点"),
        ("附件1\n\n云岭市养老服务", "附件1\n\n云岭市2026年养老服务"),
    )
    assert "target_without_date" not in all_codes(text)


def test_a_task_whose_words_name_somebody_is_silent() -> None:
    text = mutate("plan", ("（责任单位：市民政局、市商务局）", "市民政局要统筹推进。"))
    assert "task_without_unit" not in grave_codes(text)


def test_a_row_without_units_is_named() -> None:
    rows = "".join(f"{i}	建设项目{i}	市住建局	2026年{i}月底\n" for i in range(1, 6))
    table = f"云岭市任务分解表\n序号	任务	责任单位	完成时限\n{rows}"
    assert grave_codes(table) == []
    (finding,) = grave(table.replace("建设项目3	市住建局", "建设项目3	"))
    assert finding.code == "task_without_unit"
    assert "建设项目3" in finding.message


def test_units_named_behind_by_are_the_custom_too() -> None:
    text = (
        "云岭市方案\n一、重点任务\n（一）清查登记。逐宗核实，由市财政局负责。\n"
        "（二）分类处置。公开招租，由市国资委负责。\n（三）建立台账。做到相符{}。\n"
        "（四）加强监督。开展审计，由市审计局负责。\n"
    )
    assert grave_codes(text.format("，由市财政局负责")) == []
    assert grave_codes(text.format("")) == ["task_without_unit"]


def test_lines_of_units_do_not_hide_the_time_of_a_row() -> None:
    rows = [
        f"{i}\n新建第{i}座站点。\n县住建局\n县财政局\n县水务局\n{i + 6}月底前\n" for i in (1, 2)
    ]
    rows += [f"{i}\n新建第{i}座站点。\n县住建局\n{i + 6}月底前\n" for i in (3, 4, 5, 6)]
    text = "云岭市任务分解表\n序号\n工作任务\n责任单位\n完成时限\n" + "".join(rows)
    assert "task_without_date" not in grave_codes(text)


def test_the_year_of_the_title_is_no_time_of_a_task() -> None:
    points = [
        "（一）医疗卫生。2026年新增床位200张。\n",
        "（二）养老服务。2026年新建中心30个。\n",
        "（三）交通出行。2026年改造公路50公里。\n",
        "（四）就业创业。新增见习岗位500个。\n",
    ]
    text = "云岭市{}民生实事实施方案\n一、重点任务\n" + "".join(points)
    assert grave_codes(text.format("2026年")) == []


def test_whoever_a_task_addresses_is_named() -> None:
    text = (
        "云岭市检查方案\n一、自查自纠。各燃气企业对设施全面自查。\n二、集中检查。市应急局牵头，市住建局配合。\n"
        "三、总结提升。完善机制。责任单位：市住建局。\n四、通报。公布结果。责任单位：市应急局。\n"
    )
    assert grave_codes(text) == []
    assert grave_codes(text.replace("各燃气企业对设施全面自查", "设施全面自查")) == [
        "task_without_unit"
    ]
