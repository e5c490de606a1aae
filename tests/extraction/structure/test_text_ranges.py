"""Progress printed below a task."""

from datetime import date

import pytest

from taizhang.extraction import Item, extract

TASK = "1.整治老旧小区，力争完成13个小区改造，2024年12月底前验收。\n"


def items(text: str) -> tuple[Item, ...]:
    (document,) = extract(text, name="例.txt").documents
    return document.items


@pytest.mark.parametrize("key", ["进展情况", "完成情况", "目前工作进展"])
def test_progress_below_a_task_sets_no_targets_and_dates(key: str) -> None:
    text = (
        f"{TASK}{key}：建设5个小区，2024年8月6日前进场。\n"
        f"2.新建驿站56个。\n{key}：建设驿站20个，2024年9月6日前开工。"
    )
    first, second = items(text)
    assert [target.value for target in first.targets] == [13]
    assert [deadline.date for deadline in first.deadlines] == [date(2024, 12, 31)]
    assert [target.value for target in second.targets] == [56]
    assert second.deadlines == ()


def test_a_paragraph_that_names_goals_is_read() -> None:
    (item,) = items(f"{TASK}年度目标：改造管线30公里，2024年10月底前完工。")
    assert [target.value for target in item.targets] == [13, 30]
