"""Chapter 灵活就业: subsidies of persons, and loans with a guarantee."""

from .guarantees import ELIGIBILITY, LOSS_SHARING
from .subsidies import FLEXIBLE_EMPLOYMENT

SCHEMES = (FLEXIBLE_EMPLOYMENT, ELIGIBILITY, LOSS_SHARING)
