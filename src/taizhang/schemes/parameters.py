"""Dated, cited parameters: what `parameters.yaml` of a chapter holds, and their values on a day.

A parameter is a single value, a map from words to values, or brackets (a list of bounds and
values, the highest bound first). A part of a map or of brackets has a path: `reward.5`,
`revenue.1.bound`, `revenue.1.value` (brackets count from 1).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from .errors import BadSettingError, NotInForceError
from .types import Kind

Scalar: TypeAlias = str | int | bool | date | Decimal
Bracket: TypeAlias = tuple[Decimal, Decimal]
"""A bound (included) and the value from there on."""
Setting: TypeAlias = Scalar | Mapping[str, Scalar] | tuple[Bracket, ...]

_NUMBER = re.compile(r"[+-]?[0-9]{1,14}(\.[0-9]{1,20})?")
_TOO_LARGE = {
    kind: Decimal(10) ** digits
    for kind, digits in ((Kind.POINTS, 6), (Kind.PERCENT, 9), (Kind.NUMBER, 12), (Kind.COUNT, 9))
}
"""As many digits as a cell of a table may have, so that both fit the same whole numbers."""
_FLAGS = {"true": True, "1": True, "是": True, "false": False, "0": False, "否": False}


class Shape(Enum):
    """How the value of a parameter is built."""

    SINGLE = "single"
    MAP = "map"
    BRACKETS = "brackets"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value stands: document number, part (annex), clause, the phrases that hold it."""

    document: str
    clause: str
    part: str = ""
    phrases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "".join(part for part in (self.document, self.part, self.clause))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value a scheme computes with (参数).

    `kind` is the kind of the value (of a map or of brackets: of each value; `bound` that of the
    bounds); `values` the dated values, each in force from its day until the next; an empty list:
    it must be set at every run. `open`: what the source leaves open and why the default was
    chosen, "" where nothing is. `last_checked`: when somebody last held it against the source.
    `words`: what people call the words of a map, where no column of that name or choice does.
    """

    name: str
    label: str
    kind: Kind
    unit: str
    source: Source
    last_checked: date
    values: tuple[tuple[date, Setting], ...]
    shape: Shape = Shape.SINGLE
    bound: Kind = Kind.NUMBER
    open: str = ""
    choices: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    needed: bool = True
    words: Mapping[str, str] = field(default_factory=dict)

    def on(self, day: date) -> Setting | None:
        """The value in force on a day; None where it must be set; `NotInForceError`."""
        if not self.values:
            return None
        current = [value for starts, value in self.values if starts <= day]
        if not current:
            first = self.values[0][0]
            raise NotInForceError(
                f"{self.label}（{self.name}）自 {first} 起才有规定（not in force）。"
            )
        return current[-1]

    def read(self, text: str, kind: Kind | None = None) -> Scalar:
        """A single value from text; `BadSettingError` with what may stand there."""
        kind = kind or self.kind
        text = text.strip()
        if kind is Kind.FLAG:
            if text.lower() not in _FLAGS:
                raise self._refused(text, "请写 true 或 false。")
            return _FLAGS[text.lower()]
        if kind is Kind.DATE:
            return self._day(text)
        if kind in {Kind.TEXT, Kind.CHOICE, Kind.PERIOD}:
            if self.choices and text not in self.choices:
                raise self._refused(text, f"可以写：{'、'.join(self.choices)}。")
            return text
        return self._number(text, kind)

    def _day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or day.isoformat() != text:  # 20260101 and 2026-W01-1 are taken as well
            raise self._refused(text, "请写 2026-01-01 这样的日期。")
        return day

    def _number(self, text: str, kind: Kind) -> int | Decimal:
        # Decimal also takes 1_000, １２ and 1e3, which nobody means to write here.
        if not _NUMBER.fullmatch(text):
            raise self._refused(text, "请只写数字，不带单位和千分位。")
        number = Decimal(text)
        if abs(number) >= _TOO_LARGE.get(kind, Decimal(10) ** 13):
            raise self._refused(text, "数字过大。")
        if number != number.quantize(Decimal(1).scaleb(-kind.places)):
            raise self._refused(text, f"最多 {kind.places} 位小数。")
        for bound, wrong in ((self.least, "小于"), (self.most, "大于")):
            beyond = bound is not None and (number < bound if wrong == "小于" else number > bound)
            if beyond and kind is self.kind:
                raise self._refused(text, f"不能{wrong} {bound}。")
        return int(number) if kind is Kind.COUNT else number

    def _refused(self, text: str, advice: str) -> BadSettingError:
        return BadSettingError(f"参数“{self.name}”（{self.label}）不能是“{text}”：{advice}")

    def changed(self, value: Setting | None, path: list[str], text: str) -> Setting:
        """The value with one part replaced by a text; `BadSettingError`."""
        if self.shape is Shape.SINGLE and not path:
            return self.read(text)
        if self.shape is Shape.MAP and isinstance(value, Mapping):
            key = ".".join(path)
            if key in value:
                return {**value, key: self.read(text)}
            raise self._unknown(path, "、".join(value))
        if self.shape is Shape.BRACKETS and isinstance(value, tuple):
            return self._bracket(value, path, text)
        raise self._unknown(path, self.name)

    def _bracket(self, value: tuple[Bracket, ...], path: list[str], text: str) -> Setting:
        at, side = (path + ["", ""])[:2]
        known = at.isascii() and at.isdigit() and 1 <= int(at) <= len(value)
        if len(path) != 2 or not known or side not in {"bound", "value"}:
            raise self._unknown(path, f"1.bound、1.value …… {len(value)}.value")
        brackets = list(value)
        bound, given = brackets[int(at) - 1]
        if side == "bound":
            bound = Decimal(str(self.read(text, self.bound)))
        else:
            given = Decimal(str(self.read(text)))
        brackets[int(at) - 1] = (bound, given)
        return tuple(brackets)

    def check_order(self, value: Setting | None) -> None:
        """Refuse brackets that do not go down; `BadSettingError`.

        Held against all settings together: several bounds may move past each other's old places.
        """
        if self.shape is not Shape.BRACKETS or not isinstance(value, tuple):
            return
        for high, low in zip(value, value[1:], strict=False):
            if high[0] <= low[0]:
                raise self._refused(
                    f"{high[0]:f}、{low[0]:f}", "各档的界限应当从高到低，互不相同。"
                )

    def _unknown(self, path: list[str], known: str) -> BadSettingError:
        name = ".".join([self.name, *path])
        return BadSettingError(f"没有参数“{name}”；“{self.name}”（{self.label}）可以改：{known}。")


@dataclass(frozen=True, slots=True)
class InForce:
    """From when until when a scheme is in force, both days included; `open`: what is unclear."""

    starts: date
    until: date | None
    source: Source
    open: str = ""

    def sentence(self, name: str, day: date) -> str:
        """Why it is not in force on a day, for people and machines; "" when it is."""
        if day < self.starts:
            return (
                f"{day} 尚未施行（not in force）：{name} 自 {self.starts} 起施行（{self.source}）。"
            )
        if self.until and day > self.until:
            return f"{day} 已经失效（not in force）：{name} 施行至 {self.until}（{self.source}）。"
        return ""


@dataclass(frozen=True)
class Values:
    """The parameters of a scheme on a day, with what a run set otherwise.

    `changed` holds the settings that differ from the dated values, as they were written.
    """

    settings: Mapping[str, Setting]
    sources: Mapping[str, Source]
    as_of: date
    changed: Mapping[str, str] = field(default_factory=dict)

    def number(self, name: str) -> Decimal:
        """A single money, percentage, points or number parameter; money in yuan."""
        value = self.settings[name]
        assert isinstance(value, Decimal | int), name
        return Decimal(value)

    def count(self, name: str) -> int:
        """A single whole number."""
        value = self.settings[name]
        assert isinstance(value, int), name
        return value

    def flag(self, name: str) -> bool:
        """A single yes or no."""
        return bool(self.settings[name])

    def text(self, name: str) -> str:
        """A single word."""
        return str(self.settings[name])

    def day(self, name: str) -> date:
        """A single date."""
        value = self.settings[name]
        assert isinstance(value, date), name
        return value

    def map(self, name: str) -> Mapping[str, Decimal]:
        """A map of numbers by word."""
        value = self.settings[name]
        assert isinstance(value, Mapping), name
        return {key: Decimal(str(number)) for key, number in value.items()}

    def chosen(self, name: str) -> tuple[str, ...]:
        """The words of a map of flags whose flag is yes, in the order of the map."""
        value = self.settings[name]
        assert isinstance(value, Mapping), name
        return tuple(word for word, flag in value.items() if flag)

    def flags(self, name: str) -> Mapping[str, bool]:
        """A map of yes and no by word."""
        value = self.settings[name]
        assert isinstance(value, Mapping), name
        return {key: bool(holds) for key, holds in value.items()}

    def brackets(self, name: str) -> tuple[Bracket, ...]:
        """Bounds (included) and values, the highest bound first."""
        value = self.settings[name]
        assert isinstance(value, tuple), name
        return value

    def given(self, name: str) -> bool:
        """Whether a parameter that may be left out was set."""
        return name in self.settings

    def source(self, *names: str) -> str:
        """Document and clause of these parameters, each once, for an explanation."""
        return "；".join(dict.fromkeys(str(self.sources[name]) for name in names))


def values_on(
    parameters: tuple[Parameter, ...], day: date, settings: Mapping[str, str] | None = None
) -> Values:
    """The values of a day with settings (`name` or `name.part` → text) over them.

    Raises:
        BadSettingError: a setting that is unknown or cannot be; a parameter that must be set.
        NotInForceError: a parameter without a value on that day.
    """
    known = {parameter.name: parameter for parameter in parameters}
    current = {name: parameter.on(day) for name, parameter in known.items()}
    for path, text in (settings or {}).items():
        name, *rest = path.split(".")
        if name not in known:
            raise BadSettingError(f"没有参数“{path}”；可以改：{'、'.join(known) or '（没有）'}。")
        current[name] = known[name].changed(current[name], rest, text)
    for name, value in current.items():
        known[name].check_order(value)
    found = {name: value for name, value in current.items() if value is not None}
    missing = [p for p in parameters if p.needed and p.name not in found]
    if missing:
        words = "、".join(f"{p.name}（{p.label}）" for p in missing)
        raise BadSettingError(f"缺少必须给出的参数：{words}；请用 --set 名称=值 给出。")
    sources = {name: parameter.source for name, parameter in known.items()}
    return Values(found, sources, day, dict(settings or {}))
