"""Write a bulletin from its numbers and a template (行文)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .checking import not_written, refuse_wrong
from .engine import compile_words, fill_in
from .lines import blocks_of, number_points, read_head, unmarked
from .tables import table_named
from .values import WordsError
from .words import words_of

_DAYS = re.compile(r"(\d{1,2})个工作日")
_COPIES = re.compile(r"[，、,]")
_DEFAULT_DAYS = 10  # working days to answer, where a template does not say


def answer_days(template: str) -> int:
    """Within how many working days named units answer."""
    found = _DAYS.fullmatch(read_head(template)[0]["回复"].strip())
    return int(found[1]) if found else _DEFAULT_DAYS


def write_words(numbers: Mapping[str, Any], template: str) -> dict[str, Any]:
    """The paper: `title` and its lines, `to`, `copies`, `blocks`, plain JSON. Pure: equal
    input gives equal words.

    A table without rows is left out, and an annex without anything in it.
    Raises TemplateRefusedError.
    """
    refuse_wrong(template)
    try:
        text = fill_in(compile_words(template), words_of(numbers))
    except WordsError as error:
        raise not_written(error) from error
    head, body = read_head(text)
    lines = [line.strip() for line in unmarked(head["标题"]).split("｜")]
    said = [unmarked(name).strip() for name in _COPIES.split(head["抄送"])]
    return {
        "title": "".join(lines),
        "title_lines": lines,
        "to": unmarked(head["主送"]),
        "copies": [name for name in said if name],
        "blocks": _without_empty_annexes(number_points(_blocks(body, numbers))),
    }


def _blocks(body: str, numbers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for block in blocks_of(body):
        if block["kind"] != "table":
            yield block
        elif (table := table_named(block["name"], numbers))["rows"]:
            yield table


def _without_empty_annexes(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    following = [*(block["kind"] for block in blocks[1:]), "annex"]
    pairs = zip(blocks, following, strict=False)  # none follows the last
    return [block for block, after in pairs if (block["kind"], after) != ("annex", "annex")]
