"""What a single event pays by its own row: fixed amounts, by level, occurrence, count, claim."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ..parameters import Values
from ..types import Row, Step
from ..wording import yuan
from .kinds import Kind, Way, chinese, word_of

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Grant:
    """What an event pays in whole cents, why it pays nothing ("" when it pays), and the steps."""

    amount: Decimal
    reason: str
    steps: tuple[Step, ...]


def single(row: Row, kind: Kind, values: Values) -> Grant:
    """The grant of an event that depends on no other row."""
    step, amount, reason = _FOUND[kind.way](row, kind, values)
    steps: tuple[Step, ...] = (step,)
    for condition in (_first, _contract):
        asked = condition(row, kind, values)
        if asked:
            steps += (asked[0],)
            amount, reason = (amount, reason) if not asked[1] else (_NOTHING, asked[1])
    if amount == 0 and not reason:
        reason = f"“{kind.label}”这一档规定的奖补是 0 元"
    return Grant(amount, reason, steps)


_Found = tuple[Step, Decimal, str]


def _step(kind: Kind, given: str, rule: str, amount: Decimal, values: Values) -> Step:
    source = values.source(kind.amount)
    return Step("amount", f"{kind.label}：奖补金额", given, rule, yuan(amount), source)


def _flat(row: Row, kind: Kind, values: Values) -> _Found:
    amount = values.number(kind.amount)
    return _step(kind, kind.label, f"每项 {yuan(amount)}", amount, values), amount, ""


def _by_level(row: Row, kind: Kind, values: Values) -> _Found:
    level = word_of(row, "level")
    amount = values.map(kind.amount)[level]
    word = chinese("level", level)
    every = "一年" if kind.way is Way.BY_CLASS else ""
    return _step(kind, word, f"{word}{every} {yuan(amount)}", amount, values), amount, ""


def _by_occurrence(row: Row, kind: Kind, values: Values) -> _Found:
    """A third recognition in a row is a repeated one and something on top."""
    paid = values.map(kind.amount)
    occurrence = word_of(row, "occurrence")
    amount, rule = paid[occurrence], f"{chinese('occurrence', occurrence)}认定 {{}}"
    if occurrence == "third":
        rule = f"重新认定 {yuan(paid['again'])}，连续三次认定再给 {yuan(amount)}，共 {{}}"
        amount += paid["again"]
    given = f"{chinese('occurrence', occurrence)}认定"
    return _step(kind, given, rule.format(yuan(amount)), amount, values), amount, ""


def _by_count(row: Row, kind: Kind, values: Values) -> _Found:
    each, count = values.number(kind.amount), row.count("count")
    reason = "产品数量是 0" if count == 0 else ""
    step = _step(kind, f"{count} 项产品", f"每项 {yuan(each)}", each * count, values)
    return step, each * count, reason


def _up_to(row: Row, kind: Kind, values: Values) -> _Found:
    asked, most = row.number("amount_yuan"), values.number(kind.amount)
    reason = "申报金额是 0 元" if asked == 0 else ""
    capped = "，超过上限，按上限" if asked > most else ""
    rule = f"按申报金额，最高 {yuan(most)}{capped}"
    amount = min(asked, most)
    return _step(kind, f"申报 {yuan(asked)}", rule, amount, values), amount, reason


_FOUND: dict[Way, Callable[[Row, Kind, Values], _Found]] = {
    Way.FLAT: _flat,
    Way.BY_LEVEL: _by_level,
    Way.BY_CLASS: _by_level,
    Way.BY_OCCURRENCE: _by_occurrence,
    Way.BY_COUNT: _by_count,
    Way.UP_TO: _up_to,
}


def _first(row: Row, kind: Kind, values: Values) -> tuple[Step, str] | None:
    """Some kinds pay only for the first recognition; a reason where this is another one."""
    if not kind.first_only:
        return None
    occurrence = word_of(row, "occurrence")
    word = chinese("occurrence", occurrence)
    reason = "" if occurrence == "first" else f"只奖首次认定（获批），这是{word}认定"
    points = "不奖补" if reason else "符合"
    source = values.source(kind.amount)
    return Step("first", "首次认定", word, "只奖首次认定（获批）", points, source), reason


def _contract(row: Row, kind: Kind, values: Values) -> tuple[Step, str] | None:
    """Talents need a contract of so many years; a reason where it is shorter."""
    if kind.way is not Way.BY_CLASS:
        return None
    years, least = row.count("contract_years"), values.count("talent_contract_years")
    rule = f"工作合同 {least} 年以上（含 {least} 年）"
    reason = f"工作合同 {years} 年，不足 {least} 年" if years < least else ""
    points = "不发放" if reason else "符合"
    source = values.source("talent_contract_years")
    return Step("contract", "合同年限", f"{years} 年", rule, points, source), reason
