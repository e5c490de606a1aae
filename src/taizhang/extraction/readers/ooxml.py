"""Opening an Office package (OOXML): a zip of XML parts that point at each other.

The zip is measured first. XML is parsed without entities, document types or network; what a part
points at outside the package is left alone.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from taizhang.papers import Limits, PaperError, check_archive

from ..errors import ReadError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The strict variant of the standard has other addresses for the same words.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_LIMITS = Limits(unpacked=256 * 2**20, parts=10_000)
_START = 4096
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)

Element = etree._Element


class Package:
    """An opened package: its parts by name, its relations by kind."""

    def __init__(self, data: bytes) -> None:
        """Raises `ReadError`: ``damaged``, ``encrypted``, ``bomb`` or ``too_many_parts``."""
        stream = BytesIO(data)
        try:
            check_archive(stream, _LIMITS, holding="[Content_Types].xml")
        except PaperError as error:
            code = {"locked": "encrypted"}.get(error.code, error.code)
            raise ReadError(code, error.message) from error
        self._archive = zipfile.ZipFile(stream)
        self._names = frozenset(self._archive.namelist())

    def relations(self, part: str, kind: str) -> list[str]:
        """The parts that a part ("" for the package) points at with relations of a kind."""
        return list(self.targets(part, kind).values())

    def targets(self, part: str, kind: str) -> dict[str, str]:
        """The same by the identifiers of the relations."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, str] = {}
        if relations not in self._names:
            return found
        for relation in self.elements(relations, _RELATION):
            if relation.get("TargetMode") == "External":
                continue
            if posixpath.basename(relation.get("Type", "")) == kind:
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found[relation.get("Id", "")] = target.lstrip("/")
        return {key: name for key, name in found.items() if name in self._names}

    def root(self, part: str) -> Element:
        """The whole tree of a part."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(self._bytes(part), parser)
        except etree.XMLSyntaxError as error:
            raise _broken(part, error) from error

    def elements(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of some tags, each when it is complete, without holding the whole tree."""
        events = etree.iterparse(
            BytesIO(self._bytes(part)),
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for _, element in events:
                yield element
        except etree.XMLSyntaxError as error:
            raise _broken(part, error) from error

    def _bytes(self, part: str) -> bytes:
        data = read_part(self._archive, part)
        for strict, usual in _STRICT:
            if strict in data[:_START]:
                data = data.replace(strict, usual)
        # UTF-16 hides the word from this search, but not from the parser, which expands nothing.
        if b"<!DOCTYPE" in data[:_START]:
            raise ReadError(
                "damaged",
                f"部件 {part} 带有文档类型声明，正常的 Office 文件没有，已拒绝读取。"
                "请用 WPS 或 Office 打开，另存为新的文件后再试。",
            )
        return data


def read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """The bytes of a part; raises `ReadError` ``damaged`` where they are not what was packed."""
    try:
        return archive.read(part)
    except _DAMAGE as error:
        raise ReadError(
            "damaged",
            f"部件 {part} 的内容与压缩时不一致，文件可能已损坏。请重新下载或索取完好的文件后再试。",
        ) from error


def _broken(part: str, error: etree.XMLSyntaxError) -> ReadError:
    line = error.lineno or 1
    return ReadError(
        "damaged",
        f"部件 {part} 第 {line} 行不是完好的 XML，文件可能已损坏。"
        "请用 WPS 或 Office 打开，另存为新的文件后再试。",
    )


def drop(element: Element) -> None:
    """Free an element that was read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def value_of(parent: Element | None, name: str, default: str = "") -> str:
    """``w:val`` of a child element."""
    child = parent.find(W + name) if parent is not None else None
    return default if child is None else child.get(W + "val", default)


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a switch element is there and not turned off."""
    child = parent.find(W + name) if parent is not None else None
    return child is not None and child.get(W + "val", "1") not in {"0", "false", "off"}
