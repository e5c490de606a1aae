"""Official documents as Word files in the layout of GB/T 9704-2012 (公文版式). No Django, no clock.

A caller says what a paper is made of (`OfficialPaper`, `SlipPaper`); where everything stands, in
which letters, is decided here. Equal data give equal bytes, so that a paper can be kept by its
hash. Text of any kind is safe: what XML cannot hold is left out.
"""

from ._slips import write_slip, write_slips
from ._styles import Font
from ._text import chinese_date, chinese_limit, chinese_moment
from ._types import (
    Align,
    Annex,
    Block,
    FileProperties,
    Head,
    Heading,
    Imprint,
    OfficialPaper,
    Paragraph,
    Picture,
    Piece,
    Signature,
    SlipApproval,
    SlipBasis,
    SlipColour,
    SlipPaper,
    SlipReply,
    Table,
    TableColumn,
    Words,
)
from ._write import write_paper
from .pdf import PdfError, write_pdf

__all__ = [
    "Align",
    "Annex",
    "Block",
    "FileProperties",
    "Font",
    "Head",
    "Heading",
    "Imprint",
    "OfficialPaper",
    "Paragraph",
    "Picture",
    "PdfError",
    "Piece",
    "Signature",
    "SlipApproval",
    "SlipBasis",
    "SlipColour",
    "SlipPaper",
    "SlipReply",
    "Table",
    "TableColumn",
    "Words",
    "chinese_date",
    "chinese_limit",
    "chinese_moment",
    "write_paper",
    "write_pdf",
    "write_slip",
    "write_slips",
]
