"""The text of a Word paragraph (段落文字): runs, fields, symbols, tracked changes, text boxes.

Tracked changes are taken as accepted; hidden text, field codes and comments stay out. What was
left out is counted, so that the reader can say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib.resources import files

from .ooxml import MC, Element, W, is_on

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_PRIVATE = range(0xF000, 0xF100)
_UNKNOWN = "□"
_DEEPEST = 200


def _read_symbols() -> dict[tuple[str, int], str]:
    table = files(__package__).joinpath("word_symbols.csv").read_text("utf-8")
    rows = [line.split(",") for line in table.splitlines()[1:] if not line.startswith("#")]
    return {(font, int(code, 16)): character for font, code, character in rows}


_SYMBOLS = _read_symbols()


def symbol(font: str, code: int) -> str:
    """The character of a symbol font, a box when it is not known."""
    if code not in _PRIVATE:
        return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return _SYMBOLS.get((font.strip().lower(), code - 0xF000), _UNKNOWN)


def _without_private(text: str) -> str:
    """Symbols typed as characters of the private use area, most often of Wingdings."""
    if not any("\uf000" <= character <= "\uf0ff" for character in text):
        return text
    return "".join(
        symbol("wingdings", ord(character)) if ord(character) in _PRIVATE else character
        for character in text
    )


class ParagraphReader:
    """Reads paragraphs one after another; fields may run over several of them."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[Element] = []
        self._fields: list[bool] = []  # for each open field: whether its result is reached
        self._parts: list[str] = []
        self._handlers: dict[str, Callable[[Element, int], None]] = {
            **dict.fromkeys((W + "ins", W + "moveTo"), self._inserted),
            **dict.fromkeys((W + "del", W + "moveFrom"), self._deleted),
            **dict.fromkeys(
                (W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "sdt")),
                self._children,
            ),
            **dict.fromkeys((W + name for name in ("sdtContent", "dir", "bdo")), self._children),
            **dict.fromkeys((W + name for name in ("ruby", "rubyBase")), self._children),
            **dict.fromkeys((W + "drawing", W + "pict", W + "object"), self._drawing),
            **dict.fromkeys((_M + "oMath", _M + "oMathPara"), self._formula),
            W + "r": self._run,
            W + "t": self._text,
            W + "tab": lambda element, depth: self._say("\t"),
            W + "ptab": lambda element, depth: self._say("\t"),
            W + "br": lambda element, depth: self._say("\n"),
            W + "cr": lambda element, depth: self._say("\n"),
            W + "noBreakHyphen": lambda element, depth: self._say("-"),
            W + "sym": self._symbol,
            W + "fldChar": self._field,
            W + "footnoteReference": self._note,
            W + "endnoteReference": self._note,
            MC + "AlternateContent": self._alternate,
        }

    def read(self, paragraph: Element) -> str:
        """The text of a paragraph: tabs as ``\\t``, line breaks as ``\\n``."""
        self._parts = []
        self._children(paragraph, 0)
        return "".join(self._parts)

    def _say(self, text: str) -> None:
        if all(self._fields):
            self._parts.append(text)

    def _children(self, element: Element, depth: int) -> None:
        if depth > _DEEPEST:
            self.seen["deep"] += 1
            return
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child, depth + 1)

    def _inserted(self, element: Element, depth: int) -> None:
        self.seen["revisions"] += 1
        self._children(element, depth)

    def _deleted(self, element: Element, depth: int) -> None:
        self.seen["revisions"] += 1

    def _run(self, run: Element, depth: int) -> None:
        properties = run.find(W + "rPr")
        if is_on(properties, "vanish"):
            self.seen["hidden"] += any(text.text for text in run.iterfind(W + "t"))
            self._hidden(run)
            return
        self._children(run, depth)

    def _hidden(self, run: Element) -> None:
        """Of a hidden run only the marks of fields count: what they frame may be visible."""
        for mark in run.iterfind(W + "fldChar"):
            self._field(mark, 0)

    def _text(self, element: Element, depth: int) -> None:
        self._say(_without_private(element.text or ""))

    def _symbol(self, element: Element, depth: int) -> None:
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            return
        self._say(symbol(element.get(W + "font", ""), code))

    def _field(self, element: Element, depth: int) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, element: Element, depth: int) -> None:
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        self.notes.append((kind, element.get(W + "id", "")))

    def _alternate(self, element: Element, depth: int) -> None:
        """The same thing said for newer and older programs: the first that says anything."""
        for variant in element:
            before = len(self._parts), len(self.boxes)
            self._children(variant, depth)
            if (len(self._parts), len(self.boxes)) != before:
                return

    def _drawing(self, element: Element, depth: int) -> None:
        """Text boxes are kept for behind the paragraph, pictures and embedded files counted."""
        inside = list(_outermost_boxes(element))
        self.boxes.extend(inside)
        if element.tag == W + "object":
            self.seen["objects"] += 1
        elif not inside:
            found = next(element.iter(_A + "blip", _V + "imagedata"), None)
            self.seen["pictures"] += found is not None

    def _formula(self, element: Element, depth: int) -> None:
        self._say("".join(text.text or "" for text in element.iter(_M + "t")))


def _outermost_boxes(element: Element) -> list[Element]:
    """The text boxes in a drawing: those for older programs only when there are no others."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if current.tag == W + "txbxContent":
            found.append(current)
        elif current.tag == MC + "AlternateContent":
            waiting.extend(_variant(current))
        else:
            waiting.extend(reversed(current))
    return found


def _variant(alternate: Element) -> list[Element]:
    choices = [each for each in alternate if each.tag == MC + "Choice"]
    for choice in choices:
        if next(choice.iter(W + "t"), None) is not None:
            return [choice]
    return [each for each in alternate if each.tag == MC + "Fallback"]
