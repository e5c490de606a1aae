"""A scheme over the claims of all subjects: what each is paid, and what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..errors import InputRefusedError, Problem
from ..exact import CENT
from ..parameters import Values
from ..running import compute_run, values_for
from ..scheme import Outcome
from ..types import Step
from .claims import Claim, refused_facts, table_of_claims
from .declared import Paying
from .found import Entitlement, Missing, State
from .missing import failed_steps, lacking_facts, missed


@dataclass(frozen=True)
class _Computed:
    """What a scheme found for the claims that it could compute, by key; what it refused."""

    cells: dict[str, dict[str, object]]
    steps: dict[str, list[Step]]
    refused: dict[str, list[Problem]]


def entitlements_of(
    claims: Sequence[Claim], paying: Paying, *, as_of: date, file: str
) -> list[Entitlement]:
    """What a scheme pays for each claim; a ranked way is left open (`ranked`).

    Raises:
        InputRefusedError: facts that contradict each other.
    """
    values = values_for(paying.scheme, as_of=as_of)
    definition = paying.scheme.definition
    if why := definition.in_force.sentence(definition.name, as_of):
        return [_bare(claim, paying, values, State.NOT_IN_FORCE, why) for claim in claims]
    made = _computed(list(claims), paying, values, file)
    return [_judged(claim, paying, values, made) for claim in claims]


def _computed(claims: list[Claim], paying: Paying, values: Values, file: str) -> _Computed:
    """Compute what can be; claims whose needed cells are empty are put aside, one round a check."""
    refused: dict[str, list[Problem]] = {}
    while claims:
        try:
            run = compute_run(paying.scheme, table_of_claims(claims, paying, file), values)
        except InputRefusedError as error:
            placed = [(claims[p.row - 2], p) for p in error.problems if p.row]
            if len(placed) < len(error.problems):
                raise
            refused_facts(file, ((c, p) for c, p in placed if p.value), paying)
            for claim, problem in placed:
                refused.setdefault(claim.key, []).append(problem)
            claims = [claim for claim in claims if claim.key not in refused]
        else:
            return _by_key(claims, run.outcome, refused)
    return _Computed({}, {}, refused)


def _by_key(claims: list[Claim], outcome: Outcome, refused: dict[str, list[Problem]]) -> _Computed:
    rows = outcome.frame.iter_rows(named=True)
    cells = {claim.key: row for claim, row in zip(claims, rows, strict=True)}
    steps: dict[str, list[Step]] = {}
    for key, *said in outcome.explain().iter_rows():
        steps.setdefault(key, []).append(Step(*said))
    return _Computed(cells, steps, refused)


def _judged(claim: Claim, paying: Paying, values: Values, made: _Computed) -> Entitlement:
    if claim.key in made.refused:
        columns = [problem.column for problem in made.refused[claim.key]]
        missing = lacking_facts(claim, paying, values, columns)
        return _bare(claim, paying, values, State.LACKING, "", missing)
    cells, steps = made.cells[claim.key], tuple(made.steps.get(claim.key, ()))
    amount = _amount(cells, paying)
    paid = bool(cells[paying.holds]) if paying.holds else bool(amount)
    reason = _reason(claim, cells, paying)
    state, missing = (State.PAID, ()) if paid else _against(claim, paying, values, steps, reason)
    return Entitlement(
        subject=claim.subject,
        name=claim.name,
        line=claim.line,
        paying=paying,
        way=claim.way,
        state=state,
        amount=None if state is State.LACKING else amount,
        reason=reason if state is not State.LACKING else "",
        missing=missing,
        source=values.source(claim.way.parameter),
        steps=steps,
    )


def _reason(claim: Claim, cells: dict[str, object], paying: Paying) -> str:
    """The scheme's own reason, unless it takes a fact that is not given for none or 0."""
    if all(claim.given(column) for column in claim.way.needs):
        return str(cells.get(paying.reason) or "")
    return ""


def _amount(cells: dict[str, object], paying: Paying) -> Decimal | None:
    cents = cells.get(paying.amount)
    return Decimal(cents).scaleb(-CENT) if isinstance(cents, int) else None


def _against(
    claim: Claim, paying: Paying, values: Values, steps: tuple[Step, ...], reason: str
) -> tuple[State, tuple[Missing, ...]]:
    """Unmet where a given fact fails a condition; lacking where only facts are wanting."""
    wanting = [column for column in claim.way.needs if not claim.given(column)]
    failed = [step for step in failed_steps(steps) if step.criterion not in wanting]
    if wanting:
        failed = [step for step in failed if step.criterion in claim.way.needs]
    lacking = lacking_facts(claim, paying, values, wanting)
    unmet = missed(claim, paying, values, failed, reason)
    return (State.UNMET if unmet or not wanting else State.LACKING), (*unmet, *lacking)


def _bare(
    claim: Claim,
    paying: Paying,
    values: Values,
    state: State,
    reason: str,
    missing: tuple[Missing, ...] = (),
) -> Entitlement:
    source = values.source(claim.way.parameter)
    if state is State.NOT_IN_FORCE:
        source = str(paying.scheme.definition.in_force.source)
    return Entitlement(
        claim.subject,
        claim.name,
        claim.line,
        paying,
        claim.way,
        state,
        None,
        reason,
        missing,
        source,
    )
