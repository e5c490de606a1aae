"""The names that words may use, and what each is (模板词汇). `checking` holds templates to it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word or a figure."""


@dataclass(frozen=True, slots=True)
class Names:
    """Named values."""

    of: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListOf:
    """Rows of the same names."""

    row: Names


LEAF = Leaf()
CLASS_NAMES = ("behind", "on_pace", "ahead", "done", "unknown")
TASK_NAMES = ("total", "closed", "on_time", "late", "open", "overdue", "waiting")
UNLIT = "unlit"  # in place of a colour: no light was recorded
RATE_NAMES = ("on_time", "first_on_time", "extended", "returned", "reopened")


def _leaves(*names: str) -> Names:
    return Names(dict.fromkeys(names, LEAF))


_COUNTED = _leaves("name", "total", *CLASS_NAMES, "share")
_ITEM = _leaves(
    *("indicator", "goal", "title", "value", "needed", "gap", "lead", "names", "deadline"),
    *("said", "said_on", "said_how"),
)
WORDS = Names(
    {
        "n": Names(
            {
                **_leaves("period", "year", "day", "starts", "ends", "is_over").of,
                **_leaves("office", "region", "is_city", "seal").of,
                **_leaves("total", *CLASS_NAMES, "good", "good_share", "adds_up").of,
                **_leaves(*(f"{name}_share" for name in CLASS_NAMES)).of,
                **_leaves("warnings", "answer_by", "silent_total", "unlit", "worst_shown").of,
                "tasks": _leaves(*TASK_NAMES, "closed_share"),
                "rates": _leaves(
                    *RATE_NAMES,
                    *(f"{name}_of" for name in RATE_NAMES),
                    *(f"{name}_share" for name in RATE_NAMES),
                    *("late", "median", "counted"),
                ),
                "lights": ListOf(_leaves("name", "count")),
                "offices": ListOf(_COUNTED),
                "offices_behind": ListOf(_COUNTED),
                "offices_unknown": ListOf(_COUNTED),
                "places": ListOf(_COUNTED),
                "places_behind": ListOf(_COUNTED),
                "places_unknown": ListOf(_COUNTED),
                "worst": ListOf(_ITEM),
                "best": ListOf(_ITEM),
                "silent": ListOf(_leaves("name", "tasks")),
                "named": ListOf(_leaves("name", "reason")),
                "change": Names(
                    {
                        **_leaves("number", "day", "total", *CLASS_NAMES).of,
                        **_leaves("newly_behind", "recovered", "asked", "answered").of,
                        "unanswered": ListOf(_leaves("name")),
                    }
                ),
            }
        )
    }
)
LOOP = _leaves("first", "last", "counter")
