"""The curve of a series against a goal (指标曲线): its points, its chart, the table behind it."""

from .describing import describe_curve
from .option import curve_option, history_option
from .points import Curve, Window, curve_of, curve_window, points_between
from .table import CurveTable, curve_table, history_table

__all__ = [
    "Curve",
    "CurveTable",
    "Window",
    "curve_of",
    "curve_option",
    "curve_table",
    "curve_window",
    "describe_curve",
    "history_option",
    "history_table",
    "points_between",
]
