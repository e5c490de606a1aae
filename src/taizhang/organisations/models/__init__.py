"""Regions, units, their names and the people who act for them."""

from .membership import Membership
from .region import Region
from .unit import Unit, UnitName

__all__ = ["Membership", "Region", "Unit", "UnitName"]
