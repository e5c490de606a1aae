"""YAML to `WarningRule`: the form of the text. What it means together: `checking`."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yaml.nodes import Node, ScalarNode

from taizhang.papers.strict_yaml import Problem, Reader, YamlError, compose, line_of

from ..domain.pace.words import PaceWord, ReasonWord
from ..enums import Accumulation, Direction, Frequency, Severity
from .types import (
    Applies,
    Bound,
    Change,
    Condition,
    Gap,
    LagLevel,
    PaceLevel,
    Streak,
    ValueLevel,
    WarningRule,
)

AGAINST = ("previous", "last_year")
MEASURES = ("percent", "points")
CHANGES = ("worse", "fall", "rise")
GAPS = ("worse", "below", "above")
STREAKS = ("behind", "worse", "falling", "rising", "missing")
GAP_OF = ("value", "share")
PACES = (PaceWord.BEHIND.value, PaceWord.UNKNOWN.value)
MOST_DAYS, MOST_PERIODS, MOST_COUNTIES = 90, 24, 200
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_BOUND = re.compile(r"(>=|<=|>|<|≥|≤)\s*(-?\d{1,15}(?:\.\d{1,6})?)\s*%?")
_SIGNS = {"≥": ">=", "≤": "<="}
_NOTHING = Bound(">", Decimal(0))


@dataclass(frozen=True, slots=True)
class ReadRule:
    """What a text says: the rule, or None beside the problems; the lines of its parts."""

    rule: WarningRule | None
    problems: tuple[Problem, ...]
    lines: dict[str, int]


def read_rule(text: str) -> ReadRule:
    """Read a rule from YAML, with all that is wrong in its form."""
    try:
        root = compose(text)
    except YamlError as error:
        return ReadRule(None, (error.problem,), {})
    builder = _Builder()
    rule = builder.rule(root)
    problems = tuple(sorted(builder.read.problems, key=lambda problem: problem.line))
    return ReadRule(None if problems else rule, problems, builder.lines)


class _Builder:
    """Reads the parts; `lines` remembers where each began."""

    def __init__(self) -> None:
        self.read = Reader()
        self.lines: dict[str, int] = {}

    def rule(self, root: Node) -> WarningRule | None:
        read = self.read
        needed = ("key", "name", "reference", "valid_from", "severity", "on", "then")
        fields = read.fields(root, "预警规则", needed=needed, free=("valid_to", "applies"))
        self.lines = {name: line_of(node) for name, node in fields.items()}
        on = self.condition(fields.get("on"))
        then = fields.get("then")
        parts = read.fields(then, "then", needed=("advice", "days_to_answer")) if then else {}
        days = parts.get("days_to_answer")
        rule = WarningRule(
            key=self.key(fields.get("key")),
            name=read.text(fields.get("name"), "名称", most=64),
            reference=read.text(fields.get("reference"), "依据"),
            valid_from=read.day(fields.get("valid_from"), "生效日期") or date.min,
            valid_to=read.day(fields.get("valid_to"), "失效日期"),
            severity=read.word(fields.get("severity"), "级别", tuple(Severity.values)),
            applies=self.applies(fields.get("applies")),
            on=on or PaceLevel(PACES[0]),
            advice=read.text(parts.get("advice"), "处置建议"),
            days_to_answer=read.integer(days, "几日内答复", least=1, most=MOST_DAYS) if days else 1,
        )
        return None if on is None else rule

    def key(self, node: Node | None) -> str:
        text = self.read.text(node, "规则代号", most=32)
        if node is not None and text and not _KEY.fullmatch(text):
            self.read.refuse(node, "key", f"规则代号“{text}”只能用小写字母、数字、- 和 _。")
        return text

    def applies(self, node: Node | None) -> Applies:
        if node is None or (isinstance(node, ScalarNode) and str(node.value) == "all"):
            return Applies()
        read = self.read
        names = ("codes", "offices", "directions", "frequencies", "accumulations")
        fields = read.fields(node, "适用范围", free=names)
        self.lines.update({f"applies.{name}": line_of(each) for name, each in fields.items()})
        if not fields:
            read.refuse(node, "empty", "适用范围是空的；适用全部指标的，写 applies: all。")
        return Applies(
            codes=frozenset(read.texts(fields.get("codes"), "指标代码", most=200)),
            offices=frozenset(read.texts(fields.get("offices"), "数据来源单位", most=100)),
            directions=self.words(fields.get("directions"), "方向", Direction.values),
            frequencies=self.words(fields.get("frequencies"), "频度", Frequency.values),
            accumulations=self.words(fields.get("accumulations"), "累计方式", Accumulation.values),
        )

    def words(self, node: Node | None, what: str, known: list[str]) -> frozenset[str]:
        items = list(self.read.items(node, what, most=len(known)))
        if node is not None and not items:
            self.read.refuse(
                node, "empty", f"{what}的列表是空的，这样不适用任何指标；请写出或删去。"
            )
        return frozenset(self.read.word(item, what, tuple(known)) for item in items)

    def condition(self, node: Node | None) -> Condition | None:
        if node is None:
            return None
        kinds = ("level", "change", "streak", "gap_to_mean")
        fields = self.read.fields(node, "条件（on）", free=kinds)
        if len(fields) != 1:
            self.read.refuse(node, "one_condition", f"on 下面要写且只写一种：{'、'.join(kinds)}。")
            return None
        name, part = next(iter(fields.items()))
        self.lines["condition"] = line_of(part)
        found: Condition | None = getattr(self, name)(part)
        return found

    def level(self, node: Node) -> Condition | None:
        read = self.read
        fields = read.fields(node, "水平（level）", free=("value", "pace", "reason", "lag"))
        kinds = [name for name in ("value", "pace", "lag") if name in fields]
        if len(kinds) != 1:
            read.refuse(node, "one_level", "level 下面要写且只写一种：value、pace 或 lag。")
            return None
        if "reason" in fields and kinds != ["pace"]:
            read.refuse(fields["reason"], "contradiction", "reason 只能和 pace: unknown 写在一起。")
        if "pace" in fields:
            pace = read.word(fields["pace"], "进度", PACES)
            reasons = tuple(reason.value for reason in ReasonWord)
            return PaceLevel(pace, read.word(fields.get("reason"), "原因", reasons))
        bound = self.bound(fields[kinds[0]], "level")
        return ValueLevel(bound) if kinds == ["value"] else LagLevel(bound)

    def change(self, node: Node) -> Condition | None:
        fields = self.read.fields(node, "变化（change）", needed=("against", "in"), free=CHANGES)
        sense = self.sense(node, fields, CHANGES)
        against = self.read.word(fields.get("against"), "比较对象", AGAINST)
        measure = self.read.word(fields.get("in"), "计算方式", MEASURES)
        if not sense:
            return None
        return Change(against, sense, measure, self.bound(fields[sense], "change"))

    def streak(self, node: Node) -> Condition | None:
        fields = self.read.fields(node, "连续（streak）", needed=("of", "periods"))
        if "of" not in fields or "periods" not in fields:
            return None
        of = self.read.word(fields["of"], "连续的情形", STREAKS)
        least = 1 if of == "missing" else 2
        periods = self.read.integer(fields["periods"], "期数", least=least, most=MOST_PERIODS)
        return Streak(of, periods)

    def gap_to_mean(self, node: Node) -> Condition | None:
        read = self.read
        what = "与均值比（gap_to_mean）"
        fields = read.fields(node, what, needed=("of", "in"), free=(*GAPS, "counties"))
        sense = self.sense(node, fields, GAPS)
        number = fields.get("counties")
        counties = read.integer(number, "县区数", least=3, most=MOST_COUNTIES) if number else 3
        of = read.word(fields.get("of"), "比较的数", GAP_OF)
        measure = read.word(fields.get("in"), "计算方式", MEASURES)
        if not sense:
            return None
        return Gap(of, sense, measure, self.bound(fields[sense], "gap"), counties)

    def sense(self, node: Node, fields: dict[str, Node], senses: tuple[str, ...]) -> str:
        given = [name for name in senses if name in fields]
        if len(given) != 1:
            self.read.refuse(node, "one_sense", f"要写且只写一种：{'、'.join(senses)}。")
        return given[0] if len(given) == 1 else ""

    def bound(self, node: Node, part: str) -> Bound:
        text = str(node.value).strip() if isinstance(node, ScalarNode) else ""
        match = _BOUND.fullmatch(text)
        self.lines["bound"] = line_of(node)
        if match is None:
            sentence = f'“{text}”不是比较，请写成 ">= 10" 这样，可用 >=、>、<=、<。'
            self.read.refuse(node, f"{part}_bound", sentence)
            return _NOTHING
        return Bound(_SIGNS.get(match[1], match[1]), Decimal(match[2]))
