"""The table of Student's t against the integral of its density."""

from math import exp, lgamma, pi, sqrt

import pytest

from taizhang.indicators.domain.projections.quantiles import quantile_90


def _probability_up_to(quantile: float, degrees: int) -> float:
    """0.5 and the integral of the density from 0, by Simpson's rule."""
    head = exp(lgamma((degrees + 1) / 2) - lgamma(degrees / 2)) / sqrt(degrees * pi)
    steps = 400
    width = quantile / steps
    heights = [(1 + (i * width) ** 2 / degrees) ** (-(degrees + 1) / 2) for i in range(steps + 1)]
    inner = 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
    return 0.5 + head * width / 3 * (heights[0] + inner + heights[-1])


@pytest.mark.parametrize("degrees", range(1, 121))
def test_each_quantile_has_nine_tenths_below_it(degrees: int) -> None:
    assert _probability_up_to(quantile_90(degrees), degrees) == pytest.approx(0.9, abs=2e-7)


def test_above_the_table_its_end_holds() -> None:
    assert quantile_90(500) == quantile_90(120)


def test_without_degrees_of_freedom_there_is_no_quantile() -> None:
    with pytest.raises(ValueError, match="degrees"):
        quantile_90(0)
