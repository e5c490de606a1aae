"""OFD files (.ofd, GB/T 33190—2016): the texts of all pages with their places.

Annotations, seals and signatures are no text of the document and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import ReadError
from ..types import Decoded
from .ofd_objects import POINTS, ObjectReader, numbers
from .ofd_package import Element, OfdPackage, child, children, name_of, text_of
from .paged import PageContent, Sheet, assemble_pages

MOST_PAGES = 2000
_A4 = (0.0, 0.0, 210.0, 297.0)
_FEW = 20
_MANY = 40  # objects: text turned into curves
_COVERING = 0.5


def read(data: bytes) -> Decoded:
    """The text of an OFD file, each character with its place.

    Raises `ReadError`: ``damaged``, ``encrypted``, ``bomb``, ``too_many_parts``, ``too_large``,
    ``too_many_pages``, or those of the pages (`paged`).
    """
    package = OfdPackage(data)
    pages = [page for document in _documents(package) for page in document.pages]
    if not pages:
        raise _damaged("没有任何页面")
    if len(pages) > MOST_PAGES:
        raise ReadError(
            "too_many_pages",
            f"共 {len(pages)} 页，超过了 {MOST_PAGES} 页的上限，未读取。请拆分成几个文件后再试。",
        )
    return assemble_pages((page.read(number) for number, page in enumerate(pages, 1)), "ofd")


def _damaged(what: str) -> ReadError:
    return ReadError(
        "damaged", f"里面{what}，不是完好的 OFD 文件。请重新下载或索取完好的文件后再试。"
    )


def _documents(package: OfdPackage) -> Iterator[_Document]:
    """The documents of a file, in order."""
    found = 0
    for body in children(package.root, "DocBody"):
        path = text_of(child(body, "DocRoot"))
        part = package.find(path, beside="OFD.xml") if path else None
        if part is not None:
            found += 1
            yield _Document(package, part)
    if not found:
        raise _damaged("没有文档")


class _Document:
    """One document: the size of its pages, its templates and what they share."""

    def __init__(self, package: OfdPackage, part: str) -> None:
        self.package, self.part = package, part
        tree = package.tree(part)
        common = child(tree, "CommonData")
        self.box = _box(child(common, "PageArea")) or _A4
        self.templates = {
            template.get("ID", ""): template.get("BaseLoc", "")
            for template in children(common, "TemplatePage")
        }
        self.composites: dict[str, Element] = {}
        for resource in children(common, "PublicRes", "DocumentRes"):
            self._learn(text_of(resource))
        self.pages = [
            _Page(self, page.get("BaseLoc", "")) for page in children(child(tree, "Pages"), "Page")
        ]
        self._trees: dict[str, Element] = {}

    def _learn(self, path: str) -> None:
        part = self.package.find(path, beside=self.part)
        if part is None:
            return
        for group in children(self.package.tree(part), "CompositeGraphicUnits"):
            for unit in children(group, "CompositeGraphicUnit"):
                self.composites[unit.get("ID", "")] = unit

    def template(self, number: str) -> Element | None:
        """The page that is printed on other pages, by its number."""
        part = self.package.find(self.templates.get(number, ""), beside=self.part)
        if part is None:
            return None
        if part not in self._trees:
            self._trees[part] = self.package.tree(part)
        return self._trees[part]


class _Page:
    """One page: its own objects and those of its templates."""

    def __init__(self, document: _Document, path: str) -> None:
        self._document, self._path = document, path

    def read(self, number: int) -> PageContent:
        """What the page carries."""
        document = self._document
        part = document.package.find(self._path, beside=document.part)
        if part is None:
            raise _damaged(f"缺少第 {number} 页的内容")
        tree = document.package.tree(part)
        if name_of(tree) != "Page":
            raise _damaged(f"第 {number} 页不是页面")
        objects = ObjectReader(document.composites)
        for template in children(tree, "Template"):
            self._read_layers(objects, document.template(template.get("TemplateID", "")))
        self._read_layers(objects, tree)
        return self._content(objects, _box(child(tree, "Area")) or document.box)

    def _read_layers(self, objects: ObjectReader, tree: Element | None) -> None:
        for layer in children(child(tree, "Content"), "Layer"):
            objects.read(layer)

    def _content(
        self, objects: ObjectReader, box: tuple[float, float, float, float]
    ) -> PageContent:
        width, height = box[2] * POINTS, box[3] * POINTS
        pictured = objects.pictured > _COVERING * width * height
        drawn = not objects.glyphs and objects.objects > _MANY
        return PageContent(
            Sheet(width, height),
            tuple(objects.glyphs),
            tuple(objects.rules),
            is_scan=drawn or (pictured and len(objects.glyphs) < _FEW),
            is_cut=objects.is_cut,
        )


def _box(area: Element | None) -> tuple[float, float, float, float] | None:
    """The physical size of a page in millimetres."""
    values = numbers(text_of(child(area, "PhysicalBox")))
    if len(values) != 4 or values[2] <= 0 or values[3] <= 0:
        return None
    return values[0], values[1], values[2], values[3]
