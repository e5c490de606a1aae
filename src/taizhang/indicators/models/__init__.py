"""What the room keeps: indicators, their series and figures, goals, pace, warnings."""

from .goal import GoalPace, GoalPlan, GoalVersion, PaceWriting, PlanNode, SeriesGoal
from .indicator import Indicator, IndicatorVersion, Series
from .link import UnmeasuredTarget
from .observation import Observation, Submission
from .outlook import GoalOutlook
from .rule import PaceRuleVersion
from .turned_out import SeriesHonesty
from .warning import EarlyWarning, WarningAct, WarningRuleVersion

__all__ = [
    "GoalOutlook",
    "GoalPace",
    "GoalPlan",
    "GoalVersion",
    "Indicator",
    "IndicatorVersion",
    "Observation",
    "PaceRuleVersion",
    "PaceWriting",
    "PlanNode",
    "Series",
    "SeriesGoal",
    "SeriesHonesty",
    "Submission",
    "UnmeasuredTarget",
    "EarlyWarning",
    "WarningAct",
    "WarningRuleVersion",
]
