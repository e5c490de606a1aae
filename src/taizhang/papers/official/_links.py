"""Addresses behind words (链接): checked, in plain characters, led to the system's own site."""

from __future__ import annotations

import re

from .._errors import PaperError
from ._text import clean_text

LONGEST = 2_000  # Word opens no longer address
_HOST = r"(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"  # no name, no password
_ABSOLUTE = re.compile(rf"(?i:https?)://{_HOST}(?:[/?#].*)?")
_RELATIVE = re.compile(r"/(?![/\\]).*")  # // leads to another machine
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")


def check_link(link: str) -> str:
    """The address in characters that any file may hold: http, https, or /… of the system itself.

    Chinese letters, blanks and quotation marks are written as %XX. Raises PaperError `bad_link`.

    >>> check_link("/ledger/?county=青石县")
    '/ledger/?county=%E9%9D%92%E7%9F%B3%E5%8E%BF'
    """
    text = clean_text(link).strip()
    checked = "".join(_written(character) for character in text)
    known = _ABSOLUTE.fullmatch(text) or _RELATIVE.fullmatch(text)
    if not known or not 0 < len(checked) <= LONGEST:
        raise PaperError(
            "bad_link",
            f"链接“{text[:60]}”不能写进公文：只接受以 http:// 或 https:// 开头的网址，"
            f"或以 / 开头的本系统地址，不超过 {LONGEST} 个字符；请改正或去掉这个链接。",
        )
    return checked


def whole_address(link: str, *, site: str) -> str:
    """Where a link leads: as it is, or from the address of the site; empty without a site.

    >>> whole_address("/ledger/", site="https://tz.example/")
    'https://tz.example/ledger/'
    """
    checked = check_link(link)
    if not checked.startswith("/"):
        return checked
    return check_link(site.rstrip("/") + checked) if site else ""


def _written(character: str) -> str:
    if _PLAIN.fullmatch(character):
        return character
    return "".join(f"%{byte:02X}" for byte in character.encode())
