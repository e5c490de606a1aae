"""Propose shares of what is left of each target (拟定份额)."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.snapshot import Goal
from taizhang.ledger.models import Task
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import Region, Unit

from ...enums import Spread
from ..queries.recipients import last_shares
from .breakdowns import Breakdown
from .shares import divide

Shares = dict[tuple[int, int], Decimal]  # (unit, target) → share
_SUFFIX = re.compile(r"(?:人民政府|管理委员会|管委会|街道办事处|办事处)$")
_LINE = re.compile(r"^(?P<name>.*?)[\s,，:：]+(?P<weight>[\d.,]+)\s*%?$")


def propose_equally(
    units: Sequence[Unit], before: Breakdown, spreads: Mapping[int, Spread]
) -> Shares:
    """The same to every unit (平均)."""
    return _propose(before, spreads, lambda goal: {unit.pk: Decimal(1) for unit in units})


def propose_as_last(
    task: Task, units: Sequence[Unit], before: Breakdown, spreads: Mapping[int, Spread]
) -> Shares:
    """In proportion to what the units were last held to of the same indicator (按上次).

    A target that nobody ever had is divided equally; a unit that had none gets none.
    """

    found = last_shares(before.goals, units, besides=task.pk)

    def weights(goal: Goal) -> dict[int, Decimal]:
        last = found[goal.key]
        return {unit.pk: max(last.get(unit.pk, Decimal(not last)), Decimal(0)) for unit in units}

    return _propose(before, spreads, weights)


def propose_by_weights(
    units: Sequence[Unit],
    before: Breakdown,
    spreads: Mapping[int, Spread],
    weights: Mapping[int, Decimal],
) -> Shares:
    """In proportion to weights by unit (按比重)."""
    chosen = {unit.pk: weights.get(unit.pk, Decimal(0)) for unit in units}
    return _propose(before, spreads, lambda goal: chosen)


def _propose(
    before: Breakdown,
    spreads: Mapping[int, Spread],
    weights: Callable[[Goal], dict[int, Decimal]],
) -> Shares:
    found: Shares = {}
    for goal in before.goals:
        of_units = weights(goal)
        if spreads[goal.key] == Spread.SAME:
            theirs = dict.fromkeys(of_units, goal.value)
        else:
            theirs = divide(_left(goal, before), of_units)
        found |= {(unit, goal.key): share for unit, share in theirs.items()}
    return found


def _left(goal: Goal, before: Breakdown) -> Decimal:
    """What is still to be given out of a target; nothing when it is all given."""
    left = goal.value - sum(before.shares_of(goal.key), Decimal(0))
    return left if left * goal.value > 0 else Decimal(0)


def read_weights(text: str, units: Sequence[Unit], *, region: Region) -> dict[int, Decimal]:
    """Weights by unit from lines of name and number, as pasted from Excel.

    Raises:
        ActInputError: a line without a number, a name that is none of the units, no line at all;
            field "weights".
    """
    pairs = [_pair(line) for line in text.splitlines() if line.strip()]
    if not pairs:
        raise ActInputError(_("请先填写比重，每行一家：单位、比重。"), field="weights")
    known = resolve_names([name for name, _weight in pairs], region=region)
    own = {unit.pk for unit in units}
    found: dict[int, Decimal] = {}
    for name, weight in pairs:
        unit = known[name] or _by_place(name, units)
        if unit is None or unit.pk not in own:
            raise ActInputError(
                _("比重中的“%(name)s”不在勾选的单位之中，请更正名称或勾选这一家。")
                % {"name": name[:60]},
                field="weights",
            )
        found[unit.pk] = weight
    return found


def _by_place(name: str, units: Sequence[Unit]) -> Unit | None:
    """The one government a place's name stands for: 青石县."""
    found = [unit for unit in units if _SUFFIX.sub("", unit.name) == name]
    return found[0] if len(found) == 1 else None


def _pair(line: str) -> tuple[str, Decimal]:
    match = _LINE.match(line.strip())
    try:
        if match:
            return match["name"].strip(), Decimal(match["weight"].replace(",", ""))
    except InvalidOperation:
        pass
    raise ActInputError(
        _("“%(line)s”看不懂，应写成“青石县 12”，每行一家。") % {"line": line.strip()[:60]},
        field="weights",
    )
