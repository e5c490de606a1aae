"""From text to findings (核对): every check runs over the opened bulletin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..types import DecodedText
from .bulletin import Bulletin, open_bulletin
from .findings import Finding, Report
from .prose.apart import check_apart
from .prose.averages import check_averages
from .prose.behind import check_behind
from .prose.comparing import check_comparisons
from .prose.daily import check_daily
from .prose.growth import check_growth
from .prose.listing.counted import check_counts
from .prose.listing.ordering import check_order
from .prose.listing.parts import check_parts
from .prose.listing.views import check_views
from .prose.peers import check_peers
from .prose.periods import check_periods
from .prose.repeated import check_repeated
from .prose.sharing.ratios import check_ratios as check_shares_of_lists
from .prose.sharing.shares import check_shares
from .sheets.against_text import check_text
from .sheets.extremes import check_extremes
from .sheets.grid import Table, find_tables
from .sheets.ranks import check_ranks
from .sheets.ratios import check_ratios
from .sheets.share_columns import check_share_columns
from .sheets.totals import check_totals

Check = Callable[[Bulletin], Iterator[Finding]]
TableCheck = Callable[[Bulletin, Table], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_shares,
    check_shares_of_lists,
    check_parts,
    check_views,
    check_growth,
    check_behind,
    check_comparisons,
    check_peers,
    check_averages,
    check_apart,
    check_daily,
    check_counts,
    check_order,
    check_periods,
    check_repeated,
)
"""Checks of running text."""

TABLE_CHECKS: tuple[TableCheck, ...] = (
    check_totals,
    check_ratios,
    check_share_columns,
    check_ranks,
)
"""Checks of one table."""


def check_bulletin(text: str | DecodedText) -> Report:
    """Test the arithmetic of a bulletin (核对通报): findings in text order.

    Any text gives a report; what each code means and when it is silent: ``docs/check-bulletin.md``.

    >>> report = check_bulletin("共222项，其中进度正常162项，占72.9%。")
    >>> report.findings[0].code
    'share_cut'
    """
    bulletin = open_bulletin(text)
    found = dict.fromkeys(finding for check in CHECKS for finding in check(bulletin))
    tables = list(find_tables(bulletin))
    found.update(dict.fromkeys(check_text(bulletin, tables)))
    found.update(dict.fromkeys(check_extremes(bulletin, tables)))
    for table in tables:
        for table_check in TABLE_CHECKS:
            found.update(dict.fromkeys(table_check(bulletin, table)))
    return Report(tuple(sorted(found, key=lambda finding: (finding.span, finding.code))))
