"""Keeping where the characters of a source lie on its pages (版面)."""

from taizhang.extraction import DecodedText, PageMap

from ..models import Source, SourcePage
from ..models.page import pack_places

_BATCH = 100


def keep_pages(source: Source, decoded: DecodedText) -> None:
    """Keep the pages of a source in place of those of an earlier reading; call in a transaction."""
    source.pages.all().delete()
    if decoded.pages is not None:
        pages = _rows(source, decoded.pages)
        SourcePage.objects.bulk_create(pages, batch_size=_BATCH)


def _rows(source: Source, places: PageMap) -> list[SourcePage]:
    return [
        SourcePage(
            source=source,
            number=number,
            span_start=page.span[0],
            span_end=page.span[1],
            width=page.width,
            height=page.height,
            places=pack_places(places.boxes[4 * page.span[0] : 4 * page.span[1]]),
        )
        for number, page in enumerate(places.pages, 1)
    ]
