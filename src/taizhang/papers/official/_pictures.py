from __future__ import annotations

from docx.image.image import Image

from .._errors import PaperError
from ._measures import LINE, twips
from ._sheet import Sheet
from ._text import one_line
from ._types import Picture
from ._xml import paragraph, run

_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def put_picture(sheet: Sheet, block: Picture) -> None:
    """Put a picture in the middle of its own line, never wider or higher than the page.

    Raises PaperError `bad_picture` for what is neither PNG nor JPEG or says no size.
    """
    width, height = picture_size(block, sheet.width, sheet.height)
    drawn = sheet.picture(block.data, width, height, one_line(block.alt)[:250])
    sheet.add(paragraph("Picture", drawn))
    if block.caption:
        sheet.add(paragraph("PictureCaption", run(one_line(block.caption))))


def picture_size(block: Picture, width: int, height: int) -> tuple[int, int]:
    """Width and height in twips on a page whose text area has those of twips.

    Raises PaperError `bad_picture`.
    """
    if not block.data.startswith(_BEGINNINGS):
        raise _bad_picture(block)
    try:
        image = Image.from_blob(block.data)
    except Exception as error:  # python-docx raises bare Exception, KeyError, … for broken headers
        raise _bad_picture(block) from error
    across, down = image.px_width, image.px_height
    if not across or not down or not block.width_mm > 0:
        raise _bad_picture(block)
    highest = height - 2 * LINE  # its caption stands on the same page
    wide = min(twips(block.width_mm), width, highest * across // down)
    return max(wide, 1), max(wide * down // across, 1)


def _bad_picture(block: Picture) -> PaperError:
    name = one_line(block.caption or block.alt)[:30] or "未命名"
    return PaperError(
        "bad_picture",
        f"图片“{name}”读不出来：只接受有宽和高的 PNG 或 JPEG 文件，请重新生成这张图。",
    )
