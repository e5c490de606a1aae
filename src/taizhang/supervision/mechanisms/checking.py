"""Whether a mechanism can be satisfied at all (督办机制检查)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from .errors import Finding, MechanismError, Severity
from .order import circles, depends_on
from .reading import read_mechanism
from .terms import chain_of, first_early_start, length_of, words_of
from .types import Mechanism, Reports, Step
from .words import COLOUR_WORDS, EVERY_WORDS, MET_BY_WORDS

_LAST_DAY = {"week": 7, "ten_days": 10}
_SHORTEST = {
    "day": 1,
    "week": 7,
    "ten_days": 8,
    "month": 28,
    "quarter": 90,
    "half_year": 181,
    "year": 365,
}


@dataclass(frozen=True, slots=True)
class CheckedMechanism:
    """The mechanism of a text, None where an error refuses it, and all findings by line."""

    mechanism: Mechanism | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What refuses it."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What is to be looked at."""
        return tuple(finding for finding in self.findings if finding.severity == "warning")


def check_mechanism(text: str) -> CheckedMechanism:
    """Read a mechanism from YAML and prove that its steps can follow each other.

    A step must not fall due before the step it depends on, on any day of assignment in the last
    three years whose holidays are published.
    """
    read = read_mechanism(text)
    if read.mechanism is None:
        found = [Finding(p.code, "error", p.line, p.message) for p in read.problems]
        return CheckedMechanism(None, tuple(found))
    checker = _Checker(read.mechanism, read.lines)
    checker.run()
    findings = tuple(sorted(checker.findings, key=lambda finding: finding.line))
    refused = any(finding.severity == "error" for finding in findings)
    return CheckedMechanism(None if refused else read.mechanism, findings)


def load_mechanism(text: str) -> Mechanism:
    """The mechanism of a YAML text.

    Raises:
        MechanismError: with every error of form or meaning.
    """
    checked = check_mechanism(text)
    if checked.mechanism is None:
        raise MechanismError(checked.errors)
    return checked.mechanism


def parse_mechanism(text: str) -> Mechanism:
    """The mechanism of a text that was checked before: its form is read, nothing is proved again.

    Raises:
        MechanismError: with every error of form.
    """
    read = read_mechanism(text)
    if read.mechanism is None:
        raise MechanismError([Finding(p.code, "error", p.line, p.message) for p in read.problems])
    return read.mechanism


