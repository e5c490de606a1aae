from __future__ import annotations

from ._body import put_body
from ._ending import put_annexes, put_attachments, put_imprint, put_note, put_signature
from ._head import put_head, put_title
from ._sheet import Sheet
from ._types import OfficialPaper


def write_paper(paper: OfficialPaper) -> bytes:
    """An official document as a Word file in the layout of GB/T 9704-2012.

    A4, text area 156 mm × 225 mm, 22 lines of 28 characters, fonts by their official names.
    Equal papers give equal bytes. Raises PaperError: `bad_heading_level`, `bad_picture`,
    `bad_link`, `no_columns`, `bad_column_share`, `bad_table_size`, `ragged_row`.

    >>> from datetime import datetime
    >>> from taizhang.papers.official import FileProperties, OfficialPaper, Paragraph, write_paper
    >>> paper = OfficialPaper(
    ...     title="关于重点工作进展情况的通报",
    ...     body=[Paragraph("各项工作按计划推进。")],
    ...     properties=FileProperties(at=datetime(2026, 11, 23)),
    ... )
    >>> write_paper(paper)[:2]
    b'PK'
    """
    sheet = Sheet(paper.properties, title=paper.title, site=paper.site)
    if paper.head is not None:
        put_head(sheet, paper.head)
    put_title(sheet, paper)
    put_body(sheet, paper.body)
    put_attachments(sheet, paper.attachment_names)
    if paper.signature is not None:
        put_signature(sheet, paper.signature)
    put_note(sheet, paper.note)
    put_annexes(sheet, paper.annexes)
    if paper.imprint is not None:
        put_imprint(sheet, paper.imprint)
    return sheet.to_bytes()
