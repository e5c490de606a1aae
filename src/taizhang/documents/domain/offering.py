"""Taking or declining what a new reading offers for a row that was decided already."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Person

from ..models import DraftRow
from .editing import edit_row_fields
from .errors import RowStateError
from .locking import lock_row, save_row


def take_offer(row: DraftRow, version: int, *, actor: Person, as_of: datetime) -> DraftRow:
    """Put the offered fields in the place of the row's own; each is kept as a correction.

    Raises:
        RowStateError: nothing is offered. StaleRowError, ClosedDraftError: nothing was changed.
    """
    with transaction.atomic():
        offer = _offer_of(row)
        row = edit_row_fields(row, offer, version, actor=actor, as_of=as_of)
        row.offer = None
        save_row(row, "offer")
    return row


def decline_offer(row: DraftRow, version: int, *, actor: Person, as_of: datetime) -> DraftRow:
    """Keep the row as it is.

    Raises:
        RowStateError: nothing is offered. StaleRowError, ClosedDraftError: nothing was changed.
    """
    with transaction.atomic():
        row = lock_row(row, version, actor=actor)
        _offer_of(row)
        row.offer = None
        save_row(row, "offer")
    return row


def _offer_of(row: DraftRow) -> dict[str, list[dict[str, object]]]:
    if not row.offer:
        raise RowStateError(_("这一行没有等待采用的重新识读结果，请刷新页面。"))
    offer: dict[str, list[dict[str, object]]] = row.offer
    return offer
