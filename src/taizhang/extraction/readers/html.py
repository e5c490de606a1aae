"""Web pages saved from a government site (.html): the document without what stands around it.

The bytes are decoded here: byte order mark, the charset that the page states, UTF-8, GB18030.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from ..errors import ReadError
from ..types import Decoded, Notice
from .web_head import arrange
from .web_noise import LINE_NOISE, PageNoise
from .web_text import page_lines

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HEAD = 4096
_DEEPEST = 10_000
# Elements that stay open until they are closed.
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|t[dhr]"
    r"|track|wbr)[\s/>])[a-z][a-z0-9:-]*(?=[\s>])",
    re.IGNORECASE,
)
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "windows-936"))
_KNOWN = {"utf-8", "utf8", "big5", "utf-16", "utf-16le", "utf-16be"}


def read(data: bytes) -> Decoded:
    """Read a web page.

    Raises `ReadError`: ``binary`` or ``empty``.
    """
    return read_page(*decode_page(data))


def decode_page(data: bytes, charset: str = "") -> tuple[str, str, int]:
    """The source of a page, its encoding, how many characters could not be read.

    ``charset`` is what the carrier of the page says (MIME).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    stated = charset.lower() or _stated(data)
    first = "gb18030" if stated in _CHINESE else (stated if stated in _KNOWN else "utf-8")
    for encoding in dict.fromkeys((first, "utf-8", "gb18030")):
        try:
            return data.decode(encoding), encoding, 0
        except UnicodeDecodeError:
            continue
    return _lossy(data, first)


def _stated(data: bytes) -> str:
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii").lower() if found else ""


def _lossy(data: bytes, encoding: str) -> tuple[str, str, int]:
    source = data.decode(encoding, "replace")
    return source, encoding, source.count("\ufffd")


def read_page(source: str, encoding: str, unread: int) -> Decoded:
    """The text of a page's source."""
    if "\0" in source[:_HEAD]:
        raise ReadError("binary", "内容是二进制数据，不是网页。请在浏览器中打开原网页，重新保存。")
    _check_depth(source)
    tree = LexborHTMLParser(source)
    body = tree.body
    lines = page_lines(body, PageNoise(body)) if body is not None else []
    kept = [line for line in lines if "\t" in line or not LINE_NOISE.fullmatch(line)]
    arranged, facts = arrange(tree, kept)
    text = "\n".join(arranged)
    if not text.strip():
        raise ReadError(
            "empty",
            "网页里没有正文，可能是由脚本显示的。"
            "请在浏览器中打开，把正文复制到 Word 或文本文件中再试。",
        )
    return Decoded(text, encoding, notices=_notices(unread, facts))


def _check_depth(source: str) -> None:
    """Refuse elements nested without end: a parser looks through all open ones at each tag."""
    depth = 0
    for tag in _NESTING.finditer(source):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            raise ReadError(
                "too_deep",
                f"网页的元素嵌套超过 {_DEEPEST} 层，没有读取。"
                "请在浏览器中打开，把正文复制到 Word 或文本文件中再试。",
            )


def _notices(unread: int, facts: str) -> tuple[Notice, ...]:
    found: list[Notice] = []
    if unread:
        sentence = f"网页里有 {unread} 个字的编码有误，显示为“\ufffd”，请对照原网页核对。"
        found.append(Notice("encoding", sentence, (0, 0)))
    if facts:
        sentence = f"网页上的公文要素表没有并入正文，其中写明：{facts}。"
        found.append(Notice("web_facts", sentence, (0, 0)))
    return tuple(found)
