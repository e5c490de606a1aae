"""Whether anything changed that dashboards rest on (数据戳): one query by indexes."""

from taizhang.indicators.domain.queries.statements import Statement

Stamp = tuple[int | None, ...]
_TABLES = (
    "ledger_event",
    "indicators_observation",
    "indicators_goalversion",
    "indicators_indicatorversion",
    "indicators_goalplan",
    "indicators_paceruleversion",
    "accounts_change",  # of people, units and regions
    "organisations_region",
)
_LAST = ", ".join(f"(SELECT max(id) FROM {table})" for table in _TABLES)  # noqa: S608
_STAMP = Statement(f"SELECT {_LAST}, (SELECT number FROM indicators_pacewriting)")  # noqa: S608


def data_stamp() -> Stamp:
    """Equal stamps: nothing was recorded and no pace written anew between them."""
    [row] = _STAMP.rows()
    return row
