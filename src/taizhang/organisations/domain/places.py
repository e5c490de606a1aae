"""Where a printed name belongs: to the document's own region, a superior or a county (归属)."""

from dataclasses import dataclass

from django.db.models import Q

from ..models import Region
from .names import fold_name, name_key
from .shortening import NATION, level_of_region, place_stem, remove_place, starts_with_own_level

Key = tuple[int, str]  # region id, key


@dataclass(frozen=True)
class Family:
    """A region with its superiors, nearest first, and the regions beside and below it."""

    region: Region
    superiors: tuple[Region, ...]
    others: tuple[Region, ...]

    def home_of(self, name: str) -> Region:
        """The region whose unit a folded name means: 青石县科技局 belongs to 青石县."""
        if remove_place(name, fold_name(self.region.name)) != name:
            return self.region
        return next(
            (other for other in (*self.superiors, *self.others) if _names(other, name)),
            next((s for s in self.superiors if _starts_with_level(s, name)), self.region),
        )

    def keys_of(self, name: str) -> list[Key]:
        """The keys under which a name may be registered, the first found holds."""
        folded = fold_name(name)
        home = self.home_of(folded)
        keys = [
            (home.pk, exact_key(folded)),
            (home.pk, name_key(folded, region_name=home.name)),
            (self.region.pk, exact_key(folded)),
            (self.region.pk, name_key(folded, region_name=self.region.name)),
        ]
        return list(dict.fromkeys(keys))


def exact_key(name: str) -> str:
    """The key of a name that is to mean its unit only when spelt so."""
    return "=" + fold_name(name)


def load_family(region: Region) -> Family:
    """The region's family, in a number of queries that does not depend on its size."""
    superiors = list(_superiors_of(region))
    near = Region.objects.filter(
        Q(parent=region) | Q(parent__in=superiors) | Q(parent__isnull=True)
    ).exclude(pk__in=[region.pk, *(superior.pk for superior in superiors)])
    others = sorted(near, key=lambda other: -len(other.name))
    return Family(region, tuple(superiors), tuple(others))


def _superiors_of(region: Region) -> list[Region]:
    superiors: list[Region] = []
    while region.parent is not None and region.parent not in superiors:
        region = region.parent
        superiors.append(region)
    return superiors


def _names(region: Region, name: str) -> bool:
    if region.name == NATION:
        return name.startswith(("国家", "中国"))
    stem = place_stem(region.name)
    return name.startswith(region.name) or (bool(stem) and name.startswith(stem))


def _starts_with_level(region: Region, name: str) -> bool:
    level = level_of_region(region.name)
    return bool(level) and name.startswith(level) and not starts_with_own_level(name, level)
