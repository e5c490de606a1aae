"""Texts printed to PDF by a real browser, set as official documents are (GB/T 9704—2012)."""

import html
from collections.abc import Callable
from typing import Any

import pytest

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/28pt "FangSong", "Noto Serif CJK SC"; margin: 0; text-align: justify }
h1 { font: 22pt/32pt "Noto Serif CJK SC"; text-align: center; margin: 0 0 28pt }
p { margin: 0; text-indent: 2em }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 18pt }
th, td { border: 1px solid #000; padding: 2pt 4pt; font-weight: normal }
"""
_FOOT = (
    '<div style="font: 14pt Noto Serif CJK SC; width: 100%; text-align: center">'
    '— <span class="pageNumber"></span> —</div>'
)


def body_of(text: str) -> str:
    """Paragraphs of a text, a line each, as HTML."""
    return "".join(f"<p>{html.escape(line.strip())}</p>" for line in text.splitlines() if line)


@pytest.fixture
def print_pdf(browser: Any) -> Callable[..., bytes]:
    """Prints HTML to a PDF with page numbers."""

    def make(body: str, style: str = "") -> bytes:
        page = browser.new_page()
        page.set_content(f"<meta charset='utf-8'><style>{_STYLE}{style}</style>{body}")
        data: bytes = page.pdf(
            prefer_css_page_size=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=_FOOT,
        )
        page.close()
        return data

    return make
