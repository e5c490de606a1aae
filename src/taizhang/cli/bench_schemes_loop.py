"""The same two rule sets as one would write them by hand: a loop over rows, exact decimals.

Written from the clauses alone, without the product's schemes, so that equal results say something.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Given = Mapping[str, Any]
Rated = tuple[str, bool, Decimal | None, int | None, int, int]
"""Id, whether it may take part, total, rank, star, reward in yuan."""
Paid = tuple[str, Decimal]
_D = Decimal
_BAD = [
    "safety_accident",
    "tax_evasion",
    "pollution",
    "statistics_violation",
    "land_violation",
    "serious_dishonesty",
    "wage_arrears",
    "social_insurance_arrears",
]
_REVENUE = ((10_000, 10), (5_000, 8), (2_000, 6), (1_000, 4), (500, 2), (100, 1))
_TAX = ((50, 20), (30, 15), (10, 10), (5, 5), (3, 3), (1, 2))
_GROWTH = ((30, 10), (20, 8), (10, 6), (5, 4), (0, 2))
_LEVEL = {"certified": 5, "national": 4, "provincial": 3, "municipal": 2, "benchmarked": 1}
_LISTING = {"main": 5, "third_board": 4, "fourth_board_trading": 2, "fourth_board_display": 1}
_AID = {"municipal": _D("0.5"), "provincial": _D(1), "national": _D(1)}
_THANKS = {"municipal": 1, "provincial": 2, "national": 3}
_STARS = ((10, 5), (30, 4), (60, 3), (100, 2), (150, 1))
_REWARD = {5: 300_000, 4: 200_000, 3: 100_000}
_TRAINED = {
    *("poor_labour", "hard_to_employ", "zero_job_family", "rural_two_posts", "urban_low_income")
}
_PLACED = {
    *("poor_family_child", "final_year_graduate", "school_leaver"),
    *("rural_transfer", "registered_unemployed"),
}


def rate(rows: Iterable[Given]) -> list[Rated]:
    """Every enterprise with its total, rank, star and reward."""
    scored, others = [], []
    for row in rows:
        if _may_take_part(row):
            total = _base(row) + _bonus(row)
            scored.append((-total, -row["tax_yuan"], -row["revenue_yuan"], row["enterprise_id"]))
        else:
            others.append((row["enterprise_id"], False, None, None, 0, 0))
    rated: list[Rated] = []
    for rank, (total, _tax, _revenue, name) in enumerate(sorted(scored), start=1):
        star = next((star for last, star in _STARS if rank <= last), 0)
        rated.append((name, True, -total, rank, star, _REWARD.get(star, 0)))
    return rated + others


def _may_take_part(row: Given) -> bool:
    here = row["registered_in_city"] and row["above_scale"]
    return here and row["revenue_yuan"] >= 100_000_000 and not any(row[bad] for bad in _BAD)


def _base(row: Given) -> Decimal:
    return _D(
        _first(row["revenue_yuan"], _REVENUE, 1_000_000)
        + _first(row["tax_yuan"], _TAX, 1_000_000)
        + _first(row["tax_growth_pct"], _GROWTH, 1)
        + min(row["quality_award_points"], _D(7))
        + min(row["standard_points"], _D(3))
        + _technology(row)
        + _LEVEL.get(row["integration_level"], 0)
        + _LISTING.get(row["listing"], 0)
        + {"A": 2, "B": 1}.get(row["tax_credit"], 0)
        + {"AAA": 3, "AA": 2, "A": 1}.get(row["quality_credit"], 0)
    )


def _technology(row: Given) -> Decimal:
    share = row["new_product_share_pct"]
    platforms = 4 * (row["platform_national"] > 0) + 3 * (row["platform_provincial"] > 0)
    valid = _D("0.5") * row["invention_patents_valid"] + _D("0.2") * row["other_patents_valid"]
    granted = row["invention_patents_granted"] + _D("0.05") * row["other_patents_granted"]
    green = 5 * row["green_national"] + 3 * row["green_provincial"] + row["green_municipal"]
    return _D(
        _D(min(5, platforms + 2 * (row["platform_municipal"] > 0)))
        + 2 * row["strategic_emerging"]
        + row["high_tech"]
        + (2 if share >= 50 else 1 if share >= 30 else 0)
        + min(5, 4 * row["award_national"] + row["award_provincial"])
        + min(_D(3), valid)
        + min(_D(2), granted)
        + min(5, 5 * row["smart_factory"] + 3 * row["smart_workshop"])
        + min(5, green)
        + 5 * row["tech_upgrade_reported"]
    )


def _bonus(row: Given) -> Decimal:
    staff = row["employees"]
    working = min(_D(3), 1 + _D("0.5") * ((staff - 1000) // 500)) if staff >= 1000 else _D(0)
    return _D(
        working
        + _AID.get(row["education_aid"], 0)
        + _AID.get(row["disability_aid"], 0)
        + _THANKS.get(row["disaster_commendation"], 0)
        + 2 * row["poverty_relief"]
    )


def _first(value: Decimal, table: tuple[tuple[int, int], ...], unit: int) -> int:
    return next((points for bound, points in table if value >= bound * unit), 0)


def pay(rows: Iterable[Given]) -> list[Paid]:
    """Every claim and its subsidy."""
    had: Counter[object] = Counter()
    return [(row["claim_id"], _subsidy(row, had)) for row in sorted(rows, key=_claim)]


def _claim(row: Given) -> str:
    return str(row["claim_id"])


def _subsidy(row: Given, had: Counter[object]) -> Decimal:
    kind, category, person = row["kind"], row["category"], row["person_id"]
    if kind == "social_insurance":
        return _insurance(row)
    if kind == "training_living":
        return _D(30 * row["training_days"] if category in _TRAINED else 0)
    if kind == "training_travel":
        due = row["out_of_city"] and category in _TRAINED
        return _once(had, (kind, person), 300 if due else 0)
    if kind == "placement_poor":
        due = category == "poor_labour" and row["placed_months"] >= 6
        return _once(had, (kind, person, row["year"]), 200 if due else 0)
    due = category in _PLACED and row["placed_months"] >= 3
    return _once(had, (kind, person, row["year"]), 300 if due else 0)


def _once(had: Counter[object], purse: object, yuan: int) -> Decimal:
    if not yuan or had[purse]:
        return _D(0)
    had[purse] += 1
    return _D(yuan)


def _insurance(row: Given) -> Decimal:
    graduated, claimed = row["graduated_on"], row["claimed_on"]
    if not graduated <= claimed <= _two_years_later(graduated):
        return _D(0)
    months = min(row["months"], max(0, 36 - row["months_paid_before"]))
    share = row["contribution_yuan"] * 2 * months / (3 * row["months"])
    return _D(share).quantize(_D("0.01"), ROUND_HALF_UP)


def _two_years_later(day: date) -> date:
    leap = day.month == 2 and day.day == 29
    return date(day.year + 2, day.month, 28 if leap else day.day)
