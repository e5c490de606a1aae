"""Who is entitled to what (免申即享): facts in, every scheme that pays a single subject out."""

from datetime import date

from ..reading import LINE, TextTable
from .claims import Claim, claims_of
from .computing import entitlements_of
from .declared import Paying, paying_schemes
from .facts import NAME, SUBJECT
from .finals import Finals, ranked
from .found import Entitlement


def find_entitlements(
    facts: TextTable, *, as_of: date, finals: Finals | None = None
) -> tuple[Entitlement, ...]:
    """Every scheme that speaks of a subject's facts, subject by subject, then in their order.

    `facts`: `read_facts` or `facts_of`; `finals`: results of whole populations, where amounts of
    ranked ways are taken from.

    Raises:
        InputRefusedError: facts that contradict each other.

    >>> from taizhang.schemes.entitlements import facts_of
    >>> facts = facts_of([{"subject_id": "A", "recognition": "gazelle"}], file="facts")
    >>> found = find_entitlements(facts, as_of=date(2024, 1, 1))
    >>> [(each.code, each.state.value, each.amount) for each in found]
    [('innovation-rewards/gazelle', 'paid', Decimal('300000.00'))]
    """
    found: list[Entitlement] = []
    for paying in paying_schemes():
        own = entitlements_of(claims_of(facts, paying), paying, as_of=as_of, file=facts.file)
        final = (finals or {}).get(paying.scheme.name)
        found += ranked(own, _everybody(facts, paying), paying, final, as_of=as_of)
    order = {subject: at for at, subject in enumerate(facts.frame[SUBJECT.name].to_list()[::-1])}
    return tuple(sorted(found, key=lambda each: -order[each.subject]))


def _everybody(facts: TextTable, paying: Paying) -> list[Claim]:
    """Each subject once, where the facts speak of it first."""
    way = next(iter(paying.ways.values()))
    rows = facts.frame.unique(SUBJECT.name, keep="first", maintain_order=True)
    return [
        Claim(row[SUBJECT.name], row[NAME.name], row[LINE], "", way, {})
        for row in rows.iter_rows(named=True)
    ]
