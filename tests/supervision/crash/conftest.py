"""Meetings, and units found by every way their names are printed, as the intake's tests have."""

from supervision.intake.conftest import make_meeting, make_unit  # noqa: F401 - fixtures
