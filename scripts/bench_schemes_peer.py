"""The star rating written for OpenFisca-Core; run by `bench_schemes.py` with a Python of its own.

`bench_schemes_peer.py FOLDER` reads one binary file a column, computes every enterprise at once,
writes the answers beside them and prints seconds and memory as JSON. Variables are 32-bit floats,
as OpenFisca keeps them; the ranking, for which it has no word, sorts the whole vector inside a
formula.
"""

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2026"
FIRM = build_entity(key="firm", plural="firms", label="", is_person=True)
REVENUE = ([1e8, 5e8, 1e9, 2e9, 5e9, 1e10], [0, 1, 2, 4, 6, 8, 10])
TAX = ([1e6, 3e6, 5e6, 1e7, 3e7, 5e7], [0, 2, 3, 5, 10, 15, 20])
GROWTH = ([0, 5, 10, 20, 30], [0, 2, 4, 6, 8, 10])
SHARE = ([30, 50], [0, 1, 2])
# By the place of the word in the list, none first.
INTEGRATION, LISTING = [0, 5, 4, 3, 2, 1], [0, 5, 4, 2, 1]
TAX_CREDIT, QUALITY_CREDIT = [0, 2, 1, 0, 0, 0], [0, 3, 2, 1]
AID, DISASTER = [0, 0.5, 1, 1], [0, 1, 2, 3]
STARS = ([10.5, 30.5, 60.5, 100.5, 150.5], [5, 4, 3, 2, 1, 0])
BAD = (
    "safety_accident",
    "tax_evasion",
    "pollution",
    "statistics_violation",
    "land_violation",
    "serious_dishonesty",
    "wage_arrears",
    "social_insurance_arrears",
)


def variable(name, kind, formula=None):
    """A variable of a year, given or computed."""
    body = {"value_type": kind, "entity": FIRM, "definition_period": DateUnit.YEAR, "label": name}
    if formula:
        body["formula"] = formula
    return type(name, (Variable,), body)


def by_bounds(value, table):
    """The points of the bracket, bounds included."""
    bounds, points = table
    return np.array(points, np.float32)[np.searchsorted(np.array(bounds), value, side="right")]


def word(points, at):
    """The points of a word by its place."""
    return np.array(points, np.float32)[at]


def eligible(firm, period):
    """Registered here, above scale, revenue of a hundred million, no bad mark."""
    clean = ~np.any([firm(name, period) for name in BAD], axis=0)
    here = firm("registered_in_city", period) & firm("above_scale", period)
    return here & clean & (firm("revenue_yuan", period) >= 1e8)


def economy(firm, period):
    """一、规模效益."""
    return (
        by_bounds(firm("revenue_yuan", period), REVENUE)
        + by_bounds(firm("tax_yuan", period), TAX)
        + by_bounds(firm("tax_growth_pct", period), GROWTH)
    )


def innovation(firm, period):
    """二、创新发展."""
    get = lambda name: firm(name, period)  # noqa: E731
    platforms = (
        4 * (get("platform_national") > 0)
        + 3 * (get("platform_provincial") > 0)
        + 2 * (get("platform_municipal") > 0)
    )
    valid = 0.5 * get("invention_patents_valid") + 0.2 * get("other_patents_valid")
    granted = get("invention_patents_granted") + 0.05 * get("other_patents_granted")
    green = 5 * get("green_national") + 3 * get("green_provincial") + get("green_municipal")
    return (
        np.minimum(7, get("quality_award_points"))
        + np.minimum(3, get("standard_points"))
        + np.minimum(5, platforms)
        + 2 * get("strategic_emerging")
        + get("high_tech")
        + by_bounds(get("new_product_share_pct"), SHARE)
        + np.minimum(5, 4 * get("award_national") + get("award_provincial"))
        + np.minimum(3, valid)
        + np.minimum(2, granted)
        + word(INTEGRATION, get("integration_level"))
        + np.minimum(5, 5 * get("smart_factory") + 3 * get("smart_workshop"))
        + np.minimum(5, green)
        + 5 * get("tech_upgrade_reported")
        + word(LISTING, get("listing"))
    )


def credit(firm, period):
    """三、社会信用."""
    tax = word(TAX_CREDIT, firm("tax_credit", period))
    return tax + word(QUALITY_CREDIT, firm("quality_credit", period))


def bonus(firm, period):
    """加分项."""
    staff = firm("employees", period)
    steps = 1 + 0.5 * ((staff - 1000) // 500)
    return (
        np.where(staff >= 1000, np.minimum(3, steps), 0)
        + word(AID, firm("education_aid", period))
        + word(AID, firm("disability_aid", period))
        + word(DISASTER, firm("disaster_commendation", period))
        + 2 * firm("poverty_relief", period)
    )


def total(firm, period):
    """Base and bonus of who may take part."""
    parts = sum(firm(name, period) for name in ("economy", "innovation", "credit", "bonus"))
    return np.where(firm("eligible", period), parts, 0)


def rank(firm, period):
    """Places in the total order of who may take part; 0 for the others."""
    keys = [firm("place", period)]
    keys += [-firm(name, period) for name in ("revenue_yuan", "tax_yuan", "total")]
    order = np.lexsort([*keys, ~firm("eligible", period)])
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(1, len(order) + 1)
    return np.where(firm("eligible", period), places, 0)


def star(firm, period):
    """Five to none by place."""
    places = firm("rank", period)
    return np.where(places > 0, by_bounds(places, STARS), 0)


FORMULAS = {
    eligible: bool,
    economy: float,
    innovation: float,
    credit: float,
    bonus: float,
    total: float,
    rank: int,
    star: int,
}
FLAGS = (
    *("registered_in_city", "above_scale", "strategic_emerging", "high_tech", "smart_factory"),
    *("smart_workshop", "tech_upgrade_reported", "poverty_relief", *BAD),
)


def main():
    """Read, compute, answer."""
    folder = Path(sys.argv[1])
    given = {
        path.stem: np.fromfile(path, np.float64 if path.suffix == ".d" else np.int64)
        for path in [*folder.glob("*.d"), *folder.glob("*.q")]
    }
    began, processor = time.perf_counter(), time.process_time()
    found = compute(given)
    answer = {
        "version": version("openfisca-core"),
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - processor,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    for name, values in found.items():
        wide = np.float64 if name == "total" else np.int64
        values.astype(wide).tofile(folder / f"{name}.answer")
    sys.stdout.write(json.dumps(answer))


def compute(given):
    """The answers of a simulation of all enterprises."""
    system = TaxBenefitSystem([FIRM])
    for name, values in given.items():
        kind = bool if name in FLAGS else float if values.dtype == np.float64 else int
        system.add_variable(variable(name, kind))
    for formula, kind in FORMULAS.items():
        system.add_variable(variable(formula.__name__, kind, formula))
    simulation = SimulationBuilder().build_default_simulation(system, len(given["place"]))
    for name, values in given.items():
        simulation.set_input(name, PERIOD, values)
    return {
        name: simulation.calculate(name, PERIOD) for name in ("total", "eligible", "rank", "star")
    }


if __name__ == "__main__":
    main()
