"""Which paragraphs belong to an item."""

from taizhang.extraction import extract


def test_text_below_a_heading_with_its_clause_belongs_to_the_item() -> None:
    text = (
        "云岭市任务分工意见\n"
        "1、增加就业（责任部门：市人社局、市发改委）\n"
        "2026年：新增就业3万人。\n2027年：新增就业4万人。\n"
        "2、健全社会保障（责任部门：市人社局、市民政局）\n"
        "2026年：养老保险覆盖率达到98.5%。"
    )
    first, second = extract(text, name="例.txt").documents[0].items
    assert [(t.value, str(t.deadline)) for t in first.targets] == [
        (30000, "2026-12-31"),
        (40000, "2027-12-31"),
    ]
    assert [t.value for t in second.targets] == [98.5]


def test_a_closing_paragraph_behind_one_line_tasks_belongs_to_none() -> None:
    text = (
        "云岭市任务分工意见\n"
        "1、增加就业（责任部门：市人社局、市发改委）\n"
        "2、健全社会保障（责任部门：市人社局、市民政局）\n"
        "各责任单位要于2026年3月10日前报送工作方案。"
    )
    (document,) = extract(text, name="例.txt").documents
    assert [item.deadlines for item in document.items] == [(), ()]
    assert [str(d.date) for duty in document.duties for d in duty.deadlines] == ["2026-03-10"]
