"""Read policy text (政策文件) into documents, items, units, targets and deadlines with exact spans.

A library without Django, clock or network: bytes in, frozen records out. Any text gives a valid
result; what was not understood is listed in ``coverage`` and ``notices``. The stages and what
each guarantees: ``docs/algorithms/extraction.md``.

>>> from taizhang.extraction import extract, read_bytes, to_json
>>> text = read_bytes("例.txt", "一、培育主体。年内培育企业5家。（市发改委负责）".encode())
>>> to_json(extract(text))["documents"][0]["items"][0]["units"][0]["role"]
'responsible'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .auditing.account import Account, open_account
    from .auditing.engine import AUDIT_SCHEMA, Audit, Finding, audit, audit_to_json
    from .auditing.reported import ResultShapeError
    from .engine import Progress, extract
    from .errors import ReadError
    from .lines.layout import Layout, read_layout
    from .numbers.scales import MONEY, SCALE_POWERS, SCALED_UNIT, split_scale
    from .pictures import can_draw, draw_page
    from .readers import DEFAULT_LIMIT, is_readable, media_type, read_bytes, suffixes
    from .readers.handing import pack_text, unpack_text
    from .readers.wire import WireError
    from .sentences.coverage import CLASS_LABELS, SENTENCE_CLASSES, Placed
    from .serialise import SCHEMA, to_json
    from .structure.secrecy import SecrecyMark, secrecy_mark
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
    "AUDIT_SCHEMA",
    "CLASS_LABELS",
    "DEFAULT_LIMIT",
    "MONEY",
    "SCALED_UNIT",
    "SCALE_POWERS",
    "SCHEMA",
    "SENTENCE_CLASSES",
    "Account",
    "Audit",
    "Coverage",
    "Deadline",
    "DecodedText",
    "Document",
    "Duty",
    "Extraction",
    "Finding",
    "Item",
    "Layout",
    "Notice",
    "Page",
    "PageMap",
    "Placed",
    "Progress",
    "ReadError",
    "ResultShapeError",
    "SecrecyMark",
    "Span",
    "Target",
    "Unit",
    "WireError",
    "audit",
    "audit_to_json",
    "can_draw",
    "draw_page",
    "extract",
    "is_readable",
    "media_type",
    "open_account",
    "pack_text",
    "read_bytes",
    "read_layout",
    "secrecy_mark",
    "split_scale",
    "suffixes",
    "to_json",
    "unpack_text",
]

# A stage is loaded when its first name is used: a reader's child process needs none of them.
_HOMES = {
    **dict.fromkeys(("Progress", "extract"), "engine"),
    **dict.fromkeys(("Layout", "read_layout"), "lines.layout"),
    **dict.fromkeys(("MONEY", "SCALED_UNIT", "SCALE_POWERS", "split_scale"), "numbers.scales"),
    **dict.fromkeys(("can_draw", "draw_page"), "pictures"),
    **dict.fromkeys(
        ("DEFAULT_LIMIT", "is_readable", "media_type", "read_bytes", "suffixes"), "readers"
    ),
    **dict.fromkeys(("pack_text", "unpack_text"), "readers.handing"),
    "WireError": "readers.wire",
    **dict.fromkeys(("SecrecyMark", "secrecy_mark"), "structure.secrecy"),
    **dict.fromkeys(("SCHEMA", "to_json"), "serialise"),
    "ReadError": "errors",
    "ResultShapeError": "auditing.reported",
    **dict.fromkeys(("CLASS_LABELS", "Placed", "SENTENCE_CLASSES"), "sentences.coverage"),
    **dict.fromkeys(("Account", "open_account"), "auditing.account"),
    **dict.fromkeys(
        ("AUDIT_SCHEMA", "Audit", "Finding", "audit", "audit_to_json"), "auditing.engine"
    ),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"{__name__}.{_HOMES.get(name, 'types')}")
    value = globals()[name] = getattr(home, name)
    return value
