"""Pace of numbers (进度) in plain Python: exact, without Django, database or clock.

>>> from datetime import date
>>> from decimal import Decimal
>>> goal = Goal(">=", Decimal(140), date(2026, 12, 31))
>>> seen = Observation(Decimal(62), date(2026, 6, 30))
>>> found = pace_of(goal, seen, date(2026, 6, 30), tolerance_pct=Decimal(5), stale_days=45)
>>> found.pace.value, half_up(found.needed, 1), half_up(found.gap, 1), found.lag_pct
('behind', Decimal('69.4'), Decimal('7.4'), Decimal('5.3033'))
"""

from .goals import Goal, Observation, is_met
from .reckoning import PaceFound, pace_of
from .rounding import half_up
from .shares import DueShare, LastYear, line_share, plan_share, season_share
from .words import MethodWord, PaceWord, ReasonWord

__all__ = [
    "DueShare",
    "Goal",
    "LastYear",
    "MethodWord",
    "Observation",
    "PaceFound",
    "PaceWord",
    "ReasonWord",
    "half_up",
    "is_met",
    "line_share",
    "pace_of",
    "plan_share",
    "season_share",
]
