"""YAML to `Mechanism`: the form of the text. What the numbers mean together: `check`."""

import re
from dataclasses import dataclass
from datetime import date, time

from yaml.nodes import Node

from taizhang.calendars.types import DayUnit
from taizhang.papers.strict_yaml import Problem, Reader, YamlError, compose, line_of

from .types import Kind, Mechanism, Reports, Round, SlipRule, Step, Unmet, Within
from .words import COLOUR_WORDS, EVERY_WORDS, MET_BY_WORDS, RESERVED_KEYS, REVIEWER_WORDS

MAX_DAYS = 3660
MAX_MONTHS = 120
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_WITHIN_UNITS = (DayUnit.CALENDAR.value, DayUnit.WORKING.value)


@dataclass(frozen=True, slots=True)
class ReadMechanism:
    """What a text says: the mechanism, or None beside the problems; lines of its parts.

    Names of parts: "near", "reports", "kinds.KEY", "steps.KEY", "escalation.COLOUR" …
    """

    mechanism: Mechanism | None
    problems: tuple[Problem, ...]
    lines: dict[str, int]


def read_mechanism(text: str) -> ReadMechanism:
    """Read a mechanism from YAML, with all that is wrong in its form."""
    try:
        root = compose(text)
    except YamlError as error:
        return ReadMechanism(None, (error.problem,), {})
    builder = _Builder()
    mechanism = builder.mechanism(root)
    problems = tuple(sorted(builder.read.problems, key=lambda problem: problem.line))
    return ReadMechanism(None if problems else mechanism, problems, builder.lines)


