"""The text of a received file, handed to the job that reads it into drafts (移交文字).

An upload needs the text to refuse a secret document; converting an old Word file takes seconds,
so the job takes what the upload read. Once the drafts are written, or cannot be, it is gone: who
reads the source again decodes its bytes.
"""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings

from taizhang.extraction import DecodedText, WireError, pack_text, unpack_text

from ..models import Source, StoredFile
from .caching import cache_bytes, sweep_cache

logger = logging.getLogger(__name__)


def hand_text(stored: StoredFile, decoded: DecodedText) -> None:
    """Lay the text of a kept file ready for its reading."""
    cache_bytes(_path(stored.sha256), pack_text(decoded))


def take_text(source: Source) -> DecodedText | None:
    """The text that the upload laid ready; None when there is none, or not a whole one."""
    sha256 = source.file.sha256
    try:
        return unpack_text(_path(sha256).read_bytes(), name=source.name, sha256=sha256)
    except FileNotFoundError:
        return None
    except WireError as error:
        logger.warning("handed text %s is not whole, its file is decoded: %s", sha256, error)
        return None


def drop_text(source: Source) -> None:
    """Remove the text that was laid ready, if it is still there."""
    _path(source.file.sha256).unlink(missing_ok=True)


def sweep_texts(*, before: datetime) -> int:
    """Remove texts that no reading has come for since a moment; how many went."""
    return sweep_cache(Path(settings.TEXT_ROOT), before=before)


def _path(sha256: str) -> Path:
    return Path(settings.TEXT_ROOT) / sha256[:2] / sha256
