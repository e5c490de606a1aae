"""灵活就业补贴: what each claim is paid, over all claims at once."""

import narwhals as nw
import polars as pl

from ..definitions import read_definition
from ..exact import integer
from ..parameters import Values
from ..population import Forbidden, Frame, PopulationScheme
from ..reading import LINE
from ..scheme import STEP_COLUMNS
from .conditions import NO, YES, Once, Subsidy, by_kind, text, yuan_text
from .insurance import with_insurance
from .kinds import subsidies_of

NAME = "flexible-employment-subsidies"
_DEFINITION = read_definition(__package__ or "", NAME)
_FULFILLED, _PURSE, _PURSE_YEAR = "__fulfilled__", "__purse__", "__purse_year__"
_TURN, _FIRST = "__turn__", "__first__"
_PLACEMENTS = ("placement_poor", "placement_agency")


def score(frame: Frame, values: Values) -> Frame:
    """Add `subsidy_yuan` (cents) and `reason` to typed claims."""
    kinds = _kinds(values)
    frame = _with_turns(with_insurance(frame, values), kinds)
    amounts = {kind.kind: kind.amount for kind in kinds}
    paid = nw.when(_paid(kinds)).then(by_kind(kinds, amounts, integer(0))).otherwise(integer(0))
    frame = frame.with_columns(paid.alias("subsidy_yuan"))
    return frame.with_columns(_reason(kinds).alias("reason"))


def _kinds(values: Values) -> tuple[Subsidy, ...]:
    return subsidies_of(values, _DEFINITION.column("category"))


def _with_turns(frame: Frame, kinds: tuple[Subsidy, ...]) -> Frame:
    """Add which of a person's claims that share the times this is, and which was the first.

    Only claims that fulfil every condition take a turn, in the order of their ids.
    """
    purses = {k.kind: nw.lit(k.once.purse) for k in kinds if k.once}
    yearly = {k.kind: nw.col("year") for k in kinds if k.once and k.once.yearly}
    fulfilled = {k.kind: k.fulfilled for k in kinds}
    frame = frame.with_columns(
        by_kind(kinds, fulfilled, nw.lit(False)).alias(_FULFILLED),
        by_kind(kinds, purses, nw.lit("")).alias(_PURSE),
        by_kind(kinds, yearly, integer(0)).alias(_PURSE_YEAR),
    )
    own = ("person_id", _PURSE, _PURSE_YEAR)
    turn = nw.when(nw.col(_FULFILLED)).then(integer(1)).otherwise(integer(0))
    mine = nw.when(nw.col(_FULFILLED)).then(nw.col("claim_id"))
    return frame.with_columns(turn.alias(_TURN), mine.alias(_FIRST)).with_columns(
        nw.col(_TURN).cum_sum().over(*own, order_by="claim_id"),
        nw.col(_FIRST).min().over(*own),
    )


def _paid(kinds: tuple[Subsidy, ...]) -> nw.Expr:
    in_turn = {k.kind: _in_turn(k.once) for k in kinds if k.once}
    return nw.col(_FULFILLED) & by_kind(kinds, in_turn, nw.lit(True))


def _in_turn(once: Once) -> nw.Expr:
    return nw.col(_TURN) <= integer(once.times)


def _reason(kinds: tuple[Subsidy, ...]) -> nw.Expr:
    """Why nothing or less is paid; "" where all is paid."""
    reasons = [reason for kind in kinds for reason in _reasons(kind)]
    return nw.concat_str(reasons, separator="；", ignore_nulls=True)


def _reasons(kind: Subsidy) -> list[nw.Expr]:
    """Reasons of one kind, null where they do not apply."""
    found: list[nw.Expr] = [
        nw.when(kind.claimed & ~c.holds).then(c.missing) for c in kind.conditions
    ]
    due = fulfilled = kind.claimed & nw.col(_FULFILLED)
    if kind.once:
        found.append(nw.when(due & ~_in_turn(kind.once)).then(_had(kind.once)))
        due = due & _in_turn(kind.once)
    found.append(nw.when(due & (nw.col("subsidy_yuan") == 0)).then(nw.lit(kind.nothing)))
    if kind.less is not None:
        found.append(nw.when(fulfilled).then(kind.less))
    return found


