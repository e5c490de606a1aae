"""Lines of Chinese text as wide as the text area: room goes between characters, not only blanks.

WeasyPrint stretches the blanks of a line, and Chinese has none. Two of its functions are replaced,
in the child process only; `pyproject.toml` therefore names one version of it.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango


def stretch_between_characters() -> None:
    """Let `text-align: justify` widen every gap between two characters alike."""
    inline.count_expandable_spaces = _gaps
    line_break.Layout.set_text = _set_text


def _gaps(box: Any) -> int:
    if isinstance(box, boxes.TextBox):
        return max(len(box.text) - 1, 0)
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return sum(_gaps(child) for child in box.children)
    return 0


_plain_set_text = line_break.Layout.set_text


def _set_text(layout: Any, text: str, justify: bool = False) -> None:
    _plain_set_text(layout, text, justify=False)
    if not justify or not layout.justification_spacing or not layout.text:
        return
    spacing = layout.style["letter_spacing"]
    wide = layout.justification_spacing + (0 if spacing == "normal" else spacing)
    found = pango.pango_layout_get_attributes(layout.layout)
    attributes = found
    if found == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    attribute = pango.pango_attr_letter_spacing_new(int(wide * TO_UNITS))
    attribute.start_index, attribute.end_index = 0, len(layout.text.encode())
    pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
