"""Handing kept files out (下载): always as an attachment, never as something to be shown or run."""

from django.http import FileResponse

from .domain.storing import open_file
from .models import StoredFile

_DEFAULT = "application/octet-stream"
_INERT = "default-src 'none'; sandbox"


def file_response(stored: StoredFile, *, name: str) -> FileResponse:
    """The bytes of a file to be saved under `name`; who may have them is the caller's to check.

    Raises:
        StorageError: the bytes are gone or damaged.
    """
    is_text = stored.media_type.startswith("text/")
    response = FileResponse(
        open_file(stored),
        as_attachment=True,
        filename=name,
        content_type=_DEFAULT if is_text else stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _INERT
    response["Cache-Control"] = "private, no-store"
    return response
