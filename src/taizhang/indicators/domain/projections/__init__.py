"""Where a number will end (预计), and how honest that was. Pure: no Django, database or clock.

Floats inside, Decimals at the doors: a projection is an estimate and its fourth digit means
nothing; what is exact (values, shares of pace) stays Decimal elsewhere.
"""

from .curves import Curves, curves_of
from .honesty import Case, Honesty, are_narrow, judge_cases, replay_projections
from .outlook import Outlook, judge_outlook
from .projecting import project, project_curves, project_path
from .types import Approach, Figure, LeftOut, Projection, Reason

__all__ = [
    "Approach",
    "Case",
    "Curves",
    "Figure",
    "Honesty",
    "LeftOut",
    "Outlook",
    "Projection",
    "Reason",
    "are_narrow",
    "curves_of",
    "judge_cases",
    "judge_outlook",
    "project",
    "project_curves",
    "project_path",
    "replay_projections",
]
