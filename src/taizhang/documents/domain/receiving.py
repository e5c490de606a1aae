"""Receiving a source file (收文): refused before it is stored, or stored once and queued."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.extraction import DecodedText, ReadError, media_type, read_bytes, secrecy_mark

from ..models import Source
from ..permissions import may_upload
from .errors import FileTooLargeError, SecretDocumentError, UnreadableDocumentError
from .handing import hand_text
from .names import clean_name
from .queueing import enqueue_reading
from .storing import Readable, keep_file


@dataclass(frozen=True, slots=True)
class Received:
    """A source and whether these bytes were new; the same bytes are one source."""

    source: Source
    is_new: bool


def receive_source(
    stream: Readable,
    *,
    name: str,
    actor: Person,
    as_of: datetime,
    issued: date | None = None,
    level: str = "",
) -> Received:
    """Check a file, keep it and queue its reading, in one transaction.

    `issued` and `level` say what the text does not: they win over it. Bytes that were received
    before give the source that is there already, whatever their name.

    Raises:
        PermissionDenied: the actor may not upload.
        FileTooLargeError, UnreadableDocumentError, SecretDocumentError: nothing was kept.
    """
    if not may_upload(actor):
        raise PermissionDenied
    name = clean_name(name)
    data = _read_limited(stream, name)
    decoded = read_text(name, data)
    _refuse_secret(name, decoded.text)
    with transaction.atomic():
        stored = keep_file(BytesIO(data), media_type=media_type(name), as_of=as_of)
        source, is_new = Source.objects.get_or_create(
            file=stored,
            defaults={
                "name": name,
                "uploaded_by": actor,
                "uploaded_at": as_of,
                "issued_option": issued,
                "level_option": level,
            },
        )
        if is_new:
            hand_text(stored, decoded)
            enqueue_reading(source)
    return Received(source, is_new)


def read_text(name: str, data: bytes) -> DecodedText:
    """The text of a file's bytes.

    Raises:
        UnreadableDocumentError: the file cannot become text, its code and sentence say why.
    """
    try:
        return read_bytes(name, data, limit=settings.UPLOAD_LIMIT_BYTES)
    except ReadError as error:
        raise UnreadableDocumentError(error.message, code=error.code) from error


def _read_limited(stream: Readable, name: str) -> bytes:
    limit = settings.UPLOAD_LIMIT_BYTES
    data = bytearray()
    while len(data) <= limit and (chunk := stream.read(limit + 1 - len(data))):
        data += chunk
    if len(data) > limit:
        raise FileTooLargeError(
            _("文件“%(name)s”超过了 %(limit)s MB 的上限，没有保存。请拆分成较小的文件后再上传。")
            % {"name": name, "limit": limit // 2**20}
        )
    return bytes(data)


def _refuse_secret(name: str, text: str) -> None:
    mark = secrecy_mark(text)
    if mark is None:
        return
    start, end = mark.span
    line = text.count("\n", 0, start) + 1
    raise SecretDocumentError(
        _(
            "文件“%(name)s”第 %(line)s 行标有“%(mark)s”。涉密文件不得进"
            "入本系统，文件没有保存。请按保密规定处理；如已解密，请上传解密后的版本。"
        )
        % {"name": name, "line": line, "mark": text[start:end].strip()}
    )
