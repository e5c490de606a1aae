"""The checker of bulletins (通报核对): does the arithmetic of somebody's bulletin hold?

Parts against totals, shares against counts, growth against both values, tables against text. No
Django, clock or network. What each code means and when it is silent: ``docs/check-bulletin.md``.
"""

from .engine import check_bulletin
from .findings import Code, Finding, Report, Severity, codes, to_json

__all__ = ["Code", "Finding", "Report", "Severity", "check_bulletin", "codes", "to_json"]