@dataclass
class _Checker:
    mechanism: Mechanism
    lines: dict[str, int]
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps = {step.key: step for step in self.mechanism.steps}
        self.kinds = {kind.key: kind.name for kind in self.mechanism.kinds}

    def run(self) -> None:
        self.check_validity()
        self.check_names()
        for step in self.mechanism.steps:
            self.check_step(step)
        self.check_closings()
        self.check_escalation()
        if self.mechanism.reports is not None:
            self.check_reports(self.mechanism.reports)
        if not any(finding.severity == "error" for finding in self.findings):
            self.check_order()
            self.check_near()

    def say(self, code: str, part: str, message: str, severity: Severity = "error") -> None:
        line = self.lines.get(part) or self.lines.get(part.partition(".")[0], 1)
        self.findings.append(Finding(code, severity, line, message))

    def check_validity(self) -> None:
        ends = self.mechanism.valid_to
        if ends is not None and ends < self.mechanism.valid_from:
            self.say("validity", "valid_to", "失效日期早于生效日期，请改正。")

    def check_names(self) -> None:
        """What steps and reports refer to must exist, without going in a circle."""
        for step in self.mechanism.steps:
            part = f"steps.{step.key}"
            for name in depends_on(step):
                if name not in self.steps:
                    self.say("unknown_step", part, f"环节“{step.name}”依赖的环节“{name}”不存在。")
            self.check_kinds(part, f"环节“{step.name}”", step.kinds)
        if self.mechanism.reports is not None:
            self.check_kinds("reports.for", "定期报告", self.mechanism.reports.kinds)
        for circle in circles(self.steps):
            names = "→".join(self.steps[key].name for key in (*circle, circle[0]))
            self.say("circle", f"steps.{circle[0]}", f"环节互相等待，谁也不能先做：{names}。")

    def check_kinds(self, part: str, what: str, kinds: Iterable[str]) -> None:
        for kind in sorted(set(kinds) - set(self.kinds)):
            self.say("unknown_kind", part, f"{what}适用的类别“{kind}”不存在。")

    def check_step(self, step: Step) -> None:
        part, what = f"steps.{step.key}", f"环节“{step.name}”"
        if step.closes and step.met_by & {"signed", "reported"}:
            acts = "、".join(
                MET_BY_WORDS[act] for act in sorted(step.met_by & {"signed", "reported"})
            )
            self.say("closing_act", part, f"{what}要办结任务，不能以“{acts}”代替申请办结。")
        if step.contains and step.met_by == {"signed"}:
            self.say("no_material", part, f"{what}只要签收，签收时交不了材料要求的内容。")
        for name in depends_on(step):
            other = self.steps.get(name)
            if other is None:
                continue
            for kind in self.kinds:
                if step.is_for(kind) and not other.is_for(kind):
                    self.say(
                        "step_of_other_kind",
                        part,
                        f"{what}依赖“{other.name}”，但“{self.kinds[kind]}”没有这个环节。",
                    )
        self.check_slip(part, what, step.unmet.slip)

    def check_slip(self, part: str, what: str, colour: str) -> None:
        known = {rule.colour for rule in self.mechanism.escalation}
        if colour and colour not in known:
            self.say(
                "slip_without_term",
                part,
                f"{what}未按时要发{COLOUR_WORDS[colour]}督查单，escalation 中没有它的答复期限。",
            )

    def check_closings(self) -> None:
        """Every kind ends: by a closing step, or it reports until it is closed."""
        reports = self.mechanism.reports
        for kind, name in self.kinds.items():
            closes = any(step.closes for step in self.mechanism.steps_for(kind))
            if not closes and not (reports and reports.is_for(kind)):
                self.say(
                    "no_closing",
                    f"kinds.{kind}",
                    f"类别“{name}”没有办结环节（met_by 中有 closure_requested 或 "
                    "closure_accepted），也没有定期报告，任务永远不会办结。",
                )

    def check_escalation(self) -> None:
        grades = list(COLOUR_WORDS)
        for one, other in pairwise(self.mechanism.escalation):
            if grades.index(other.colour) <= grades.index(one.colour):
                self.say(
                    "escalation",
                    f"escalation.{other.colour}",
                    f"督查单要由轻到重（蓝色、橙色、红色），{COLOUR_WORDS[other.colour]}"
                    f"不能排在{COLOUR_WORDS[one.colour]}之后。",
                )

    def check_reports(self, reports: Reports) -> None:
        every = EVERY_WORDS[reports.every]
        last = _LAST_DAY.get(reports.every, 31)
        if reports.day is not None and reports.every == "day":
            self.say("report_day", "reports.day", "每日报告没有第几日，请改用 after_end。")
        elif reports.day is not None and reports.day > last:
            self.say(
                "report_day",
                "reports.day",
                f"{every}报告的日子只能是 1 至 {last}，不能是 {reports.day}。",
            )
        self.check_slip("reports.unmet", "定期报告", reports.unmet.slip)
        period = _SHORTEST[reports.every]
        if reports.after_end is not None and length_of(reports.after_end) > period:
            message = f"{every}报告的期限比报告期还长，下一期到了上一期还没有到期。"
            self.say("late_report", "reports.after_end", message, "warning")
        if any(days > period for days in reports.remind_before):
            message = f"{every}报告的到期前提醒早于报告期开始，会与上一期混淆。"
            self.say("early_reminder", "reports.remind_before", message, "warning")

    def check_order(self) -> None:
        for step in self.mechanism.steps:
            for name in depends_on(step):
                self.check_after(step, self.steps[name])
        for kind in self.kinds:
            self.check_after_closing(kind)

    def check_after(self, step: Step, before: Step) -> None:
        day = self.first_early_start(before, step)
        if day is not None:
            self.say(
                "step_too_early",
                f"steps.{step.key}",
                f"环节“{step.name}”（{self.words(step)}）会在它所依赖的“{before.name}”"
                f"（{self.words(before)}）之前到期，例如 {day.isoformat()} 交办时，无法按时完成。"
                "请延长前者或缩短后者。",
            )

    def check_after_closing(self, kind: str) -> None:
        steps = self.mechanism.steps_for(kind)
        closings = [step for step in steps if step.closes]
        if not closings:
            return
        for step in steps:
            late = [self.first_early_start(step, closing) for closing in closings]
            if not step.closes and all(late):
                message = (
                    f"“{self.kinds[kind]}”的环节“{step.name}”可能晚于办结到期，"
                    f"例如 {late[0]} 交办时；任务办结后就不再办理。"
                )
                self.say("after_closing", f"steps.{step.key}", message, "warning")

    def first_early_start(self, earlier: Step, later: Step) -> date | None:
        return first_early_start(
            chain_of(self.steps, earlier),
            chain_of(self.steps, later),
            has_cutoff=self.mechanism.cutoff is not None,
        )

    def check_near(self) -> None:
        lengths = [
            (sum(map(length_of, chain_of(self.steps, step)), Fraction()), step)
            for step in self.mechanism.steps
            if step.closes
        ]
        if not lengths:
            return
        length, step = min(lengths, key=lambda pair: pair[0])
        if length_of(self.mechanism.near) > length:
            message = f"临期提前量比办结环节“{step.name}”的期限还长，任务一交办就是临期。"
            self.say("near", "near", message, "warning")

    def words(self, step: Step) -> str:
        base = "交办" if step.start == "assigned" else f"“{self.steps[step.start].name}”到期"
        return f"{base}后 {words_of(step.within)}"
