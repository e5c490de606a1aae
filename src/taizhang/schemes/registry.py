"""The schemes that are known, by chapter. A new chapter is its folder and one line here."""

from functools import cache
from importlib import import_module

from .errors import UnknownSchemeError
from .scheme import Scheme

CHAPTERS = (
    "star_rating",
    "county_assessment",
    "innovation_rewards",
    "innovation_ranking",
    "employment",
    "housing",
    "enclave_tax",
    "health_fund",
    "standard_land",
)


@cache
def schemes() -> dict[str, Scheme]:
    """Every scheme by its name, in the order of the chapters."""
    found: dict[str, Scheme] = {}
    for chapter in CHAPTERS:
        module = import_module(f"{__package__}.{chapter}.scheme")
        found |= {scheme.name: scheme for scheme in module.SCHEMES}
    return found


def scheme_named(name: str) -> Scheme:
    """The scheme of a name; `UnknownSchemeError` with the names there are."""
    known = schemes()
    if name not in known:
        raise UnknownSchemeError(f"没有名为“{name}”的办法，可以写：{'、'.join(known)}。")
    return known[name]
