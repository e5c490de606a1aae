"""Sentences that give a task to somebody, and names that share words."""

import pytest

from taizhang.extraction import Item, extract

HEAD = "云岭市人民政府关于落实重点任务的通知\n一、重点任务\n"


def items(text: str) -> tuple[Item, ...]:
    return extract(HEAD + text, name="分工.txt").documents[0].items


def names(text: str) -> list[str]:
    return [unit.name for item in items(text) for unit in item.units]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "（一）关于“保障城乡供水”的问题，由市水利局会同市发展改革委、经济和信息化委等部门落实。",
            ["市水利局", "市发展改革委", "市经济和信息化委"],
        ),
        (
            "（一）更新供热管网96公里。\n此项工作由市住建局负责组织，供热集团、各区人民政府具体实施。",
            ["市住建局", "供热集团", "各区人民政府"],
        ),
    ],
)
def test_sentence_that_ends_a_task_names_who_does_it(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "（一）新建污水管网20公里，由建设方承担施工期间的全部费用。",
        "（一）推进城市更新，由点到面逐步实施。",
    ],
)
def test_what_else_follows_by_names_nobody(sentence: str) -> None:
    assert names(sentence) == []


@pytest.mark.parametrize(
    "printed",
    [
        "各县（市）、区人民政府",
        "各县市、区政府",
        "市直有关部门、单位",
        "高新区管委",
        "市规划和城市管理局",
    ],
)
def test_names_that_share_words_or_hold_a_place_stay_whole(printed: str) -> None:
    shown = printed.removeprefix("市规划")
    printed_as = "规划" + shown if shown != printed else printed
    assert names(f"（一）清理河道。（责任单位：市水利局、{printed_as}）") == ["市水利局", printed]


def test_single_letter_behind_a_blank_ends_the_name_before_it() -> None:
    assert names("（一）清理河道。\n责任单位：市水利局，青石山管委 会") == [
        "市水利局",
        "青石山管委会",
    ]


@pytest.mark.parametrize(
    ("clause", "roles"),
    [
        ("领衔单位：市水利局", ["lead"]),
        ("归口管理部门：市水利局", ["responsible"]),
        ("协同推进单位：市水利局", ["support"]),
        ("配合方：市水利局", ["support"]),
        ("责任单位——市水利局、城管局", ["responsible"] * 2),
        ("责任单位：市水利局/城管局", ["responsible"] * 2),
        ("（市水利局会同城管局负责）", ["responsible"] * 2),
        ("（市水利局会城管局）", ["responsible"] * 2),
    ],
)
def test_key_and_sign_of_every_kind_give_units(clause: str, roles: list[str]) -> None:
    found = items(f"（一）清理河道，改善环境质量。\n{clause}\n")
    assert [unit.role for item in found for unit in item.units] == roles
    assert found[0].units[0].name == "市水利局"
