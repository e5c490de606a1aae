"""Read policy text (政策文件) into documents, items, units, targets and deadlines with exact spans.

A library without Django, clock or network: bytes in, frozen records out. Any text gives a valid
result; what was not understood is listed in ``coverage`` and ``notices``. The stages and what
each guarantees: ``docs/algorithms/extraction.md``.

>>> text = read_bytes("例.txt", "一、培育主体。年内培育企业5家。（市发改委负责）".encode())
>>> to_json(extract(text))["documents"][0]["items"][0]["units"][0]["role"]
'responsible'
"""

from .coverage import SENTENCE_CLASSES
from .engine import Progress, extract
from .errors import ReadError
from .layout import Layout, read_layout
from .readers import DEFAULT_LIMIT, read_bytes, suffixes
from .secrecy import SecrecyMark, secrecy_mark
from .serialise import SCHEMA, to_json
from .types import (
    Coverage,
    Deadline,
    DecodedText,
    Document,
    Duty,
    Extraction,
    Item,
    Notice,
    Page,
    PageMap,
    Span,
    Target,
    Unit,
)

__all__ = [
    "DEFAULT_LIMIT",
    "SCHEMA",
    "SENTENCE_CLASSES",
    "Coverage",
    "Deadline",
    "DecodedText",
    "Document",
    "Duty",
    "Extraction",
    "Item",
    "Layout",
    "Notice",
    "Page",
    "PageMap",
    "Progress",
    "ReadError",
    "SecrecyMark",
    "Span",
    "Target",
    "Unit",
    "extract",
    "read_bytes",
    "read_layout",
    "secrecy_mark",
    "suffixes",
    "to_json",
]
