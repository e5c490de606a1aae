"""A slip as it was issued (督查单文本): what its event says, as a paper of the official layout.

The event holds every word, so that the same slip gives the same bytes at any time.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from taizhang.calendars import TIME_ZONE
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.models import Event
from taizhang.papers.official import (
    FileProperties,
    SlipBasis,
    SlipColour,
    SlipPaper,
    write_slips,
)

from ..clocks.beginning import KEY

_HEADS = {"blue": "蓝色督查单", "orange": "橙色督查单", "red": "红色督查单"}
_COLOURS = {"blue": SlipColour.BLUE, "orange": SlipColour.ORANGE, "red": SlipColour.RED}
MOST_PAPERS = 200


def paper_of(event: Event) -> SlipPaper:
    """The paper of a `slip_issued` event."""
    said = json.loads(event.payload)
    issued = event.occurred_at.astimezone(TIME_ZONE)
    office = said.get("office", "")
    reason = [said["reason"]] if said.get("reason") else []
    return SlipPaper(
        head=_HEADS[said["colour"]],
        colour=_COLOURS[said["colour"]],
        number=said["number"],
        receiver="、".join(part["name"] for part in said.get("units", ())),
        matter=said.get("title", ""),
        requirement=said.get("text", ""),
        answer_by=datetime.fromisoformat(said[KEY]["answer_by"]).astimezone(TIME_ZONE),
        issued_by=office,
        issued_at=issued,
        properties=FileProperties(at=issued, author=office),
        basis=_basis(said),
        unmet=[*said.get("unmet", ()), *reason],
    )


def _basis(said: dict[str, Any]) -> list[SlipBasis]:
    document = said.get("document") or {}
    if document.get("title"):
        return [SlipBasis(document["title"], document.get("number", ""))]
    return [SlipBasis(said["basis"], bare=True)] if said.get("basis") else []


def papers_of(events: Iterable[Event]) -> bytes:
    """Slips as one Word file, each on its own page, in their order.

    Raises `ActInputError` for none, or for more than a file should hold.
    """
    papers = [paper_of(event) for event in events]
    if not papers:
        raise ActInputError(_("没有选中任何督查单，请先勾选。"), field="event")
    if len(papers) > MOST_PAPERS:
        raise ActInputError(
            _("一次最多导出 %(most)d 张督查单，请分几次勾选。") % {"most": MOST_PAPERS},
            field="event",
        )
    return write_slips(papers)
