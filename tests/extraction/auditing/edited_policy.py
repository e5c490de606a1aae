"""A short policy, its result, and the result's items."""

from typing import Any

from taizhang.extraction import extract, to_json

POLICY = """云岭市稳就业若干措施

2026年4月9日

一、重点任务
（一）扩大岗位。新增就业2万人，培训1万人次。6月底前出台清单。（市人社局牵头，市财政局配合）
（二）支持创业。建设园区。（市教育局负责）

各县区要在本措施印发10日内出台配套措施。
"""


def result_of(text: str) -> dict[str, Any]:
    return to_json(extract(text, name="例.txt"))


def items_of(result: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = result["documents"][0]["items"]
    return items
