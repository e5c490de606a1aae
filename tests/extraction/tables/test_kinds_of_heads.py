"""Heads of tables: who only looks at the work, and tables that name nobody."""

from taizhang.extraction import extract
from taizhang.extraction.tables.columns import is_head, kinds_of

HEAD = "云岭市2026年重点任务清单\n"


def test_column_of_who_scores_is_silent_beside_who_does_it() -> None:
    assert kinds_of(["序号", "任务", "责任部门", "评分部门"])[2:] == ["responsible", "silent"]


def test_column_of_who_examines_counts_where_nobody_else_is_named() -> None:
    assert kinds_of(["序号", "任务", "考核部门"])[2] == "responsible"


def test_counted_tasks_with_their_times_are_a_table_without_units() -> None:
    assert is_head(["序号", "任务事项", "工作要求", "完成时限"])
    assert not is_head(["序号", "会议时间", "会议地点"])


def test_keys_with_blanks_in_their_names_are_no_flattened_table() -> None:
    points = "".join(
        f"{i} . 推进城市更新工作，改善群众居住条件。\n牵头单位：市 住建局\n"
        "责任单位： 市 发展改革委、财政局\n"
        for i in range(1, 5)
    )
    items = extract(HEAD + points, name="清单.txt").documents[0].items
    assert [[(u.name, u.role) for u in item.units] for item in items] == [
        [("市住建局", "lead"), ("市发展改革委", "responsible"), ("市财政局", "responsible")]
    ] * 4
