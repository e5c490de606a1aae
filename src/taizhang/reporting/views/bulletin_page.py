"""What the page of one bulletin shows, and what this person can do there (通报页)."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from taizhang.accounts.access import actor_of

from ..domain.bulletins.drafting import DRAFTED, drafters_of
from ..domain.bulletins.drawing import drawing_of
from ..domain.papers.addresses import figure_address
from ..domain.papers.composing import proposed_units
from ..domain.papers.papers import seal_note
from ..domain.places import place_of
from ..enums import BulletinState, DrawingState
from ..models import Bulletin, BulletinAct, BulletinDrawing, NamedUnit
from ..permissions import (
    may_answer,
    may_ask_for_pdf,
    may_draft_for,
    may_open_figures,
    may_read_answer,
    may_read_drafts,
    may_read_issued,
    may_review,
)


class BulletinPage:
    """One bulletin before one person. Raises Http404 where the person may not read it."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        self.person, self.now = actor_of(request), now
        self.today = timezone.localdate(now)
        self.place = place_of(self.person, on=self.today)
        found = Bulletin.objects.select_related("keeper", "template", "word", "annex", "pdf")
        bulletin = found.filter(pk=pk).first()
        if bulletin is None:
            raise Http404
        self.bulletin: Bulletin = bulletin
        if not self._may_read:
            raise Http404

    @property
    def _may_read(self) -> bool:
        keeper = self.bulletin.keeper_id
        if may_read_drafts(self.place, keeper):
            return True
        units = [row.unit_id for row in self.named]
        return not self.is_draft and may_read_issued(self.place, keeper, units)

    @property
    def is_draft(self) -> bool:
        return self.bulletin.state in DRAFTED

    @cached_property
    def named(self) -> list[NamedUnit]:
        rows = NamedUnit.objects.filter(bulletin=self.bulletin)
        return list(rows.select_related("unit", "answered_by"))

    @property
    def named_rows(self) -> list[tuple[NamedUnit, bool]]:
        """The named units; whether this person may read what each answered."""
        keeper = self.bulletin.keeper_id
        return [(row, may_read_answer(self.place, keeper, row.unit_id)) for row in self.named]

    @property
    def acts_shown(self) -> list[tuple[BulletinAct, bool]]:
        """What was done, the last first; whether this person may read the words of it."""
        inside = may_read_drafts(self.place, self.bulletin.keeper_id)
        return [(act, inside and act.unit_id is None) for act in self.acts]

    @cached_property
    def numbers(self) -> dict[str, Any]:
        return dict(json.loads(self.bulletin.numbers))

    @cached_property
    def words(self) -> dict[str, Any]:
        return dict(json.loads(self.bulletin.blocks))

    @cached_property
    def opens(self) -> bool:
        """Whether this person may follow the figures to their lists."""
        return may_open_figures(self.place, self.bulletin.keeper_id)

    @property
    def blocks(self) -> Iterator[Mapping[str, Any]]:
        """The blocks with the address of each figure in place of its key."""
        return linked_blocks(self.words["blocks"], self.numbers if self.opens else None)

    @property
    def note(self) -> str:
        return seal_note(self.numbers)

    @cached_property
    def acts(self) -> list[BulletinAct]:
        """What was done with it, the last first."""
        rows = BulletinAct.objects.filter(bulletin=self.bulletin).order_by("-id")
        return list(rows.select_related("actor", "unit"))

    @cached_property
    def drawing(self) -> BulletinDrawing | None:
        """The drawing of the PDF of what the bulletin says now."""
        return drawing_of(self.bulletin)

    @property
    def has_pdf(self) -> bool:
        """Whether there is a PDF of what the bulletin says now."""
        done = self.drawing is not None and self.drawing.state == DrawingState.DONE
        return self.bulletin.pdf_id is not None or done

    @property
    def draft_pdf(self) -> bytes | None:
        """The PDF of a draft."""
        data = self.drawing.draft if self.drawing and self.is_draft else None
        return None if data is None else bytes(data)

    @property
    def pdf_is_late(self) -> bool:
        """Whether its drawing takes longer than it may."""
        return self.drawing is not None and self.drawing.is_late(self.now)

    @property
    def may_ask_for_pdf(self) -> bool:
        """Whether this person can have it drawn now."""
        waits = self.drawing is not None and self.drawing.is_underway and not self.pdf_is_late
        allowed = may_ask_for_pdf(self.place, self.bulletin.keeper_id)
        return allowed and not self.has_pdf and not waits

    @property
    def may_redraft(self) -> bool:
        return self.is_draft and may_draft_for(self.place.oversight, self.bulletin.keeper_id)

    @cached_property
    def _reviews(self) -> bool:
        drafters = drafters_of(self.bulletin)
        return self.is_draft and may_review(self.place, self.bulletin.keeper_id, drafters)

    @property
    def may_review(self) -> bool:
        return self._reviews and self.bulletin.state == BulletinState.DRAFT

    @property
    def may_return(self) -> bool:
        return self._reviews

    @property
    def may_issue(self) -> bool:
        return self.may_redraft and self.bulletin.state == BulletinState.REVIEWED

    @property
    def may_rebuild(self) -> bool:
        """Whoever reads drafts may check what was issued."""
        return not self.is_draft and may_read_drafts(self.place, self.bulletin.keeper_id)

    @cached_property
    def answering(self) -> list[NamedUnit]:
        """The named units that this person can answer for now."""
        if self.bulletin.state != BulletinState.ISSUED:
            return []
        waiting = (row for row in self.named if row.answered_at is None)
        return [row for row in waiting if may_answer(self.place, row.unit_id)]

    @property
    def answered_count(self) -> int:
        """How many of the named units have answered."""
        return sum(row.answered_at is not None for row in self.named)

    @property
    def may_remind(self) -> bool:
        """Whether this person can remind the units that have not answered."""
        waits = self.bulletin.state == BulletinState.ISSUED
        waits = waits and self.answered_count < len(self.named)
        return waits and may_draft_for(self.place.oversight, self.bulletin.keeper_id)

    @property
    def proposed(self) -> list[tuple[int, str]]:
        """The units that can be named."""
        return [(pk, f"{name}（{why}）") for pk, name, why in proposed_units(self.numbers)]


def linked_blocks(
    blocks: list[Mapping[str, Any]], numbers: Mapping[str, Any] | None
) -> Iterator[Mapping[str, Any]]:
    """Blocks whose runs are text and address; without numbers no figure leads anywhere."""

    def link(run: list[str]) -> tuple[str, str]:
        text, key = run
        return text, figure_address(numbers, key) if key and numbers else ""

    for block in blocks:
        if block["kind"] == "table":
            heads = [(title, side) for title, _share, side in block["columns"]]
            sides = [side for _title, side in heads]
            rows = [[(*link(c), s) for c, s in zip(r, sides, strict=True)] for r in block["rows"]]
            yield {**block, "heads": heads, "rows": rows}
        elif "runs" in block:
            yield {**block, "runs": [link(run) for run in block["runs"]]}
        else:
            yield block
