"""Whether two printed measures are the same one (计量单位比对)."""

import unicodedata

POINTS = "个百分点"
_SAME = {
    "百分比": "%",
    "百分点": POINTS,
    "㎡": "平方米",
    "m2": "平方米",
    "km": "公里",
    "千米": "公里",
}


def fold_measure(unit: str) -> str:
    """The measure without width, blanks and spellings that mean the same."""
    folded = "".join(unicodedata.normalize("NFKC", unit).split()).lower()
    return _SAME.get(folded, folded)


def same_measure(first: str, second: str) -> bool:
    """Whether figures in both can be compared as they are."""
    return fold_measure(first) == fold_measure(second)


def is_points_of(goal_unit: str, unit: str) -> bool:
    """Whether the goal is a change in percentage points (个百分点) of an indicator in percent."""
    return fold_measure(goal_unit) == POINTS and fold_measure(unit) == "%"
