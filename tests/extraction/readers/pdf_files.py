"""PDF files made by hand for the tests: text at places, lines, pictures, damage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians, sin

from taizhang.extraction import DecodedText, read_bytes

A4 = (595.0, 842.0)


@dataclass
class PdfPage:
    """A page to be written; places count from the upper left corner, in points."""

    size: tuple[float, float] = A4
    rotate: int = 0
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, *, size: float = 16, turn: float = 0) -> None:
        """Words from (x, y) on, y the baseline; `turn` in degrees clockwise."""
        angle = radians(-turn)
        a, b = cos(angle) * size, sin(angle) * size
        codes = words.encode("utf-16-be").hex()
        place = f"{a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x} {self.size[1] - y}"
        self.parts.append(f"BT /F 1 Tf {place} Tm <{codes}> Tj ET")

    def lines(self, x: float, y: float, lines: Sequence[str], *, pitch: float = 28) -> float:
        """Several lines; a line that begins with two wide blanks is indented. The next y."""
        for line in lines:
            words = line.lstrip("　")
            self.text(x + 16 * (len(line) - len(words)), y, words)
            y += pitch
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A drawn line."""
        top = self.size[1]
        self.parts.append(f"0.5 w {x0} {top - y0} m {x1} {top - y1} l S")

    def picture(self) -> None:
        """A picture over the whole page, as a scanner makes it."""
        self.parts.append(f"q {self.size[0]} 0 0 {self.size[1]} 0 0 cm /I Do Q")


def write_pdf(*pages: PdfPage, unmapped: str = "") -> bytes:
    """A PDF of these pages; the font does not tell what the characters in `unmapped` mean."""
    ranges = [f"<{row:02x}00> <{row:02x}ff> <{row:02x}00>" for row in range(256)]
    gone = {ord(ch) >> 8 for ch in unmapped}
    ranges = [line for row, line in enumerate(ranges) if row not in gone]
    blocks = "\n".join(ranges[:100]), "\n".join(ranges[100:200]), "\n".join(ranges[200:])
    cmap = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    cmap += b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    for block in blocks:
        cmap += f"{len(block.splitlines())} beginbfrange\n{block}\nendbfrange\n".encode()
    cmap += b"endcmap end end"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        b"/FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] "
        b"/Ascent 880 /Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 >>",
        _stream(b"", cmap),
        _stream(
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
            b"/ColorSpace /DeviceGray",
            b"\x80",
        ),
    ]
    kids = []
    for page in pages:
        content = _stream(b"", "\n".join(page.parts).encode())
        objects.append(content)
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.size[0]} {page.size[1]}] "
            f"/Rotate {page.rotate} /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> >>".encode()
        )
    names = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{names}] /Count {len(kids)} >>".encode()
    return write_objects(objects)


def _stream(head: bytes, body: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(body), body)


def write_objects(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first one the catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        len(data),
    )
    return data + head + table + tail


FIRST = [
    "　　一、培育主体。支持企业技术改造，年内培育高新",
    "技术企业12家以上，完成投资8.6亿元，带动就业不",
    "少于300人。（市科技局、市工信局按职责分工负责）",
    "　　二、建好平台。年内新建市级重点实验室3—5家，",
]
SECOND = [
    "技术合同成交额突破12亿元。（市教育局负责）",
    "　　三、扩大投资。签约项目开工率达到75%以上。（市",
    "发改委负责）",
]


def make_page(*lines: str, number: str = "", head: str = "") -> PdfPage:
    """A page of body text with a number and a running head."""
    page = PdfPage()
    page.lines(80, 120, lines)
    if number:
        page.text(270, 780, number)
    if head:
        page.text(200, 60, head, size=10)
    return page


def read_pages(*pages: PdfPage) -> DecodedText:
    """What is read from pages, each character with its place."""
    decoded = read_bytes("措施.pdf", write_pdf(*pages))
    assert decoded.pages is not None
    assert len(decoded.pages.boxes) == 4 * len(decoded.text)
    return decoded
