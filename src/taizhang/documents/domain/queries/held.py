"""A draft against the units and documents that are held (与库中比对), as it now stands."""

from collections.abc import Iterable
from datetime import date

from taizhang.extraction.lint import CitedDocument, Claims, Finding, NamedUnit, check_claims

from ...models import Draft, DraftRow
from ..lint_store import StoredKnowledge


def compare_with_store(draft: Draft, rows: Iterable[DraftRow], *, on: date) -> list[Finding]:
    """Units nobody has heard of, cited documents that are not held or not in force.

    `rows` are those that will become tasks. A unit that the clerk chose, or typed by hand, is
    known to her. The number of queries does not grow with rows, units or documents.
    """
    units: dict[str, NamedUnit] = {}
    for row in rows:
        for unit in row.units:
            if unit["span"] and not unit["unit_id"]:
                claim = NamedUnit(unit["name"], tuple(unit["span"]), unit["name"])
                units.setdefault(unit["name"], claim)
    cited = [
        CitedDocument(**{**c, "span": tuple(c["span"])}) for c in draft.reading.get("cited", ())
    ]
    claims = Claims(draft.jurisdiction or None, draft.issued, tuple(units.values()), tuple(cited))
    return list(check_claims(claims, StoredKnowledge(source_id=draft.source_id), on))
