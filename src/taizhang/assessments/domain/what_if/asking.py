"""The questions: other settings, a span of values, the firmness of a ranking (推演).

A page waits for the answer, so each question has a measure: rows times computations. A hundred
thousand enterprises take a tenth of a second a time as expressions; row by row in plain Python a
row takes fifty microseconds and more. Both limits are about three seconds.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from taizhang.schemes import values_for
from taizhang.schemes.running import compute_again
from taizhang.schemes.scheme import RowScheme
from taizhang.schemes.what_if import Comparison, Sensitivity, Sweep, compare, sensitivity, sweep

from ...models import SchemeRun
from ..errors import QuestionTooLargeError
from .kept import Kept

MOST_ROWS = 3_000_000
"""Rows times computations that a page waits for, of schemes over whole populations."""
MOST_ROWS_ONE_BY_ONE = 60_000
"""The same of schemes that go row by row."""


def compare_settings(kept: Kept, run: SchemeRun, changes: Mapping[str, str]) -> Comparison:
    """The kept result beside the one with other settings over those of the run.

    Raises:
        SchemeError: a setting that cannot be. QuestionTooLargeError.
    """
    _measure(kept, 1)
    values = values_for(kept.scheme, as_of=run.as_of, settings={**run.settings, **changes})
    return compare(kept.run, compute_again(kept.scheme, kept.table, values))


def sweep_values(kept: Kept, run: SchemeRun, path: str, values: Sequence[str]) -> Sweep:
    """The kept input computed for every value of one parameter.

    Raises:
        SchemeError: a value that cannot be. QuestionTooLargeError.
    """
    _measure(kept, len(values) + 1)
    return sweep(
        kept.scheme, kept.table, path=path, values=values, as_of=run.as_of, settings=run.settings
    )


def shake_ranking(kept: Kept, percent: int) -> Sensitivity:
    """How firm the kept ranking is; nothing is computed again.

    Raises:
        ComparisonError: it ranks by no points of criteria, or a percentage that cannot be.
    """
    return sensitivity(kept.run, percent=percent)


def _measure(kept: Kept, times: int) -> None:
    most = MOST_ROWS_ONE_BY_ONE if isinstance(kept.scheme, RowScheme) else MOST_ROWS
    if kept.rows * times <= most:
        return
    said = _(
        "这份表有 %(rows)d 行，要算 %(times)d 遍，网页上一次最多算 %(most)d 行。"
        "请减少取值，或者请管理员用命令 taizhang schemes what-if、taizhang schemes sweep 计算。"
    )
    raise QuestionTooLargeError(
        "question_too_large", said % {"rows": kept.rows, "times": times, "most": most}
    )
