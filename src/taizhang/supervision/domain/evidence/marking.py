"""Reading kept pictures once (读取照片特征): time, place and likeness into `PictureMark`."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from taizhang.documents.domain.errors import StorageError
from taizhang.documents.domain.storing import open_file
from taizhang.documents.models import StoredFile

from ...models import PictureMark
from .pictures import PictureFacts, bands_of, is_telling, read_picture

_SIGN = 1 << 63


def mark_pictures(file_ids: Collection[int], *, as_of: datetime) -> dict[int, PictureMark]:
    """The marks of those of these files that are pictures; new ones are read and kept.

    Two who read the same picture at once keep one mark: what a file says never changes.
    """
    marks = _marks_of(file_ids)
    pictures = StoredFile.objects.filter(pk__in=set(file_ids) - set(marks))
    unread = [_mark(stored, as_of) for stored in pictures.filter(media_type__startswith="image/")]
    if not unread:
        return marks
    PictureMark.objects.bulk_create(unread, ignore_conflicts=True)
    return _marks_of(file_ids)


def _marks_of(file_ids: Collection[int]) -> dict[int, PictureMark]:
    return {mark.file_id: mark for mark in PictureMark.objects.filter(file__in=file_ids)}


def _mark(stored: StoredFile, as_of: datetime) -> PictureMark:
    facts = _read(stored)
    return PictureMark(
        file=stored,
        width=facts.width,
        height=facts.height,
        taken_at=facts.taken_at,
        latitude=facts.latitude,
        longitude=facts.longitude,
        problem=facts.problem,
        read_at=as_of,
        **_likeness(facts),
    )


def _read(stored: StoredFile) -> PictureFacts:
    try:
        with open_file(stored) as file:
            return read_picture(file)
    except StorageError:
        return PictureFacts(problem=_("存储的照片读不出来，请联系系统管理员从备份恢复。"))


def _likeness(facts: PictureFacts) -> dict[str, Any]:
    if facts.likeness is None or not is_telling(facts.likeness):
        return {}
    return {"likeness": signed(facts.likeness), "bands": bands_of(facts.likeness)}


def signed(likeness: int) -> int:
    """A 64-bit hash as PostgreSQL's bigint holds it."""
    return likeness - (1 << 64) if likeness & _SIGN else likeness
