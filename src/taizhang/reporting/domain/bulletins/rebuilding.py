"""Make an issued bulletin again and compare (复核): numbers, words, files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from taizhang.documents.models import StoredFile

from ...models import Bulletin
from ..figures.gathering import canonical
from ..figures.keeping import digest_of_kept
from ..papers.composing import Composed, compose_again
from ..papers.files import annex_bytes, word_bytes
from ..papers.papers import Printed

_NAMES = {
    "asked": "口径",
    "numbers": "指标分类",
    "tasks": "任务情况",
    "lights": "亮灯",
    "rates": "按期率",
    "offices": "各单位",
    "places": "各县区",
    "worst": "滞后事项",
    "said": "单位说明",
    "best": "进展较快的事项",
    "silent": "从未报告的单位",
    "warnings": "预警",
    "change": "与上期相比",
    "items": "指标明细",
    "book": "单位名册",
    "seal": "封印",
    "given": "起草时的选择",
    "rows": "数字背后的清单",
    "schema": "格式",
}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What making it again gave: sentences about what differs, none where all is the same."""

    differences: tuple[str, ...]
    digest: str

    @property
    def is_same(self) -> bool:
        return not self.differences


def rebuild_bulletin(bulletin: Bulletin) -> Rebuilt:
    """Gather and write a bulletin again from its day, its moment and its words."""
    again = compose_again(bulletin)
    found = (
        *_numbers(bulletin, again),
        *_rows(bulletin),
        *_words(bulletin, again),
        *_files(bulletin, again),
    )
    return Rebuilt(found, again.digest)


def printed_of(bulletin: Bulletin) -> Printed:
    """A bulletin as it is printed."""
    return Printed(
        json.loads(bulletin.numbers),
        json.loads(bulletin.blocks),
        bulletin.number,
        bulletin.issued_on,
    )


def _numbers(bulletin: Bulletin, again: Composed) -> Iterator[str]:
    kept: dict[str, Any] = json.loads(bulletin.numbers)
    for name in sorted(kept.keys() | again.numbers.keys()):
        if canonical(kept.get(name)) != canonical(again.numbers.get(name)):
            yield _("“%(part)s”的数据与印发时不同。") % {"part": _NAMES.get(name, name)}


def _rows(bulletin: Bulletin) -> Iterator[str]:
    if digest_of_kept(bulletin) != json.loads(bulletin.numbers).get("rows"):
        yield _("留存的清单与通报里记的清单哈希不符。")


def _words(bulletin: Bulletin, again: Composed) -> Iterator[str]:
    if bulletin.blocks != canonical(again.words):
        yield _("正文与印发时不同。")
    if bulletin.digest != again.digest and bulletin.blocks == canonical(again.words):
        yield _("内容哈希与印发时不同，请核验模板和数据有没有被改动。")


def _files(bulletin: Bulletin, again: Composed) -> Iterator[str]:
    printed = Printed(again.numbers, again.words, bulletin.number, bulletin.issued_on)
    if _differs(bulletin.word, word_bytes, printed):
        yield _("Word 文件与印发时不同（内容不同，或由另一版程序写成）。")
    if _differs(bulletin.annex, annex_bytes, printed):
        yield _("附表文件与印发时不同（内容不同，或由另一版程序写成）。")


def _differs(kept: StoredFile | None, write: Any, printed: Printed) -> bool:
    return kept is not None and sha256(write(printed)).hexdigest() != kept.sha256
