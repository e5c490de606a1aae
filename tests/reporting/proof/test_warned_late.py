"""A night's run of warnings that ends after a bulletin was drafted is not in that bulletin."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from reporting.bulletins.cities import HALF
from reporting.proof.later_acts import NOON
from taizhang.indicators.domain.linking import link_target
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.types import FigureInput, LinkInput
from taizhang.indicators.domain.warnings import evaluate_warnings
from taizhang.indicators.enums import Source, Way
from taizhang.reporting.domain.figures.gathering import gather


def test_what_a_run_writes_after_the_moment_is_not_known_at_it(city, make_series, officer):
    task, series = city.start(city.task(("甲", ">=", 100))), make_series("甲")
    link_target(task, LinkInput(1, series.pk), actor=officer, as_of=NOON)
    row = FigureInput(series.pk, date(2024, 6, 30), Decimal(1))
    record_observations([row], source=Source.OFFICE, way=Way.PAGE, actor=officer, as_of=NOON)
    drafted = timezone.now()
    assert evaluate_warnings(as_of=NOON).raised > 0  # it began before, it ends after
    assert gather(HALF, as_of=drafted)["warnings"] == 0
    assert gather(HALF, as_of=timezone.now() + timedelta(seconds=1))["warnings"] > 0
