"""Facts of a test held against all schemes, without a file."""

from collections.abc import Mapping
from datetime import date

from taizhang.schemes.entitlements import Entitlement, Finals, facts_of, find_entitlements

DAY = date(2024, 1, 1)


def found_for(
    *rows: Mapping[str, object], as_of: date = DAY, finals: Finals | None = None
) -> dict[str, Entitlement]:
    """What is found for subject A, by scheme and way; each way at most once."""
    texts = [{"subject_id": "A", **{name: str(cell) for name, cell in r.items()}} for r in rows]
    found = find_entitlements(facts_of(texts, file="facts"), as_of=as_of, finals=finals)
    assert len({each.code for each in found}) == len(found)
    return {each.code: each for each in found}
