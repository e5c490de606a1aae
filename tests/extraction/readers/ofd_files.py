"""OFD files made by hand for the tests, as several makers write them (GB/T 33190—2016)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape

Way = Literal["line", "character", "deltas", "matrix"]
SIZE = 5.64  # millimetres, 16 points
LEFT, TOP, PITCH = 28.0, 42.0, 9.9
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass
class OfdPage:
    """Objects of a page, written in one of the ways makers have."""

    way: Way = "line"
    parts: list[str] = field(default_factory=list)
    templates: Sequence[str] = ()

    def text(self, x: float, y: float, words: str, size: float = SIZE) -> None:
        """Words from (x, y) on in millimetres, y the baseline."""
        self.parts.append(_WAYS[self.way](x, y, words, size))

    def lines(self, lines: Sequence[str]) -> None:
        """Body lines; two wide blanks at the beginning are an indent."""
        for number, line in enumerate(lines):
            words = line.lstrip("　")
            self.text(LEFT + SIZE * (len(line) - len(words)), TOP + PITCH * number, words)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A drawn line."""
        self.parts.append(
            f'<ofd:PathObject ID="9" Boundary="{x0} {y0} {x1 - x0 + 1} {y1 - y0 + 1}" '
            f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}'
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def picture(self) -> None:
        """A picture over the whole page."""
        self.parts.append('<ofd:ImageObject ID="8" Boundary="0 0 210 297" ResourceID="7"/>')


def _widths(words: str, size: float) -> list[float]:
    return [size / 2 if ch.isascii() else size for ch in words]


def _object(x: float, y: float, size: float, extra: str, inside: str) -> str:
    boundary = f"{x} {y - size} 180 {size * 1.3}"
    return (
        f'<ofd:TextObject ID="5" Boundary="{boundary}" Font="3" Size="{size}" {extra}>'
        f'<ofd:FillColor Value="0 0 0"/>{inside}</ofd:TextObject>'
    )


def _code(x: float, y: float, words: str, deltas: str = "") -> str:
    more = f' DeltaX="{deltas}"' if deltas else ""
    return f'<ofd:TextCode X="{x}" Y="{y}"{more}>{escape(words)}</ofd:TextCode>'


def _by_line(x: float, y: float, words: str, size: float) -> str:
    """One text with the distances counted: "g 5 5.64 2.82"."""
    runs: list[list[float]] = []
    for width in _widths(words, size)[:-1]:
        if runs and runs[-1][1] == width:
            runs[-1][0] += 1
        else:
            runs.append([1, width])
    deltas = " ".join(f"g {int(n)} {w}" if n > 1 else f"{w}" for n, w in runs)
    return _object(x, y, size, "", _code(0, size, words, deltas))


def _by_character(x: float, y: float, words: str, size: float) -> str:
    """A text object a character."""
    parts = []
    for character, width in zip(words, _widths(words, size), strict=True):
        parts.append(_object(x, y, size, "", _code(0, size, character)))
        x += width
    return "".join(parts)


def _by_deltas(x: float, y: float, words: str, size: float) -> str:
    """One text with every distance written out, in several codes of ten characters."""
    widths = _widths(words, size)
    codes = []
    for at in range(0, len(words), 10):
        deltas = " ".join(str(width) for width in widths[at : at + 10][:-1])
        codes.append(_code(sum(widths[:at]), size, words[at : at + 10], deltas))
    return _object(x, y, size, "", "".join(codes))


def _by_matrix(x: float, y: float, words: str, size: float) -> str:
    """Sizes and distances in another unit, brought to millimetres by a matrix."""
    deltas = " ".join(str(width * 10) for width in _widths(words, size)[:-1])
    inside = _code(0, size * 10, words, deltas)
    return _object(x, y, size, 'CTM="0.1 0 0 0.1 0 0"', inside).replace(
        f'Size="{size}"', f'Size="{size * 10}"'
    )


_WAYS = {
    "line": _by_line,
    "character": _by_character,
    "deltas": _by_deltas,
    "matrix": _by_matrix,
}


def write_ofd(
    *pages: OfdPage,
    templates: Mapping[str, OfdPage] | None = None,
    absolute: bool = False,
    prefix: str = "ofd:",
    namespace: bool = True,
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """An OFD file; ``absolute`` paths, another ``prefix`` or no namespace as some makers write."""
    start = "/Doc_0/" if absolute else ""
    listed = "".join(
        f'<ofd:Page ID="{100 + n}" BaseLoc="{start}Pages/Page_{n}/Content.xml"/>'
        for n in range(len(pages))
    )
    named = "".join(
        f'<ofd:TemplatePage ID="{number}" BaseLoc="{start}Tpls/Tpl_{number}/Content.xml"/>'
        for number in templates or {}
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>999"
        "</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{named}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_SPACE} BaseLoc="Res"></ofd:Res>',
    }
    for n, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = _page(page)
    for number, page in (templates or {}).items():
        parts[f"Doc_0/Tpls/Tpl_{number}/Content.xml"] = _page(page)
    parts.update(extra or {})
    return zip_parts({name: _respelt(xml, prefix, namespace) for name, xml in parts.items()})


def _page(page: OfdPage) -> str:
    used = "".join(f'<ofd:Template TemplateID="{number}"/>' for number in page.templates)
    return (
        f'<ofd:Page {_SPACE}>{used}<ofd:Content><ofd:Layer ID="2" Type="Body">'
        f"{''.join(page.parts)}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def _respelt(xml: str, prefix: str, namespace: bool) -> str:
    xml = xml.replace("<ofd:", f"<{prefix}").replace("</ofd:", f"</{prefix}")
    other = f'xmlns{":" if prefix else ""}{prefix[:-1]}="http://www.ofdspec.org/2016"'
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.replace(
        _SPACE, other if namespace else ""
    )


def zip_parts(parts: Mapping[str, str]) -> bytes:
    """A zip of texts by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()
