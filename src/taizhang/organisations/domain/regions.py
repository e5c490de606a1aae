"""Regions as documents print them (地区)."""

import re

from django.conf import settings
from django.db.models import Case, When
from django.utils.translation import gettext as _

from ..enums import Level
from ..models import Region
from ..vocabulary import load_vocabulary
from .errors import NoRegionError, UnitError
from .names import fold_name
from .shortening import level_of_region

_CHAIN = re.compile(r"^(\w{2,}?(?:省|自治区)(?=.))?(\w{2,}?(?:市|自治州)(?=.))?(.+)$")
_LEVELS = {
    "省": Level.PROVINCE,
    "自治区": Level.PROVINCE,
    "市": Level.CITY,
    "州": Level.CITY,
    "区": Level.DISTRICT,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
    "镇": Level.TOWNSHIP,
    "乡": Level.TOWNSHIP,
}


def ensure_region(name: str, *, level: str = "") -> Region:
    """The region of this printed name, made if unknown.

    A name with its superiors (云江省云岭市青石县) makes the chain and gives the last one. `level`
    is used where the name of a new region does not say it. Raises UnitError `region_without_name`.
    """
    folded = fold_name(name)
    if not folded:
        raise UnitError("region_without_name", _("地区没有名称；请填写，例如“云岭市”。"))
    if known := Region.objects.filter(name=folded).first():
        return known
    *superiors, last = split_region_name(folded)
    parent = None
    for superior in superiors:
        parent = _ensure_one(superior, parent, "")
    return _ensure_one(last, parent, level)


def split_region_name(name: str) -> list[str]:
    """云江省云岭市青石县 → 云江省, 云岭市, 青石县; a name without superiors stays whole."""
    match = _CHAIN.match(name)
    return [part for part in match.groups() if part] if match else [name]


def level_of_name(name: str) -> str:
    """The administrative level a region's name says, "" for zones and the nation."""
    if name.endswith(load_vocabulary().zones) or name.endswith("片区"):
        return ""
    return _LEVELS.get(level_of_region(name), "")


def find_default_region() -> Region | None:
    """The region this installation serves: TAIZHANG_CITY, else the first city, else the first."""
    if settings.TAIZHANG_CITY:
        return ensure_region(settings.TAIZHANG_CITY)
    cities_first = Case(When(level=Level.CITY, then=0), default=1)
    return Region.objects.order_by(cities_first, "id").first()


def default_region() -> Region:
    """`find_default_region`; raises NoRegionError where there is none."""
    first = find_default_region()
    if first is None:
        raise NoRegionError
    return first


def _ensure_one(name: str, parent: Region | None, level: str) -> Region:
    region, is_new = Region.objects.get_or_create(
        name=name, defaults={"level": level_of_name(name) or level, "parent": parent}
    )
    if not is_new and region.parent_id is None and parent is not None:
        region.parent = parent
        region.save(update_fields=["parent"])
    return region
