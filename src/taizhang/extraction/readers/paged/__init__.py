"""From glyphs on pages to text (版式文件): what PDF and OFD share once their glyphs are known."""

from .assembly import assemble_pages
from .glyphs import Glyph, PageContent, Rule, Sheet

__all__ = ["Glyph", "PageContent", "Rule", "Sheet", "assemble_pages"]