def _had(once: Once) -> nw.Expr:
    return text(f"{once.rule}，本人已享受（最早是申领 ", nw.col(_FIRST), "）")


def explain(scored: pl.DataFrame, values: Values) -> list[pl.DataFrame]:
    """The conditions of each claim's kind, how often it may be paid, the amount."""
    frame = nw.from_native(scored, eager_only=True)
    return [part.to_native() for kind in _kinds(values) for part in _explained(frame, kind)]


def _explained(
    frame: nw.DataFrame[pl.DataFrame], kind: Subsidy
) -> list[nw.DataFrame[pl.DataFrame]]:
    claims = frame.filter(kind.claimed)
    parts = [
        _steps(
            claims,
            criterion=text(c.criterion),
            label=text(c.label),
            input=c.given,
            rule=c.rule,
            points=nw.when(c.holds).then(nw.lit(YES)).otherwise(nw.lit(NO)),
            source=text(c.source),
        )
        for c in kind.conditions
    ]
    if kind.once:
        parts.append(_steps(claims, **_turn_step(kind.once)))
    return [*parts, _steps(claims, **_amount_step(kind))]


def _turn_step(once: Once) -> dict[str, nw.Expr]:
    due = nw.col(_FULFILLED)
    period = text("本人 ", nw.col("year"), " 年") if once.yearly else text("本人")
    nth = text("符合条件的申领按编号排，这是第 ", nw.col(_TURN), " 件，最早是 ", nw.col(_FIRST))
    in_turn = nw.when(_in_turn(once)).then(nw.lit(YES)).otherwise(nw.lit("已享受"))
    return {
        "criterion": text("once"),
        "label": text("享受次数"),
        "input": nw.when(due)
        .then(text(period, nth))
        .otherwise(nw.lit("不符合前面的条件，不占次数")),
        "rule": text(once.rule),
        "points": nw.when(due).then(in_turn).otherwise(nw.lit("不计")),
        "source": text(once.source),
    }


def _amount_step(kind: Subsidy) -> dict[str, nw.Expr]:
    why = text(kind.rule, "；", nw.col("reason"))
    return {
        "criterion": text("subsidy_yuan"),
        "label": text("补贴金额"),
        "input": kind.given,
        "rule": nw.when(nw.col("reason") == nw.lit("")).then(kind.rule).otherwise(why),
        "points": yuan_text(nw.col("subsidy_yuan")),
        "source": text(kind.source),
    }


def _steps(claims: nw.DataFrame[pl.DataFrame], **step: nw.Expr) -> nw.DataFrame[pl.DataFrame]:
    found = claims.with_columns(subject=nw.col("claim_id"), **step)
    return found.select(LINE, *STEP_COLUMNS)


def _forbidden() -> tuple[Forbidden, ...]:
    """What a claim's kind needs and does not have."""
    insured = pl.col("kind") == "social_insurance"
    months = "缴费月数是 0，算不出每月的补贴，请填写。"
    return (
        Forbidden("months", insured & (pl.col("months") == 0), months),
        Forbidden("contribution_yuan", insured, "社会保险补贴必须填写。", empty=True),
        Forbidden("graduated_on", insured, "社会保险补贴必须填写。", empty=True),
        Forbidden("claimed_on", insured, "社会保险补贴必须填写。", empty=True),
        Forbidden("year", pl.col("kind").is_in(_PLACEMENTS), "这种补贴必须填写。", empty=True),
    )


FLEXIBLE_EMPLOYMENT = PopulationScheme(_DEFINITION, score, explain, forbidden=_forbidden())
