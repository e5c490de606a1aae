from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from ._xml import node

_COMPATIBILITY = "http://schemas.microsoft.com/office/word"


def put_settings(settings: BaseOxmlElement) -> None:
    """Replace the template's settings: pages differ by side, marks keep their width, Chinese."""
    for child in list(settings):
        settings.remove(child)
    mode: dict[str, str | float] = {"name": "compatibilityMode", "uri": _COMPATIBILITY, "val": 15}
    settings.extend(
        [
            node("zoom", percent=100),
            node("bordersDoNotSurroundHeader"),
            node("bordersDoNotSurroundFooter"),
            node("defaultTabStop", val=420),
            node("evenAndOddHeaders"),
            node("drawingGridVerticalSpacing", val=156),
            node("characterSpacingControl", val="doNotCompress"),
            node("compat", node("useFELayout"), node("compatSetting", **mode)),
            node("themeFontLang", val="en-US", eastAsia="zh-CN"),
        ]
    )
