"""Reading a source into drafts (识读): a job that may be killed at any point and run again."""

import logging
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.extraction import DecodedText, extract, open_account, read_layout, to_json
from taizhang.extraction.lint import lint
from taizhang.extraction.lint import to_json as to_findings

from ..enums import ReadingState, RowState
from ..models import Correction, Draft, DraftRow, Source
from ..permissions import may_upload
from .errors import DocumentError, ReadingStateError
from .handing import drop_text, take_text
from .paging import keep_pages
from .progress import ReadingProgress
from .proposing import documents_of, propose_draft, propose_rows
from .queueing import enqueue_reading
from .receiving import read_text
from .storing import open_file

logger = logging.getLogger(__name__)
_BATCH = 500


def read_source(source_id: int, *, as_of: datetime) -> None:
    """Read a queued source into drafts and rows; a source that is read already stays as it is.

    Progress is written outside the transaction that writes the drafts, which all appear at once.
    A source that cannot be read keeps the sentence that says why.
    """
    source = Source.objects.select_related("file").get(pk=source_id)
    if source.state == ReadingState.READ:
        return
    Source.objects.filter(pk=source.pk).exclude(state=ReadingState.READ).update(
        state=ReadingState.READING, stage="", percent=0, error=""
    )
    try:
        decoded = take_text(source) or decode_source(source)
        extraction = extract_text(
            source,
            decoded,
            issued=source.issued_option,
            level=source.level_option,
            progress=ReadingProgress(source),
        )
        _write_drafts(source.pk, decoded, extraction, as_of=as_of)
    except DocumentError as error:
        _fail(source, error.message)
    except Exception:
        _fail(
            source,
            _("识读时程序出错，没有得到草稿。请按“重新识读”再试一次，仍不成功请联系系统管理员。"),
        )
        raise
    finally:  # a killed reading finds it again
        drop_text(source)


def reread_source(source: Source, *, actor: Person, as_of: datetime) -> None:
    """Queue a source again: after a failure, or while nobody has decided anything on its drafts.

    Raises:
        PermissionDenied: the actor may not upload.
        ReadingStateError: it is being read, or its drafts hold decisions that would be lost.
    """
    if not may_upload(actor):
        raise PermissionDenied
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        if locked.state in (ReadingState.QUEUED, ReadingState.READING):
            raise ReadingStateError(_("文件正在识读，不必重复。请稍等，完成后草稿会自动出现。"))
        if is_decided(locked):
            raise ReadingStateError(
                _(
                    "这份文件的草稿已经有人核对或更正过，重新识读会丢掉这些结果，因此没有执行。请在核对页逐条"
                    "更正。"
                )
            )
        Source.objects.filter(pk=source.pk).update(
            state=ReadingState.QUEUED, stage="", percent=0, error=""
        )
        enqueue_reading(locked)
    logger.info("source %s queued again by %s at %s", source.pk, actor.pk, as_of)


def is_decided(source: Source) -> bool:
    """Whether a person has decided or corrected anything on the drafts of a source."""
    return (
        Correction.objects.filter(draft__source=source).exists()
        or DraftRow.objects.filter(draft__source=source).exclude(state=RowState.PROPOSED).exists()
    )


def decode_source(source: Source) -> DecodedText:
    """The text of a source, from its kept bytes.

    Raises:
        DocumentError: the bytes are gone, or do not become text.
    """
    with open_file(source.file) as file:
        return read_text(source.name, file.read())


def extract_text(
    source: Source,
    decoded: DecodedText,
    *,
    issued: date | None,
    level: str,
    progress: ReadingProgress | None = None,
) -> dict[str, Any]:
    """What is read from a text, in the form of the contract; `issued` and `level` win over it.

    Each document has its `findings` too, what the linter of drafts says of it, and the documents
    it has `cited`, to be looked for among those that are held.
    """
    read = to_json(extract(decoded, issued=issued, level=level or None, progress=progress))
    report = lint(decoded, issued=issued, level=level or None)
    findings = to_findings(report)["findings"]
    cited = [asdict(each) for claims in report.claims for each in claims.cited]
    for document in read["documents"]:
        start, end = document["span"]
        document["findings"] = [f for f in findings if start <= f["span"][0] < end]
        document["cited"] = [c for c in cited if start <= c["span"][0] < end]
    return read


def _write_drafts(
    source_id: int, decoded: DecodedText, extraction: dict[str, Any], *, as_of: datetime
) -> None:
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source_id)
        list(Draft.objects.select_for_update().filter(source=source))
        if source.state == ReadingState.READ:  # another worker was quicker
            return
        if is_decided(source):  # somebody decided while the reading waited: that is kept
            Source.objects.filter(pk=source_id).update(state=ReadingState.READ, percent=100)
            return
        DraftRow.objects.filter(draft__source=source).delete()
        Draft.objects.filter(source=source).delete()
        layout = read_layout(decoded)
        account = open_account(decoded, issued=source.issued_option)
        documents = documents_of(extraction)
        drafts = Draft.objects.bulk_create(
            propose_draft(source, number, document, layout, account)
            for number, document in enumerate(documents, 1)
        )
        rows = [
            row
            for draft, document in zip(drafts, documents, strict=True)
            for row in propose_rows(draft, document)
        ]
        DraftRow.objects.bulk_create(rows, batch_size=_BATCH)
        source.state, source.stage, source.percent = ReadingState.READ, "", 100
        source.text, source.read_at, source.error = decoded.text, as_of, ""
        source.reading = {"coverage": extraction["coverage"], "notices": extraction["notices"]}
        source.save()
        keep_pages(source, decoded)


def _fail(source: Source, sentence: str) -> None:
    Source.objects.filter(pk=source.pk).exclude(state=ReadingState.READ).update(
        state=ReadingState.FAILED, error=sentence, stage=""
    )
