"""Opening an OFD file (GB/T 33190—2016): a zip of XML parts that name each other by path.

The zip is measured first. XML is parsed without entities, document types or network. A path is
looked up among the names of the zip and nowhere else, so that it cannot lead outside.
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

Element = etree._Element
_LIMITS = Limits(unpacked=256 * 2**20, parts=20_000)
_LARGEST_PART = 32 * 2**20
_ROOT = "OFD.xml"


class OfdPackage:
    """An opened OFD file: its parts by path."""

    def __init__(self, data: bytes) -> None:
        """Raises `ReadError`: ``damaged``, ``encrypted``, ``bomb`` or ``too_many_parts``."""
        stream = BytesIO(data)
        try:
            check_archive(stream, _LIMITS, holding=_ROOT)
        except PaperError as error:
            code = {"locked": "encrypted"}.get(error.code, error.code)
            raise ReadError(code, error.message) from error
        self._archive = zipfile.ZipFile(stream)
        self._names = {_plain(name): name for name in self._archive.namelist()}
        if any(name.endswith(("encryptions.xml", "encryptentries.xml")) for name in self._names):
            raise ReadError(
                "encrypted",
                "设有加密保护，读不到内容。请向来文单位索取不加密的文件，或另存为不加密的文件后再试。",
            )

    @property
    def root(self) -> Element:
        """The tree of OFD.xml."""
        return self.tree(_ROOT)

    def find(self, path: str, *, beside: str) -> str | None:
        """The part that ``path`` names in the part ``beside``: relative, absolute, any case."""
        wanted = path.strip().replace("\\", "/")
        folder = posixpath.dirname(beside)
        places = [posixpath.join("/", wanted)]
        if not wanted.startswith("/"):
            places.insert(0, posixpath.join("/", folder, wanted))
        for place in places:
            if (found := self._names.get(_plain(posixpath.normpath(place)))) is not None:
                return found
        return None

    def tree(self, part: str) -> Element:
        """The tree of a part."""
        if self._archive.getinfo(part).file_size > _LARGEST_PART:
            raise ReadError(
                "too_large",
                f"部件 {part} 超过 {_LARGEST_PART // 2**20} MB 的上限，未读取。"
                "请拆分成几个文件后再试。",
            )
        try:
            data = self._archive.read(part)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ) as error:
            raise _damaged(f"部件 {part} 读不出来") from error
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            line = error.lineno or 1
            raise _damaged(f"部件 {part} 第 {line} 行不是完好的 XML") from error


def _damaged(what: str) -> ReadError:
    return ReadError("damaged", f"{what}，文件可能已损坏。请重新下载或索取完好的文件后再试。")


def _plain(name: str) -> str:
    return name.replace("\\", "/").strip("/").lower()


def name_of(element: Element) -> str:
    """The name of an element without its namespace: makers of OFD files do not agree on it."""
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of some names, in order."""
    for child in element if element is not None else ():
        if name_of(child) in names:
            yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    """The text of an element, without blanks around it."""
    return (element.text or "").strip() if element is not None else ""
