"""What each chapter says it pays to a single subject, and what for (pays.yaml, purposes.yaml).

In `pays.yaml` of a chapter, by scheme:

- `subject`: the column that names who is paid; `form`: see `Form`; `amount`, `reason`: columns of
  the result; `holds`: instead of an amount, the column that says yes;
- `given_by`: a column of the input whose value, a fact, says which way is meant; `tried`: one
  whose every value is tried; neither: there is one way, "";
- `facts`: columns that facts call otherwise than the scheme; `left_out`: columns that decide
  nothing for a single subject;
- `ways`: per way its purpose, the parameter whose clause pays, the columns it `needs`, whether it
  is `ranked` among a whole population; `bounds`: the columns that are held against a least value,
  and its parameter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..parameters import Source
from ..registry import schemes
from ..scheme import Scheme


class Form(Enum):
    """What a subject gets: money, a loan or own money up to an amount, or a qualification."""

    GRANT = "grant"
    LOAN = "loan"
    WITHDRAWAL = "withdrawal"
    QUALIFICATION = "qualification"


FORM_WORDS = {
    Form.GRANT: "发放",
    Form.LOAN: "可贷",
    Form.WITHDRAWAL: "可提取",
    Form.QUALIFICATION: "资格",
}


class Decision(Enum):
    """What a clause says of several payments for the same purpose."""

    TOGETHER = "together"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a clause says about a policy that no scheme computes."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is paid for (用途); `decision` None: none decides, `undecided` says what is open."""

    code: str
    label: str
    decision: Decision | None
    rule: str
    undecided: str
    about: Source | None
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a scheme pays (给付项目): a kind of event or claim, or the only one, ""."""

    code: str
    purpose: Purpose
    parameter: str
    needs: tuple[str, ...]
    bounds: Mapping[str, str]
    ranked: bool


@dataclass(frozen=True)
class Paying:
    """A scheme that pays single subjects; the words of `declared`."""

    scheme: Scheme
    subject: str
    form: Form
    amount: str
    holds: str
    reason: str
    given_by: str
    tried: str
    left_out: frozenset[str]
    facts: Mapping[str, Mapping[str, str]]
    ways: Mapping[str, Way]

    def way_label(self, code: str) -> str:
        """The Chinese word of a way; the scheme's title where it has only one."""
        column = self.given_by or self.tried
        definition = self.scheme.definition
        return definition.column(column).choices[code] if column else definition.title


@cache
def purposes() -> dict[str, Purpose]:
    """Every purpose by its code."""
    return {code: _purpose(code, given) for code, given in _read(__package__, "purposes").items()}


@cache
def paying_schemes() -> tuple[Paying, ...]:
    """The schemes that pay single subjects, in the order of the chapters."""
    found = []
    for scheme in schemes().values():
        if (files(scheme.definition.package) / "pays.yaml").is_file():
            given = _read(scheme.definition.package, "pays").get(scheme.name)
            found += [_paying(scheme, given)] if given else []
    return tuple(found)


def _read(package: str, name: str) -> dict[str, Any]:
    text = (files(package) / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    return found


def _source(given: Mapping[str, Any]) -> Source:
    phrases = tuple(given["phrases"])
    return Source(given["document"], given["clause"], given.get("part", ""), phrases)


def _purpose(code: str, given: Mapping[str, Any]) -> Purpose:
    return Purpose(
        code=code,
        label=given["label"],
        decision=Decision(given["decides"]) if "decides" in given else None,
        rule=given.get("rule", ""),
        undecided=given.get("undecided", ""),
        about=_source(given["about"]) if "about" in given else None,
        beside=tuple(Beside(b["text"], _source(b["source"])) for b in given.get("beside", ())),
    )


def _paying(scheme: Scheme, given: Mapping[str, Any]) -> Paying:
    bounds = given.get("bounds", {})
    return Paying(
        scheme=scheme,
        subject=given["subject"],
        form=Form(given["form"]),
        amount=given.get("amount", ""),
        holds=given.get("holds", ""),
        reason=given.get("reason", ""),
        given_by=given.get("given_by", ""),
        tried=given.get("tried", ""),
        left_out=frozenset(given.get("left_out", ())),
        facts=given.get("facts", {}),
        ways={code: _way(code, way, bounds) for code, way in given["ways"].items()},
    )


def _way(code: str, given: Mapping[str, Any], bounds: Mapping[str, str]) -> Way:
    return Way(
        code=code,
        purpose=purposes()[given["purpose"]],
        parameter=given["parameter"],
        needs=tuple(given.get("needs", ())),
        bounds={**bounds, **given.get("bounds", {})},
        ranked=given.get("ranked") == "true",
    )
