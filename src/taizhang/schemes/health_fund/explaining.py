"""The steps of a pool's year, as people read them."""

from collections.abc import Mapping
from decimal import Decimal

from ..parameters import Values
from ..types import Step
from ..wording import percent, yuan
from .pooling import PoolYear
from .sharing import PROPORTIONAL


def steps_of(found: PoolYear, values: Values) -> tuple[Step, ...]:
    """What went into and out of the pool, in the order of the clause."""
    adjust = values.source("reserve_sharing")
    return (
        _contribution(found, values),
        Step(
            "refill",
            "补齐风险金",
            f"上年度风险金为本统筹区调剂 {_yuan(found.refill)}",
            "上年度发生调剂的，本年度补齐",
            _yuan(found.refill),
            adjust,
        ),
        Step(
            "gap",
            "收支缺口",
            f"收入 {_yuan(found.income)} - 提取 {_yuan(found.contribution)}"
            f" - 补齐 {_yuan(found.refill)} = {_yuan(found.available)}；"
            f"支出 {_yuan(found.expenditure)}",
            "支出超过可用收入的部分",
            _yuan(found.gap),
            adjust,
        ),
        Step(
            "from_balance",
            "历年滚存结余弥补",
            f"年初结余 {_yuan(found.opening)}，缺口 {_yuan(found.gap)}",
            "缺口先由本统筹区历年滚存结余解决",
            _yuan(found.from_balance),
            adjust,
        ),
        _from_reserve(found, values),
        _from_finance(found, values),
        *_balances(found, adjust),
    )


def _contribution(found: PoolYear, values: Values) -> Step:
    share = percent(values.number("contribution_pct"))
    rule = f"首年按收入的 {share} 一次性提取，四舍五入到分"
    if not values.flag("contribution_once"):
        rule = f"每年按收入的 {share} 提取，四舍五入到分"
    elif not found.pays:
        rule = f"只在首年按收入的 {share} 一次性提取，以后年度不再提取"
    given = f"收入 {_yuan(found.income)}"
    source = values.source("contribution_pct")
    return Step("contribution", "提取风险金", given, rule, _yuan(found.contribution), source)


def _from_reserve(found: PoolYear, values: Values) -> Step:
    given = f"结余不能弥补 {_yuan(found.unmet)}"
    if found.unmet and found.excluded:
        rule = f"缺口的原因是“{_cause(found, values)}”，风险金不予调剂"
        source = values.source("excluded_causes")
    else:
        given += (
            f"；各统筹区共申请 {_yuan(found.asked_by_all)}，风险金有 {_yuan(found.reserve_full)}"
        )
        rule, source = _sharing(found, values), values.source("reserve_sharing")
    return Step("from_reserve", "风险金调剂", given, rule, _yuan(found.from_reserve), source)


def _from_finance(found: PoolYear, values: Values) -> Step:
    given = f"结余不能弥补 {_yuan(found.unmet)} - 风险金调剂 {_yuan(found.from_reserve)}"
    rule, source = "仍有缺口的，由当地财政补足", values.source("reserve_sharing")
    if found.unmet and found.excluded:
        rule, source = "风险金不予调剂的缺口，由当地财政负责解决", values.source("excluded_causes")
    return Step("from_finance", "当地财政补足", given, rule, _yuan(found.from_finance), source)


def _sharing(found: PoolYear, values: Values) -> str:
    if not found.unmet:
        return "没有未弥补的缺口，不需要调剂"
    if found.asked_by_all <= found.reserve_full:
        return "风险金足够，全额调剂"
    if values.text("reserve_sharing") == PROPORTIONAL:
        return "风险金不够，按申请额的比例分配，舍到分；余下的分逐一加给申请额大的（相同的按名称）"
    return "风险金不够，申请额大的（相同的按名称）先得，直到用完"


def _cause(found: PoolYear, values: Values) -> str:
    """The words of a numbered cause, or what was filled in."""
    causes = values.settings["excluded_causes"]
    assert isinstance(causes, Mapping)
    given = found.row.text("excluded_cause")
    return str(causes.get(given, given))


def _balances(found: PoolYear, source: str) -> tuple[Step, Step]:
    surplus = max(0, found.available - found.expenditure)
    drawn = found.reserve_full - found.reserve_after
    return (
        Step(
            "closing_balance",
            "年末滚存结余",
            f"年初 {_yuan(found.opening)} - 弥补 {_yuan(found.from_balance)}"
            f" + 当年结余 {_yuan(surplus)}",
            "当年结余分别记账，用于以后年度",
            _yuan(found.closing),
            source,
        ),
        Step(
            "reserve_after",
            "年末全市风险金",
            f"年初 {_yuan(found.reserve_before)} + 各统筹区提取和补齐"
            f" {_yuan(found.reserve_full - found.reserve_before)} - 调剂 {_yuan(drawn)}",
            "同一险种全市合计，两个险种不相互调剂",
            _yuan(found.reserve_after),
            source,
        ),
    )


def _yuan(cents: int) -> str:
    return yuan(Decimal(cents).scaleb(-2))
