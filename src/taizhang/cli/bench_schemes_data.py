"""Made-up enterprises and claims for measuring: values on and beside every bound, and by chance."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl

STAR, CLAIMS = "star-enterprise-rating", "flexible-employment-subsidies"
DAY = date(2026, 7, 1)
_SEED = 20261123
_CENTS, _POINTS = pl.Decimal(20, 2), pl.Decimal(6, 1)
_REVENUES = (100, 500, 1_000, 2_000, 5_000, 10_000)  # bounds, in millions
_TAXES = (1, 3, 5, 10, 30, 50)
_GROWTHS = (0, 5, 10, 20, 30)
_FEW = (0, 0, 0, 0, 0, 1, 1, 2, 3, 12)
_COUNTS = [
    "platform_national",
    "platform_provincial",
    "platform_municipal",
    "award_national",
    "award_provincial",
    "invention_patents_valid",
    "other_patents_valid",
    "invention_patents_granted",
    "other_patents_granted",
    "green_national",
    "green_provincial",
    "green_municipal",
]
_OFTEN = ("registered_in_city", "above_scale")
_SOMETIMES = [
    "strategic_emerging",
    "high_tech",
    "smart_factory",
    "smart_workshop",
    "tech_upgrade_reported",
    "poverty_relief",
]
_SELDOM = [
    "safety_accident",
    "tax_evasion",
    "pollution",
    "statistics_violation",
    "land_violation",
    "serious_dishonesty",
    "wage_arrears",
    "social_insurance_arrears",
]
CHOICES: dict[str, tuple[str, ...]] = {
    "integration_level": ("", "certified", "national", "provincial", "municipal", "benchmarked"),
    "listing": ("", "main", "third_board", "fourth_board_trading", "fourth_board_display"),
    "tax_credit": ("", "A", "B", "M", "C", "D"),
    "quality_credit": ("", "AAA", "AA", "A"),
    "education_aid": ("", "municipal", "provincial", "national"),
    "disability_aid": ("", "municipal", "provincial", "national"),
    "disaster_commendation": ("", "municipal", "provincial", "national"),
}
_KINDS = [
    "social_insurance",
    "training_living",
    "training_travel",
    "placement_poor",
    "placement_agency",
]
_CATEGORIES = [
    "",
    "poor_labour",
    "hard_to_employ",
    "zero_job_family",
    "rural_two_posts",
    "urban_low_income",
    "poor_family_child",
    "final_year_graduate",
    "school_leaver",
    "rural_transfer",
    "registered_unemployed",
]


def write_enterprises(path: Path, rows: int) -> None:
    """So many enterprises as Parquet, money as decimals, the ids in no order."""
    random = Random(_SEED)  # noqa: S311 - test data
    ids = list(range(rows))
    random.shuffle(ids)
    columns = {
        "enterprise_id": pl.Series([f"Q{each:08d}" for each in ids]),
        "name": pl.Series([f"云岭第{each}厂" for each in ids]),
        "revenue_yuan": _money(random, rows, _REVENUES, 6_000_000_000),
        "tax_yuan": _money(random, rows, _TAXES, 60_000_000),
        "tax_growth_pct": _growths(random, rows),
        "quality_award_points": _chosen(random, rows, ["0", "2.5", "7", "8"]).cast(
            pl.Decimal(6, 1)
        ),
        "standard_points": _chosen(random, rows, ["0", "1.5", "3", "4"]).cast(pl.Decimal(6, 1)),
        "new_product_share_pct": _chosen(random, rows, ["0", "29.99", "30", "49.9", "50"]).cast(
            _CENTS
        ),
        "employees": _chosen(random, rows, [0, 80, 999, 1000, 1499, 1500, 2999, 3000, 9000]),
        **{name: _chosen(random, rows, _FEW) for name in _COUNTS},
        **{name: _flags(random, rows, 0.95) for name in _OFTEN},
        **{name: _flags(random, rows, 0.4) for name in _SOMETIMES},
        **{name: _flags(random, rows, 0.01) for name in _SELDOM},
        **{name: _chosen(random, rows, words) for name, words in CHOICES.items()},
    }
    pl.DataFrame(columns).write_parquet(path)


def write_claims(path: Path, rows: int) -> None:
    """So many claims of four fifths as many people as Parquet."""
    random = Random(_SEED)  # noqa: S311 - test data
    days = [date(2023, 1, 1) + timedelta(days=each) for each in range(1_000)]
    graduated = random.choices(days, k=rows)
    gaps = random.choices([0, 30, 365, 729, 730, 731, 900], k=rows)
    people = random.choices(range(max(1, rows * 4 // 5)), k=rows)
    columns = {
        "claim_id": pl.Series([f"S{each:08d}" for each in range(rows)]),
        "person_id": pl.Series([f"R{each:07d}" for each in people]),
        "kind": _chosen(random, rows, _KINDS),
        "year": _chosen(random, rows, [2024, 2025, 2026]),
        "months_paid_before": _chosen(random, rows, [0, 0, 6, 24, 30, 35, 36]),
        "months": _chosen(random, rows, [1, 3, 6, 7, 12]),
        "contribution_yuan": _money(random, rows, (), 20_000),
        "graduated_on": pl.Series(graduated),
        "claimed_on": pl.Series(
            [day + timedelta(days=gap) for day, gap in zip(graduated, gaps, strict=True)]
        ),
        "category": _chosen(random, rows, _CATEGORIES),
        "training_days": _chosen(random, rows, [0, 1, 10, 45]),
        "out_of_city": _flags(random, rows, 0.5),
        "placed_months": _chosen(random, rows, [0, 2, 3, 5, 6, 12]),
    }
    pl.DataFrame(columns).write_parquet(path)


def _money(random: Random, rows: int, millions: Sequence[int], most: int) -> pl.Series:
    """Amounts on and a cent beside every bound, the other half by chance up to `most` yuan."""
    beside = [bound * 100_000_000 + cents for bound in millions for cents in (-1, 0, 1)]
    chance = [random.randrange(most * 100) for _ in range(rows)]
    picked = random.choices(beside, k=rows) if beside else chance
    cents = [a if a % 2 and beside else b for a, b in zip(chance, picked, strict=True)]
    return pl.Series(cents, dtype=pl.Int64).cast(pl.Decimal(20, 0)).cast(_CENTS) / 100


def _growths(random: Random, rows: int) -> pl.Series:
    near = [f"{bound + step / 100:.2f}" for bound in _GROWTHS for step in (-1, 0, 1)]
    return _chosen(random, rows, near).cast(_CENTS)


def _chosen(random: Random, rows: int, values: Sequence[object]) -> pl.Series:
    return pl.Series(random.choices(values, k=rows))


def _flags(random: Random, rows: int, share: float) -> pl.Series:
    return pl.Series([random.random() < share for _ in range(rows)])
