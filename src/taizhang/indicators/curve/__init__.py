"""The curve of a series against a goal (指标曲线): its points, its chart, the table behind it."""

from .describing import describe_curve
from .option import curve_option, history_option
from .points import Curve, Point, Window, curve_of, curve_window, points_between
from .scaling import draw_curve, draw_points
from .table import CurveTable, curve_table, history_table

__all__ = [
    "Curve",
    "CurveTable",
    "Point",
    "Window",
    "curve_of",
    "curve_option",
    "curve_table",
    "curve_window",
    "describe_curve",
    "draw_curve",
    "draw_points",
    "history_option",
    "history_table",
    "points_between",
]
