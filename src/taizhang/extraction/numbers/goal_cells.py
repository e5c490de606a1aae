"""Goals that fill a cell of a table (目标值单元格): 新增上市企业 | 2家, named by another cell."""

from __future__ import annotations

from ..patterns import late
from ..vocabulary import alternation
from .quantities import find_quantities
from .quantity import Quantity
from .targets import Commitment, Setting

_BEFORE = late(
    rf"(?:{alternation('targets', 'hedges', 'reach_words')}|"
    "控制|在|增长|下降|提升|提高|降低|减少|新增)*"
)
_BEHIND = late("(?:以?[上内下]|左右)?")
_NOTE = late(r"\([^()]*\)$")
_LONGEST = 24
_LONGEST_NAME = 60


def _only_quantity(fold: str, start: int, end: int) -> Quantity | None:
    """The quantity that a cell consists of."""
    if end - start > _LONGEST:
        return None
    found = find_quantities(fold, start, end)
    if len(found) != 1:
        return None
    (quantity,) = found
    whole = _BEFORE.fullmatch(fold, start, quantity.start) and _BEHIND.fullmatch(
        fold, quantity.end, end
    )
    if whole and quantity.op == "=" and fold[end - 1] == "内":
        return quantity._replace(op="<=")
    return quantity if whole else None


def read_goal_cell(
    texts: tuple[str, str], name: tuple[int, int], cell: tuple[int, int], setting: Setting
) -> Commitment | None:
    """The target that a cell stands for, None when it holds anything but one quantity.

    ``texts`` are the folded and the clean stream, ``name`` the cell that says what is counted.
    """
    fold, clean = texts
    quantity = _only_quantity(fold, *cell)
    if quantity is None or not 0 < name[1] - name[0] <= _LONGEST_NAME:
        return None
    noted = _NOTE.search(fold, *name)
    indicator = clean[name[0] : noted.start() if noted else name[1]].rstrip("。；;：:")
    return Commitment(quantity, indicator, *cell, setting.governing)
