"""Which bulletins the list shows (通报列表)."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.ledger.permissions import may_see_all
from taizhang.organisations.models import Unit

from ..domain.bulletins.drafting import DRAFTED
from ..domain.places import Place, place_of
from ..forms.bulletins import BulletinFilter
from ..models import Bulletin, NamedUnit
from ..permissions import may_draft_for, may_edit_templates, may_read_drafts, may_read_templates

ROWS = 20


class BulletinList:
    """The list for one request."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.request, self.person, self.now = request, actor_of(request), now
        self.place = place_of(self.person, on=timezone.localdate(now))
        self.form = BulletinFilter(request.GET)
        self.valid = self.form.is_valid()

    @property
    def is_filtered(self) -> bool:
        return any(self.form.data.get(name) for name in self.form.fields)

    @property
    def keepers(self) -> list[tuple[str, str]]:
        return keepers_of(self.place)

    @property
    def may_edit_templates(self) -> bool:
        return may_edit_templates(self.person)

    @property
    def may_read_templates(self) -> bool:
        return may_read_templates(self.person)

    @cached_property
    def found(self) -> QuerySet[Bulletin, Bulletin]:
        """What this person may read, as the filter leaves it, the latest first."""
        rows = readable_bulletins(self.place)
        for name, value in self.form.cleaned_data.items() if self.valid else ():
            rows = rows.filter(**{name: value}) if value else rows
        return rows.order_by("-day", "-pk")

    @cached_property
    def page(self) -> "Page[Any]":
        answered = Count("named", filter=Q(named__answered_at__isnull=False))
        rows = self.found.select_related("keeper").defer("numbers", "blocks")
        late = Q(named__answered_at=None, named__answer_by__lt=timezone.localdate(self.now))
        shown = rows.annotate(
            units=Count("named"), answers=answered, late=Count("named", filter=late)
        )
        return Paginator(shown, ROWS).get_page(self.request.GET.get("page"))


def keepers_of(place: Place) -> list[tuple[str, str]]:
    """The offices a person drafts for: value and label of each."""
    city = [("", _("市级"))] if may_draft_for(place.oversight, None) else []
    units = Unit.objects.filter(pk__in=place.oversight.units, successor=None)
    return [*city, *((str(unit.pk), unit.name) for unit in units)]


def readable_bulletins(place: Place) -> QuerySet[Bulletin, Bulletin]:
    """The bulletins a person may read: the predicates of `permissions`, as one query."""
    rows = Bulletin.objects.all()
    if may_read_drafts(place, None):
        return rows
    issued = ~Q(state__in=DRAFTED)
    if may_see_all(place.person):
        return rows.filter(issued)
    named = NamedUnit.objects.filter(bulletin=OuterRef("pk"), unit__in=place.units)
    own = Q(keeper__in=place.leads | place.oversight.units)
    read = issued & (Q(keeper=None) | Q(keeper__in=place.units) | Q(Exists(named)))
    return rows.filter(own | read)
