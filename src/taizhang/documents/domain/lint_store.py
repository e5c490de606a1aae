"""What the linter of drafts may ask of this installation (检查时比对): its units and documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from taizhang.extraction.lint import KnownDocument, plain_number, plain_title
from taizhang.organisations.domain.names import fold_name, kind_of_name, plain_name
from taizhang.organisations.domain.regions import split_region_name
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.enums import Level, UnitKind
from taizhang.organisations.models import Region, UnitName

from ..enums import DraftState
from ..models import Draft
from .alike import AlikeNames

_SHORTEST = 8


@dataclass(frozen=True)
class _Kept:
    title: str
    number: str
    effective_until: date | None
    replaced_by: str | None

    def as_known(self) -> KnownDocument:
        return KnownDocument(plain_name(self.title), self.effective_until, self.replaced_by)

    @cached_property
    def plain_title(self) -> str:
        return plain_title(plain_name(self.title))


class StoredKnowledge:
    """The units and documents of the database, read when first asked for.

    ``source_id`` leaves out the documents of one file: a draft is not held against itself.
    """

    def __init__(self, *, source_id: int | None = None) -> None:
        self.source_id = source_id

    @cached_property
    def has_units(self) -> bool:
        """Whether any unit is registered."""
        return UnitName.objects.exists()

    @property
    def has_documents(self) -> bool:
        """Whether any document was taken in."""
        return bool(self._documents)

    def unknown_units(self, names: Sequence[str], place: str | None) -> dict[str, str | None]:
        """The names that mean no unit in a document of ``place``, each with a known one alike."""
        region = _region(place)
        single = [name for name in names if kind_of_name(name) != UnitKind.COLLECTIVE]
        if region is None:
            return {}
        found = resolve_names(single, region=region)
        return {name: self._names.find(name) for name in single if found[name] is None}

    def find_document(self, title: str, number: str) -> KnownDocument | None:
        """The document of this number, or where none is printed of this title."""
        wanted = plain_title(title)
        for kept in self._by_number.get(plain_number(number), []) if number else self._documents:
            if number or _same_title(wanted, kept.plain_title):
                return kept.as_known()
        return None

    def knows_issuer(self, number: str) -> bool:
        """Whether documents with the same letters before the year are held."""
        return plain_number(number).partition("〔")[0] in self._issuers

    @cached_property
    def _names(self) -> AlikeNames:
        return AlikeNames(UnitName.objects.values_list("name", flat=True))

    @cached_property
    def _documents(self) -> list[_Kept]:
        later = Draft.objects.filter(replaces=OuterRef("pk"), state=DraftState.CONFIRMED)
        called = later.values(called=Coalesce(NullIf("title", Value("")), "source__name"))[:1]
        drafts = (
            Draft.objects.exclude(state=DraftState.DISCARDED)
            .exclude(Q(source_id=self.source_id) if self.source_id else Q(pk__in=[]))
            .order_by("-issued", "-id")
            .annotate(later=Subquery(called))
        )
        values = drafts.values_list("title", "document_number", "effective_until", "later")
        return [
            _Kept(title, plain_number(fold_name(number)), until, by)
            for title, number, until, by in values
        ]

    @cached_property
    def _by_number(self) -> dict[str, list[_Kept]]:
        found: dict[str, list[_Kept]] = {}
        for kept in self._documents:
            found.setdefault(kept.number, []).append(kept)
        return found

    @cached_property
    def _issuers(self) -> frozenset[str]:
        return frozenset(number.partition("〔")[0] for number in self._by_number if number)


def _same_title(wanted: str, kept: str) -> bool:
    """Whether a cited title is a kept one, which may be called by what it issues."""
    return bool(kept) and (wanted == kept or (len(kept) >= _SHORTEST and kept in wanted))


def _region(place: str | None) -> Region | None:
    """The region of a document, else the city of this installation; none is made."""
    if place:
        name = split_region_name(fold_name(place))[-1]
        found = Region.objects.filter(name=name).first()
        if found is not None:
            return found
    return Region.objects.filter(level=Level.CITY).order_by("id").first()
