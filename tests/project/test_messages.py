"""The English catalogue: complete, nothing stale, placeholders kept."""

import re
import runpy
from pathlib import Path

import pytest
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
FULL_WIDTH = re.compile(r"[，。；“”！？％＋]|(?<![\u4e00-\u9fff])[：（）](?![\u4e00-\u9fff])")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]+>|\{\w*\}")


@pytest.fixture(scope="module")
def script() -> dict:
    return runpy.run_path(str(ROOT / "scripts" / "messages.py"))


def test_catalogue_holds_every_string_once_and_translated(script: dict) -> None:
    """When it fails: python scripts/messages.py, then translate what is new."""
    assert list(script["complaints"](script["collect"](), script["read_catalogue"]())) == []


def test_translations_keep_the_placeholders_of_their_strings(script: dict) -> None:
    broken = []
    for message in script["read_catalogue"]():
        ids, strings = (
            [part] if isinstance(part, str) else list(part) for part in (message.id, message.string)
        )
        wanted = set(PLACEHOLDER.findall(ids[0]))
        broken += [text for text in strings if ids[0] and set(PLACEHOLDER.findall(text)) != wanted]
    assert broken == []


def test_english_has_the_punctuation_of_english(script: dict) -> None:
    """What is to be typed in Chinese keeps its own: 标题：, （配合）, 、."""
    texts = [
        text
        for message in script["read_catalogue"]()
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    ]
    assert [text for text in texts if FULL_WIDTH.search(text)] == []


def test_string_with_a_plural_has_it_everywhere(script: dict) -> None:
    assert list(script["mixed_forms"](script["_strings"]())) == []


def test_string_with_a_plural_in_one_place_only_is_complained_about(script: dict) -> None:
    found = [("a.html", ("共 3 项", "共 3 项"), None), ("b.html", "共 3 项", None)]
    assert list(script["mixed_forms"](found)) == ["with a plural here, without it there: 共 3 项"]
    assert list(script["mixed_forms"]([*found[:1], ("b.html", "共 3 项", "act")])) == []


def test_string_unknown_to_the_catalogue_is_complained_about(script: dict) -> None:
    collected, known = script["collect"](), script["read_catalogue"]()
    collected.add("从未见过的话")
    known.add("早已不用的话", "A phrase long gone")
    assert list(script["complaints"](collected, known)) == [
        "not in the catalogue: 从未见过的话",
        "no longer used: 早已不用的话",
    ]


def test_untranslated_product_name_stays_chinese_without_a_catalogue() -> None:
    with translation.override("zh-hans"):
        assert translation.pgettext("product", "台账") == "台账"
