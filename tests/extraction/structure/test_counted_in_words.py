"""Headings that count in words, small stops behind numbers, cards with goals by quarters."""

from taizhang.extraction import Item, extract

HEAD = "云岭市2026年重点工作方案\n"


def items(text: str) -> tuple[Item, ...]:
    return extract(HEAD + text, name="方案.txt").documents[0].items


def test_headings_that_count_in_words_have_the_text_below() -> None:
    found = items(
        "一是粮食安全行动。\n加强耕地保护，完成高标准农田建设0.4万亩，推广节水灌溉技术。\n"
        "二是生猪保障行动。\n加快标准化养殖场建设，年出栏生猪18万头以上，落实防控责任。\n"
    )
    assert [(item.path, len(item.targets)) for item in found] == [(("一",), 1), (("二",), 1)]


def test_small_stop_behind_a_number_is_a_stop() -> None:
    found = items(
        "一、主要任务\n1﹒推进城市更新。\n牵头责任单位：市住建局。\n2﹒清理河道。\n牵头责任单位：市水利局。\n"
    )
    assert [item.path for item in found] == [("一", "1"), ("一", "2")]


def test_goals_by_quarters_below_a_task_belong_to_it() -> None:
    found = items(
        "重点工作：2026年新开工安置住房1300套。\n牵头单位：市住建局\n年度阶段性工作目标：\n"
        "第一季度：完成新开工安置住房75%。\n第四季度：完成新开工安置住房100%。\n"
    )
    assert len(found) == 1
    assert "第四季度" in found[0].text


def test_page_numbers_inside_sentences_are_no_points() -> None:
    page = "一、加强供水保障（一）推进管网改造。" + "更新老旧管网，保障居民用水，" * 16
    text = f"1、云岭市供水方案为保障供水，制定本方案。{page}更新改\n"
    text += "2、造泵站，完善应急供水设施。（市水利局负责）\n"
    found = extract(text, name="方案.txt").documents[0].items
    assert [(item.path, [u.name for u in item.units]) for item in found] == [
        (("一", "（一）"), ["市水利局"])
    ]
