"""Confirm what was proposed for targets (确认挂接), one or many; or say that none is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import Person
from taizhang.ledger.domain.acts import ActRule
from taizhang.ledger.domain.chain import Appended
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.scenes import open_scenes
from taizhang.ledger.models import Target

from ...models import IndicatorVersion, Series, UnmeasuredTarget
from ...permissions import may_link
from ..defining.cleaning import same_indicator
from ..defining.defining import make_indicator
from ..errors import IndicatorError
from ..measures import base_of
from ..moments import recorded_now
from ..types import LinkInput
from .linking import LINK, STATES, link_targets
from .proposing import Place, Proposal, propose_links

LEAVE_OUT = ActRule("leave_target_out", gettext_lazy("不设指标"), STATES, may_link)
_MOST = 512


@dataclass(frozen=True, slots=True)
class Accepted:
    """What somebody chose for a target. `indicator`: its code, which other words may follow, or
    its exact name; "": the one that was proposed to be made, in `unit` ("": as proposed)."""

    place: Place
    indicator: str = ""
    baseline: Decimal | None = None
    starts: date | None = None
    method: str = ""
    unit: str = ""


@transaction.atomic
def accept_links(accepted: Sequence[Accepted], *, actor: Person, as_of: datetime) -> list[Appended]:
    """Tie targets to what was chosen, all or none; what is not there yet is made.

    Two targets that mean one new indicator share it. Raises what `link_targets` raises;
    `ActInputError` on `indicator` for one that is not there.
    """
    open_scenes({each.place[0] for each in accepted}, LINK, actor=actor, as_of=as_of)
    proposals = propose_links(targets_at([each.place for each in accepted]))
    known = _known({each.indicator for each in accepted})
    links = []
    for each in accepted:
        proposal = proposals.get(each.place)
        if proposal is None:
            raise ActInputError(_("目标已经更改或删去，请刷新页面。"), field="target")
        if each.indicator:
            indicator_id = _find(each.indicator, base_of(proposal.new.unit).name, known)
        else:
            indicator_id = _made(proposal, each.unit, actor=actor, as_of=as_of)
        series = Series.objects.get_or_create(indicator_id=indicator_id, region=proposal.region)[0]
        road = (each.baseline, each.starts, each.method)
        links.append((each.place[0], LinkInput(each.place[1], series.pk, *road)))
    _take_back({each.place for each in accepted})
    return link_targets(links, actor=actor, as_of=as_of)


def _known(said: Collection[str]) -> dict[str, dict[str, int]]:
    """What was said → measure → the indicator of that code (first word) or that name."""
    codes = {code_of(words) for words in said}
    versions = IndicatorVersion.objects.at(None).filter(
        Q(indicator__code__in=codes) | Q(name__in=said)
    )
    rows = versions.values_list("indicator", "indicator__code", "name", "unit")
    found: dict[str, dict[str, int]] = {}
    for pk, code, name, unit in rows.order_by("indicator__code"):
        found.setdefault(name, {}).setdefault(base_of(unit).name, pk)
        found[code] = {"": pk}
    return found


def code_of(said: str) -> str:
    """The code in what was typed or chosen from the list: Z0001 高新技术企业."""
    return said.split(maxsplit=1)[0].upper() if said.strip() else ""


def _find(said: str, measure: str, known: dict[str, dict[str, int]]) -> int:
    """The indicator that was meant: by its code, else by its name in the measure of the target,
    else (for the sentence about the measure) in another."""
    named = known.get(code_of(said)) or known.get(said.strip()) or {}
    found = named.get("") or named.get(measure) or next(iter(named.values()), None)
    if found is None:
        raise ActInputError(
            _("没有代码或名称为“%(said)s”的指标，请重新选择。") % {"said": said},
            field="indicator",
        )
    return found


def _made(proposal: Proposal, unit: str, *, actor: Person, as_of: datetime) -> int:
    """The indicator that a target proposes, in a unit ("": the one proposed); the one that was
    made for another target meanwhile."""
    if known := same_indicator(proposal.new):
        return int(known.indicator_id)
    new = replace(proposal.new, unit=unit.strip() or proposal.new.unit)
    try:
        return make_indicator(new, actor=actor, as_of=as_of).pk
    except IndicatorError as error:
        raise ActInputError(error.message, field=error.field or "") from error


def targets_at(places: Collection[Place]) -> list[Target]:
    """The current targets at these places, ready for `propose_links`."""
    rows = Target.objects.at(None).filter(task__in={task_id for task_id, _ in places})
    joined = rows.select_related("task__document__region", "task__keeper__region")
    return [target for target in joined if (target.task_id, target.key) in places]


@transaction.atomic
def leave_out(places: Sequence[Place], *, actor: Person, as_of: datetime, reason: str = "") -> int:
    """Say that no indicator is kept for these targets; how many of them it was new for.

    Raises what `open_scenes` raises; `ActInputError` for a reason that is too long.
    """
    open_scenes({task_id for task_id, _ in places}, LEAVE_OUT, actor=actor, as_of=as_of)
    if len(reason.strip()) > _MOST:
        raise ActInputError(_("理由最多512个字，请缩短。"), field="reason")
    there = {(target.task_id, target.key) for target in targets_at(places)}
    since = recorded_now()
    made = UnmeasuredTarget.objects.bulk_create(
        [
            UnmeasuredTarget(
                task_id=task_id,
                target_key=key,
                reason=reason.strip(),
                since=since,
                recorded_by=actor,
            )
            for task_id, key in sorted(there - _left_out(there))
        ]
    )
    return len(made)


@transaction.atomic
def take_back(places: Sequence[Place], *, actor: Person, as_of: datetime) -> None:
    """These targets wait for an indicator again. Raises what `open_scenes` raises."""
    open_scenes({task_id for task_id, _ in places}, LEAVE_OUT, actor=actor, as_of=as_of)
    _take_back(set(places))


def _take_back(places: set[Place]) -> None:
    ids = [pk for pk, place in _decisions(places).items() if place in places]
    if ids:
        UnmeasuredTarget.objects.filter(pk__in=ids).update(until=recorded_now())


def _left_out(places: set[Place]) -> set[Place]:
    return set(_decisions(places).values())


def _decisions(places: set[Place]) -> dict[int, Place]:
    rows = UnmeasuredTarget.objects.at(None).filter(task__in={task_id for task_id, _ in places})
    return {
        pk: (task_id, key) for pk, task_id, key in rows.values_list("pk", "task_id", "target_key")
    }
