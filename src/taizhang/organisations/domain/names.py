"""When two printed names mean the same unit (单位名称比对): docs/algorithms/unit-names.md."""

import re
import unicodedata

from ..enums import UnitKind
from ..vocabulary import load_vocabulary
from .shortening import is_all_counties, remove_place, shorten_collective, shorten_words

_BRACKETS = str.maketrans("[]{}【】〔〕「」", "()" * 5)
_WITH_SIGN = re.compile(r"^([^()]+)\(([^()]+)\)$")  # 市委组织部（市委人才办）
_PLACE_ALONE = re.compile(r"^\w{2,7}[县区市旗州]$")


def fold_name(name: str) -> str:
    """The printed name with width folded, blanks removed and all brackets round."""
    close = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name).translate(_BRACKETS))
    return unicodedata.normalize("NFKC", close)  # blanks may have held a letter and its mark apart


def plain_name(name: str) -> str:
    """The name as printed without blanks: how it is kept and shown."""
    return re.sub(r"\s+", "", name)


def name_key(name: str, *, region_name: str) -> str:
    """The key that all names of one unit share inside a region (比对名).

    The region's own place and level are removed (云岭市科技局 = 市科技局 = 科技局); the place of
    another region stays (青石县科技局). Long forms take their short ones (发展和改革委员会 =
    发展改革委 = 发改委). The key of a key is the key.
    """
    key, region = fold_name(name), fold_name(region_name)
    for _ in range(8):  # what one pass removes can bare more; a pass hardly ever finds a third
        before, key = key, _shorten(key, region)
        if key == before:
            break
    return key


def kind_of_name(name: str) -> UnitKind:
    """What sort of unit a printed name means, as far as the name says."""
    words = load_vocabulary()
    folded = fold_name(name)
    if folded.startswith(words.collective_starts) or is_all_counties(folded):
        return UnitKind.COLLECTIVE
    if any(part in folded for part in words.collective_parts):
        return UnitKind.COLLECTIVE
    key = name_key(name, region_name="")
    if key.endswith(words.enterprise_ends):
        return UnitKind.ENTERPRISE
    return UnitKind.GOVERNMENT if key.endswith(("政府", "管委会")) else UnitKind.DEPARTMENT


def _shorten(name: str, region_name: str) -> str:
    key = shorten_collective(name)
    signed = _WITH_SIGN.match(key)
    if signed and not is_all_counties(key):
        return f"{_shorten(signed[1], region_name)}({_shorten(signed[2], region_name)})"
    key = remove_place(key.removeprefix("中共"), region_name)
    return _name_bare_place(shorten_words(key), region_name)


def _name_bare_place(key: str, region_name: str) -> str:
    """A bare place means who governs it: 驿城区 → 驿城区政府, 高新区 → 高新区管委会."""
    words = load_vocabulary()
    if (key or region_name).endswith(words.zones):
        return f"{key}管委会"
    is_place = _PLACE_ALONE.match(key) and not key.endswith(words.no_place)
    return f"{key}政府" if is_place or not key else key
