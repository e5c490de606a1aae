"""Quantiles of Student's t (t 分布分位数): data with their source, `students_t.csv`.

One-sided 0.90, so that the interval between −t and t covers 0.80. Source: NIST/SEMATECH
e-Handbook of Statistical Methods, 1.3.6.7.2, Critical Values of the Student's t Distribution,
given there with three places; here with six, from the same definition (the tests integrate the
density up to each of them).
"""

import csv
from functools import cache
from importlib.resources import files


def quantile_90(degrees: int) -> float:
    """The 0.90 quantile for a number of degrees of freedom; above the table that of its end, which
    is larger than the true one by less than 0.01. Raises ValueError below 1.

    >>> round(quantile_90(2), 3)
    1.886
    """
    if degrees < 1:
        raise ValueError("no degrees of freedom")
    table = _table()
    return table[min(degrees, len(table)) - 1]


@cache
def _table() -> tuple[float, ...]:
    text = (files(__package__) / "students_t.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    if [int(row["df"]) for row in rows] != list(range(1, len(rows) + 1)):
        raise ValueError("students_t.csv: the degrees of freedom do not run from 1 on")
    return tuple(float(row["t90"]) for row in rows)
