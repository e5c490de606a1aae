"""Series and figures of the past, as the tests of what comes in have them."""

from indicators.intake.conftest import as_person, at, make_series, record  # noqa: F401 - fixtures
