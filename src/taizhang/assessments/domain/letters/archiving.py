"""All letters of a revision as one archive (通知书打包): a ZIP of Word files, in the background.

The archive is what is kept: a letter that is read years later comes from it, whatever the
product writes by then.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from taizhang.documents.domain.storing import keep_file, open_file
from taizhang.documents.models import StoredFile

from ...models import LetterSet, ResultRow
from ...paper_enums import PaperState
from ..errors import RunError
from ..paper_jobs import Files, tell, write_asked
from .facts import Letter
from .files import ZIP, word_bytes
from .gathering import Scene, letters_for, scene_of
from .wording import file_name

MOST_LETTERS = 20_000  # about half an hour of writing
_BATCH = 200  # letters between two signs of life
_MOST_BYTES = 2 * 2**30
_PLAIN_FILE = 0o100644 << 16
_SUFFIX = ".docx"


def write_letters(revision_id: int, *, clock: Callable[[], datetime]) -> PaperState | None:
    """Write the archive that is asked for; run again it does nothing."""
    return write_asked(LetterSet, revision_id, lambda issued: _archive(issued, clock), clock=clock)


def kept_letter(row: ResultRow) -> bytes | None:
    """The letter of a row as it was kept; None: the archive is not written.

    Raises StorageError where the file is gone; RunError `no_letter`.
    """
    issued = LetterSet.objects.filter(revision=row.revision_id).select_related("archive").first()
    if issued is None or issued.archive is None:
        return None
    with open_file(issued.archive) as stream, zipfile.ZipFile(stream) as archive:
        for name in archive.namelist():
            if int(name.rpartition("/")[2].partition("-")[0]) == row.place:
                return archive.read(name)
    raise RunError("no_letter", _("打包的通知书里没有这一份。"))


def _archive(issued: LetterSet, clock: Callable[[], datetime]) -> Files:
    """Written into a file without a name, which goes with the job if it is killed."""
    scene = scene_of(issued.revision)
    rows = ResultRow.objects.filter(revision=issued.pk).order_by("place")
    of = rows.count()
    if of > MOST_LETTERS:
        said = _("有 %(n)d 个对象，超过 %(most)d 份，不能一次打包，请逐份下载。")
        raise RunError("too_many_letters", said % {"n": of, "most": MOST_LETTERS})
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for written, letter in enumerate(_letters(scene, rows.iterator(_BATCH)), start=1):
                archive.writestr(_entry(letter, of, issued.issued_on), word_bytes(letter))
                if written % _BATCH == 0:
                    tell(LetterSet, issued.pk, at=clock(), written=written)
        tell(LetterSet, issued.pk, at=clock(), written=of)
        return {"archive": _kept(stream, clock)}


def _letters(scene: Scene, rows: Iterator[ResultRow]) -> Iterator[Letter]:
    while batch := list(islice(rows, _BATCH)):
        yield from letters_for(scene, batch)


def _kept(stream: BinaryIO, clock: Callable[[], datetime]) -> StoredFile:
    stream.seek(0)
    return keep_file(stream, media_type=ZIP, as_of=clock(), limit=_MOST_BYTES)


def _entry(letter: Letter, of: int, on: date) -> zipfile.ZipInfo:
    """Its name and the day it carries: equal letters give an equal archive."""
    name = file_name(letter.place, of, letter.name, _SUFFIX)
    entry = zipfile.ZipInfo(_folder(letter) + name, (on.year, on.month, on.day, 0, 0, 0))
    entry.external_attr = _PLAIN_FILE
    return entry


def _folder(letter: Letter) -> str:
    """Of a repeated computation, who need not be told again is apart."""
    if letter.redone is None:
        return ""
    return "结果有变化/" if letter.redone.changes or letter.redone.corrected else "结果没有变化/"
