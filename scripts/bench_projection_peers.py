"""What statsmodels forecasts for the end of a year: run by `bench_projections.py`.

Runs in an environment of its own (`requirements-peers.txt`); the product never imports it. Reads
`[{"months": [...], "ahead": n}]` from standard input, months one by one, and writes of each tool
`{"said": [[value, low, high], ...], "seconds": s}`: the sum of the months of the last year, known
and to come. Intervals cover 80 % of 500 simulated paths. [0, 0, 0]: nothing was forecast.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.statespace.sarimax import SARIMAX

PATHS = 500
Paths = Callable[[np.ndarray, int], np.ndarray]  # months, how many ahead -> (ahead, paths)


def ets_paths(months: np.ndarray, ahead: int) -> np.ndarray:
    """ETS(M,A,M): multiplicative season and errors, additive trend."""
    model = ETSModel(months, error="mul", trend="add", seasonal="mul", seasonal_periods=12)
    fitted = model.fit(disp=False, maxiter=200)
    return fitted.simulate(ahead, anchor="end", repetitions=PATHS, rng=1)


def arima_paths(months: np.ndarray, ahead: int) -> np.ndarray:
    """The airline model, ARIMA(0,1,1)(0,1,1)12, of the logarithms."""
    model = SARIMAX(np.log(months), order=(0, 1, 1), seasonal_order=(0, 1, 1, 12))
    fitted = model.fit(disp=False, maxiter=50)
    paths = fitted.simulate(ahead, anchor="end", repetitions=PATHS, rng=1)
    return np.exp(np.asarray(paths).reshape(ahead, PATHS))


TOOLS: dict[str, Paths] = {"ETS(M,A,M)": ets_paths, "ARIMA(0,1,1)(0,1,1)₁₂": arima_paths}


def forecast(paths_of: Paths, months: list[float], ahead: int) -> list[float]:
    """Middle and interval of the year's sum; zeros where the model cannot be fitted."""
    known = sum(months[len(months) - (12 - ahead) :])
    try:
        paths = np.asarray(paths_of(np.asarray(months), ahead)).reshape(ahead, PATHS)
    except (ValueError, np.linalg.LinAlgError, IndexError):
        return [0.0, 0.0, 0.0]
    sums = known + paths.sum(axis=0)
    low, middle, high = np.quantile(sums, [0.1, 0.5, 0.9])
    return [float(middle), float(low), float(high)]


def main() -> None:
    """Answer for every case with every tool."""
    warnings.simplefilter("ignore")
    cases = json.load(sys.stdin)
    answers = {}
    for name, paths_of in TOOLS.items():
        began = time.perf_counter()
        said = [forecast(paths_of, case["months"], case["ahead"]) for case in cases]
        answers[name] = {"said": said, "seconds": time.perf_counter() - began}
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
