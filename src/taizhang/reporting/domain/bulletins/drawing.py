"""The PDF of a bulletin, drawn in the background (生成 PDF): asked for, begun, ended.

Issuing never waits for it and never fails with it. The rows say truly where it stands; a job that
was killed is run again.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.documents.domain.storing import keep_file
from taizhang.papers.official import PdfError

from ...enums import DrawingState
from ...models import Bulletin, BulletinDrawing
from ...permissions import may_ask_for_pdf
from ..errors import BulletinNotAllowedError, BulletinStateError
from ..papers.files import PDF, pdf_bytes
from ..papers.papers import Printed
from ..places import place_of
from .drafting import DRAFTED, locked_bulletin
from .queueing import enqueue_drawing
from .rebuilding import printed_of


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn: a bulletin as it was printed when the drawing began."""

    bulletin_id: int
    paper: str
    printed: Printed


def paper_key(bulletin: Bulletin) -> str:
    """What two bulletins with the same paper have in common: words, numbers, number, day."""
    said = [bulletin.digest, bulletin.number, str(bulletin.issued_on or "")]
    return sha256("\n".join(said).encode()).hexdigest()


def drawing_of(bulletin: Bulletin) -> BulletinDrawing | None:
    """The drawing of what the bulletin says now; None: nobody asked for it. Without the bytes."""
    found = BulletinDrawing.objects.defer("draft").filter(bulletin=bulletin)
    return found.filter(paper=paper_key(bulletin)).first()


@transaction.atomic
def request_pdf(bulletin: Bulletin, *, actor: Person, as_of: datetime) -> None:
    """Ask for the PDF that there is not, or not yet.

    Raises BulletinNotAllowedError; BulletinStateError `pdf_there`, `pdf_underway`.
    """
    locked = locked_bulletin(bulletin.pk)
    if not may_ask_for_pdf(place_of(actor, on=local_day(as_of)), locked.keeper_id):
        raise BulletinNotAllowedError("not_allowed", _("您不能为这份通报生成 PDF。"))
    known = drawing_of(locked)
    if locked.pdf_id or (known and known.state == DrawingState.DONE):
        raise BulletinStateError("pdf_there", _("PDF 已经生成，请刷新页面后下载。"))
    if known and known.is_underway and not known.is_late(as_of):
        raise BulletinStateError("pdf_underway", _("PDF 正在生成，请稍候，不用重复提交。"))
    ask_for_pdf(locked, as_of=as_of)


def ask_for_pdf(bulletin: Bulletin, *, as_of: datetime) -> None:
    """Queue the drawing in the transaction of the caller, who holds the bulletin: the job starts
    after its commit and vanishes with its rollback."""
    BulletinDrawing.objects.update_or_create(
        bulletin=bulletin,
        defaults={
            "paper": paper_key(bulletin),
            "state": DrawingState.WAITING,
            "code": "",
            "reason": "",
            "draft": None,
            "asked_at": as_of,
            "began_at": None,
            "ended_at": None,
        },
    )
    enqueue_drawing(bulletin.pk)


def draw_pdf(bulletin_id: int, *, clock: Callable[[], datetime]) -> DrawingState | None:
    """Draw what is asked for; run again it does nothing. None: nothing was asked for.

    Drawn outside any transaction. What PDF cannot be made for says why; anything else that goes
    wrong is noted for the reader of the page and raised.
    """
    order = begin_drawing(bulletin_id, as_of=clock())
    if order is None:
        return None
    try:
        data = pdf_bytes(order.printed)
        return end_drawing(order, data, as_of=clock())
    except PdfError as error:
        return fail_drawing(order, error.code, str(error), as_of=clock())
    except Exception as error:
        said = _("生成 PDF 时程序出错（%(kind)s）。请再试一次；仍然不行时，请管理员查看日志。")
        reason = said % {"kind": type(error).__name__}
        fail_drawing(order, "pdf_broken", reason, as_of=clock())
        raise


@transaction.atomic
def begin_drawing(bulletin_id: int, *, as_of: datetime) -> Order | None:
    """Note that it is being drawn; None where there is nothing to draw."""
    bulletin = locked_bulletin(bulletin_id)
    drawing = drawing_of(bulletin)
    if drawing is None or not drawing.is_underway:
        return None
    drawing.state, drawing.began_at = DrawingState.DRAWING, as_of
    drawing.save(update_fields=["state", "began_at"])
    return Order(bulletin_id, drawing.paper, printed_of(bulletin))


@transaction.atomic
def end_drawing(order: Order, data: bytes, *, as_of: datetime) -> DrawingState | None:
    """Keep the bytes, unless the bulletin says something else by now."""
    bulletin = locked_bulletin(order.bulletin_id)
    drawing = _waiting_for(order, bulletin)
    if drawing is None:
        return None
    if bulletin.state in DRAFTED:
        drawing.draft = data
    else:
        bulletin.pdf = keep_file(io.BytesIO(data), media_type=PDF, as_of=as_of)
        bulletin.save(update_fields=["pdf"])
    drawing.state, drawing.ended_at = DrawingState.DONE, as_of
    drawing.save()
    return DrawingState.DONE


@transaction.atomic
def fail_drawing(order: Order, code: str, reason: str, *, as_of: datetime) -> DrawingState | None:
    """Note why there is none."""
    drawing = _waiting_for(order, locked_bulletin(order.bulletin_id))
    if drawing is None:
        return None
    drawing.state, drawing.ended_at = DrawingState.FAILED, as_of
    drawing.code, drawing.reason = code, reason
    drawing.save(update_fields=["state", "ended_at", "code", "reason"])
    return DrawingState.FAILED


def _waiting_for(order: Order, bulletin: Bulletin) -> BulletinDrawing | None:
    drawing = drawing_of(bulletin)
    waits = drawing is not None and drawing.is_underway and drawing.paper == order.paper
    return drawing if waits else None
