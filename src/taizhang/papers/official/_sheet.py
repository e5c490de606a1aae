"""The sheet that papers are drawn on: a Word file with the standard's page and nothing else."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Twips

from . import _measures as measure
from ._fonts import put_font_table
from ._links import whole_address
from ._settings import put_settings
from ._styles import put_styles
from ._text import one_line
from ._types import FileProperties
from ._xml import Node, field, node, paragraph, run
from ._zip import zip_evenly

_SUPERFLUOUS = (
    *("thumbnail", "extended-properties"),
    *("stylesWithEffects", "customXml", "numbering", "webSettings"),
)
HYPERLINK = RELATIONSHIP_TYPE.HYPERLINK
_TURNED_LEFT, _TURNED_RIGHT = measure.BOTTOM, measure.TOP  # a sheet turned to the left


class Sheet:
    """Elements in the order they are printed, then the file's bytes.

    `title` is what the file calls itself; `site` is where links that begin with / lead. `form`: a
    form to fill in, which takes more of the page's height than the standard's text.
    """

    def __init__(
        self, properties: FileProperties, *, title: str, site: str = "", form: bool = False
    ) -> None:
        self._site = site
        self._document: Document = docx.Document()
        self._sections: list[Section] = [self._document.sections[0]]
        _drop_superfluous(self._document)
        put_styles(self._document.styles.element)
        put_settings(self._document.settings.element)
        put_font_table(self._document.part)
        _put_properties(self._document, properties, title)
        _set_page(self._section)
        if form:
            _widen(self._section)
        _put_page_numbers(self._section)

    @property
    def _section(self) -> Section:
        return self._sections[-1]

    @property
    def landscape(self) -> bool:
        """Whether the present page is turned."""
        return self._section.orientation == WD_ORIENT.LANDSCAPE

    @property
    def width(self) -> int:
        """The width of the text area of the present page, in twips."""
        return measure.TEXT_HEIGHT if self.landscape else measure.TEXT_WIDTH

    @property
    def height(self) -> int:
        """The height of the text area of the present page, in twips."""
        return measure.TEXT_WIDTH if self.landscape else measure.TEXT_HEIGHT

    def add(self, *elements: Node) -> None:
        """Put elements at the end of the text."""
        for element in elements:
            self._relate_links(element)
            self._document.element.body.insert_element_before(element, "w:sectPr")

    def add_blank(self, lines: int, *, keep: bool = False) -> None:
        """Leave lines of the grid empty; `keep` them on the page of what follows."""
        hold = (node("keepNext"),) if keep else ()
        self.add(*(paragraph("Normal", properties=hold) for _ in range(lines)))

    def picture(self, data: bytes, width: int, height: int, alt: str) -> Node:
        """A run with a picture in the text; width and height in twips."""
        made = self._document.part.new_pic_inline(io.BytesIO(data), Twips(width), Twips(height))
        made.docPr.set("descr", alt)
        made.docPr.set("name", "图片")
        return node("r", node("drawing", made))

    def _relate_links(self, element: Node) -> None:
        """Name the addresses of links in the relations of the file, where Word looks for them."""
        for link in element.xpath(".//w:hyperlink"):
            address = whole_address(link.get(qn("r:id")), site=self._site)
            if address:
                link.set(qn("r:id"), self._document.part.relate_to(address, HYPERLINK, True))
                continue
            for run_inside in list(link):
                link.addprevious(run_inside)
            link.getparent().remove(link)

    def turn_page(self, *, landscape: bool) -> None:
        """Begin a page of another direction; nothing when it has that direction already."""
        if landscape == self.landscape:
            return
        self._sections.append(self._document.add_section())
        _tuck_in_break(self._document)
        (_turn if landscape else _set_page)(self._section)

    def to_bytes(self) -> bytes:
        """The file; the same elements and properties give the same bytes."""
        stream = io.BytesIO()
        self._document.save(stream)
        return zip_evenly(stream.getvalue())


def _drop_superfluous(document: Document) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_SUPERFLUOUS)]:
            rels.pop(key)


def _put_properties(document: Document, properties: FileProperties, title: str) -> None:
    at = properties.at
    if at.utcoffset() is not None:
        at = (at - at.utcoffset()).replace(tzinfo=None)  # type: ignore[operator]
    core = document.core_properties
    core.author = core.last_modified_by = one_line(properties.author)[:255]
    core.subject = one_line(properties.subject)[:255]
    core.created = core.modified = at.replace(microsecond=0)
    core.title = one_line(title)[:255]
    core.comments = core.keywords = ""
    core.revision = 1


def _set_page(section: Section) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(measure.PAGE_WIDTH), Twips(measure.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(measure.TOP), Twips(measure.BOTTOM)
    section.left_margin, section.right_margin = Twips(measure.LEFT), Twips(measure.RIGHT)
    _set_foot(section, measure.BOTTOM)


def _widen(section: Section) -> None:
    section.top_margin = section.bottom_margin = Twips(measure.FORM_MARGIN)
    _set_foot(section, measure.FORM_MARGIN)


def _turn(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(measure.PAGE_HEIGHT), Twips(measure.PAGE_WIDTH)
    section.top_margin, section.bottom_margin = Twips(measure.LEFT), Twips(measure.RIGHT)
    section.left_margin, section.right_margin = Twips(_TURNED_LEFT), Twips(_TURNED_RIGHT)
    _set_foot(section, measure.RIGHT)


def _set_foot(section: Section, margin: int) -> None:
    """Put the dashes of the page number 7 mm under the text, and the grid on the page."""
    line = 320  # the footer's exact line; the dash stands in its middle
    section.footer_distance = Twips(margin - measure.PAGE_NUMBER_DROP - line // 2)
    section.header_distance = Twips(measure.twips(15))
    properties = section._sectPr
    for old in properties.xpath("w:docGrid|w:cols"):
        properties.remove(old)
    properties.append(node("docGrid", type="lines", linePitch=measure.LINE))


def _put_page_numbers(section: Section) -> None:
    """7.5: — 1 —, one character from the outer edge: right on odd pages, left on even ones."""
    for footer, side, edge in (
        (section.footer, "right", "right"),
        (section.even_page_footer, "left", "left"),
    ):
        footer.is_linked_to_previous = False
        element = footer._element
        for old in list(element):
            element.remove(old)
        inset = {edge: measure.characters(1), f"{edge}Chars": 100}
        look = (node("ind", **inset), node("jc", val=side))
        element.append(paragraph("Footer", run("— "), *field("PAGE"), run(" —"), properties=look))


def _tuck_in_break(document: Document) -> None:
    """Move a section's end into the paragraph before it, so that it takes no line of its own."""
    breaks = document.element.body.xpath("w:p[w:pPr/w:sectPr]")
    last = breaks[-1]
    before = last.getprevious()
    if before is not None and before.tag == last.tag:
        before.get_or_add_pPr().append(last.pPr.xpath("w:sectPr")[0])
        document.element.body.remove(last)
        return
    last.pPr.insert(0, node("pStyle", val="Normal"))
    last.pPr.insert(1, node("spacing", before=0, after=0, line=20, lineRule="exact"))
