"""Pictures of pages (页面图): drawn when first asked for, kept apart from what is backed up."""

import contextlib
import os
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

from taizhang.extraction import ReadError, draw_page

from ..models import Source
from .caching import cache_bytes, sweep_cache
from .errors import UnreadableDocumentError
from .storing import open_file

PICTURE_WIDTH = 1200
_AT_ONCE = 2
_drawing = BoundedSemaphore(_AT_ONCE)


def page_picture(source: Source, number: int) -> Path:
    """Where the picture of a page (PNG) lies; it is drawn if it is not there.

    Who may see it is the caller's to check.

    Raises:
        UnreadableDocumentError: the page cannot be drawn; StorageError: the bytes are gone.
    """
    path = picture_path(source, number)
    if not path.exists():
        with _drawing:
            if not path.exists():
                cache_bytes(path, _draw(source, number))
    with contextlib.suppress(FileNotFoundError):
        os.utime(path)  # the last use: what nobody has looked at for long is swept
    return path


def sweep_pictures(*, before: datetime) -> int:
    """Remove pictures that nobody has looked at since a moment; how many went."""
    return sweep_cache(Path(settings.PICTURE_ROOT), before=before)


def picture_path(source: Source, number: int) -> Path:
    """Where the picture of a page lies once it was drawn: by the file's hash, page and width."""
    sha256 = source.file.sha256
    return Path(settings.PICTURE_ROOT) / sha256[:2] / f"{sha256}-{number}-{PICTURE_WIDTH}.png"


def _draw(source: Source, number: int) -> bytes:
    with open_file(source.file) as file:
        data = file.read()
    try:
        return draw_page(source.name, data, number, width=PICTURE_WIDTH)
    except ReadError as error:
        raise UnreadableDocumentError(error.message, code=error.code) from error