class _Builder:
    """Reads the parts; `lines` remembers where each began."""

    def __init__(self) -> None:
        self.read = Reader()
        self.lines: dict[str, int] = {}

    def mechanism(self, root: Node) -> Mechanism:
        read = self.read
        fields = read.fields(
            root,
            "督办机制",
            needed=("key", "name", "reference", "valid_from", "kinds", "near"),
            free=("valid_to", "cutoff", "assign_within", "steps", "reports", "rounds")
            + ("escalation",),
        )
        self.lines.update({name: line_of(node) for name, node in fields.items()})
        return Mechanism(
            key=self.key(fields.get("key"), "机制代号"),
            name=read.text(fields.get("name"), "名称", most=64),
            reference=read.text(fields.get("reference"), "依据"),
            valid_from=read.day(fields.get("valid_from"), "生效日期") or date.min,
            valid_to=read.day(fields.get("valid_to"), "失效日期"),
            kinds=self.kinds(fields.get("kinds")),
            steps=self.steps(fields.get("steps")),
            near=self.within(fields.get("near"), "临期提前量", may_roll=False),
            cutoff=self.hour(fields.get("cutoff")),
            assign_within=self.optional_within(fields.get("assign_within"), "交办期限"),
            reports=self.reports(fields.get("reports")),
            rounds=self.rounds(fields.get("rounds")),
            escalation=self.escalation(fields.get("escalation")),
        )

    def key(self, node: Node | None, what: str) -> str:
        text = self.read.text(node, what, most=32)
        if node is not None and text and not _KEY.fullmatch(text):
            self.read.refuse(node, "key", f"{what}“{text}”只能用小写字母、数字、- 和 _。")
        return text

    def note(self, group: str, key: str, node: Node, what: str) -> None:
        """Remember where a part is; a key may stand once in its group."""
        name = f"{group}.{key}"
        if key and name in self.lines:
            self.read.refuse(node, "double", f"{what}“{key}”与第 {self.lines[name]} 行重复。")
        self.lines.setdefault(name, line_of(node))

    def kinds(self, node: Node | None) -> tuple[Kind, ...]:
        kinds = []
        for item in self.read.items(node, "事项类别", most=20):
            fields = self.read.fields(item, "事项类别", needed=("key", "name"))
            kind = Kind(
                self.key(fields.get("key"), "类别代号"),
                self.read.text(fields.get("name"), "类别名称", most=32),
            )
            self.note("kinds", kind.key, item, "事项类别")
            kinds.append(kind)
        if node is not None and not kinds:
            self.read.refuse(node, "no_kind", "至少要有一个事项类别。")
        return tuple(kinds)

    def steps(self, node: Node | None) -> tuple[Step, ...]:
        items = self.read.items(node, "环节", most=40)
        return tuple(self.step(item, number) for number, item in enumerate(items, start=1))

    def step(self, item: Node, number: int) -> Step:
        read, what = self.read, f"第 {number} 个环节"
        fields = read.fields(
            item,
            what,
            needed=("key", "name", "within", "met_by"),
            free=("from", "after", "for", "contains", "reviewer", "unmet"),
        )
        key = self.key(fields.get("key"), f"{what}的代号")
        if key in RESERVED_KEYS:
            read.refuse(item, "key", f"{what}的代号“{key}”是系统用的，请换一个。")
        self.note("steps", key, item, "环节")
        return Step(
            key=key,
            name=read.text(fields.get("name"), f"{what}的名称", most=32),
            within=self.within(fields.get("within"), f"{what}的期限"),
            met_by=frozenset(self.acts(fields.get("met_by"), f"{what}的完成方式")),
            start=read.text(fields.get("from"), f"{what}的起算点") or "assigned",
            after=read.text(fields.get("after"), f"{what}的前一环节"),
            kinds=frozenset(read.texts(fields.get("for"), f"{what}适用的类别")),
            contains=read.texts(fields.get("contains"), f"{what}的材料要求"),
            reviewer=self.reviewer(fields.get("reviewer"), what),
            unmet=self.unmet(fields.get("unmet"), what),
        )

    def acts(self, node: Node | None, what: str) -> tuple[str, ...]:
        items = list(self.read.items(node, what))
        if node is not None and not items:
            self.read.refuse(node, "no_act", f"{what}至少写一种：{'、'.join(MET_BY_WORDS)}。")
        return tuple(self.read.word(item, what, tuple(MET_BY_WORDS)) for item in items)

    def reviewer(self, node: Node | None, what: str) -> str:
        return self.read.word(node, f"{what}的审核人", tuple(REVIEWER_WORDS), "office")

    def unmet(self, node: Node | None, what: str) -> Unmet:
        if node is None:
            return Unmet()
        read, what = self.read, f"{what}未按时的后果"
        fields = read.fields(node, what, free=("slip", "document", "next"))
        slip = fields.get("slip")
        return Unmet(
            slip=read.word(slip, f"{what}（督查单颜色）", tuple(COLOUR_WORDS)) if slip else "",
            document=read.text(fields.get("document"), f"{what}（文书）"),
            next=read.text(fields.get("next"), f"{what}（下一步）"),
        )

    def optional_within(self, node: Node | None, what: str) -> Within | None:
        return None if node is None else self.within(node, what)

    def within(self, node: Node | None, what: str, *, may_roll: bool = True) -> Within:
        empty = Within(0, DayUnit.CALENDAR)
        if node is None:
            return empty
        read = self.read
        fields = read.fields(node, what, free=("days", "months", "unit", "roll"))
        if not fields or ("days" in fields) == ("months" in fields):
            read.refuse(node, "within", f"{what}要写 days 或 months，只写一个。")
            return empty
        roll = read.flag(fields.get("roll"), f"{what}的 roll")
        if roll and not may_roll:
            read.refuse(node, "within", f"{what}往前推算，不能写 roll。")
        if "months" not in fields:
            unit = read.word(fields.get("unit"), f"{what}的单位", _WITHIN_UNITS, "calendar")
            number = read.integer(fields["days"], what, least=0, most=MAX_DAYS)
            return Within(number, DayUnit(unit), roll)
        if "unit" in fields:
            read.refuse(fields["unit"], "within", f"{what}按月计算时不写 unit。")
        number = read.integer(fields["months"], what, least=0, most=MAX_MONTHS)
        return Within(number, DayUnit.MONTH, roll)

    def hour(self, node: Node | None) -> time | None:
        if node is None:
            return None
        match = _HOUR.fullmatch(str(node.value))
        if not match:
            self.read.refuse(node, "hour", '截止钟点应当是 "18:00" 这样的 24 小时制钟点。')
            return None
        return time(int(match[1]), int(match[2]))

    def reports(self, node: Node | None) -> Reports | None:
        if node is None:
            return None
        read, what = self.read, "定期报告"
        fields = read.fields(
            node,
            what,
            needed=("every",),
            free=("day", "after_end", "for", "contains", "remind_before", "remind_after")
            + ("reviewer", "unmet"),
        )
        self.lines.update({f"reports.{name}": line_of(value) for name, value in fields.items()})
        day, after_end = fields.get("day"), fields.get("after_end")
        if day is not None and after_end is not None:
            read.refuse(node, "report_day", "定期报告的 day 和 after_end 只能写一个。")
        reported_at_end = None if day is not None else Within(0, DayUnit.CALENDAR)
        return Reports(
            every=read.word(fields.get("every"), f"{what}的频次", tuple(EVERY_WORDS), "month"),
            day=None if day is None else read.integer(day, f"{what}的日子", least=1, most=31),
            after_end=self.optional_within(after_end, f"{what}的期限") or reported_at_end,
            kinds=frozenset(read.texts(fields.get("for"), f"{what}适用的类别")),
            contains=read.texts(fields.get("contains"), f"{what}的材料要求"),
            remind_before=self.reminders(fields.get("remind_before"), "到期前提醒"),
            remind_after=self.reminders(fields.get("remind_after"), "逾期后提醒"),
            reviewer=self.reviewer(fields.get("reviewer"), what),
            unmet=self.unmet(fields.get("unmet"), what),
        )

    def reminders(self, node: Node | None, what: str) -> tuple[int, ...]:
        items = self.read.items(node, what, most=10)
        return tuple(self.read.integer(item, f"{what}的天数", least=0, most=366) for item in items)

    def rounds(self, node: Node | None) -> tuple[Round, ...]:
        rounds = []
        for item in self.read.items(node, "例行工作", most=20):
            fields = self.read.fields(item, "例行工作", needed=("key", "name", "every"))
            key = self.key(fields.get("key"), "例行工作的代号")
            self.note("rounds", key, item, "例行工作")
            name = self.read.text(fields.get("name"), "例行工作的名称", most=64)
            every = self.read.word(
                fields.get("every"), "例行工作的频次", tuple(EVERY_WORDS), "month"
            )
            rounds.append(Round(key, name, every))
        return tuple(rounds)

    def escalation(self, node: Node | None) -> tuple[SlipRule, ...]:
        rules = []
        for item in self.read.items(node, "督查单", most=len(COLOUR_WORDS)):
            fields = self.read.fields(item, "督查单", needed=("colour", "answer_within"))
            colour = self.read.word(fields.get("colour"), "督查单颜色", tuple(COLOUR_WORDS), "blue")
            self.note("escalation", colour, item, "督查单颜色")
            term = self.within(fields.get("answer_within"), "督查单答复期限")
            rules.append(SlipRule(colour, term))
        return tuple(rules)
