"""The page of other parameters: the form, the answer (改参数推演)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.forms import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from taizhang.schemes import Kind, Parameter
from taizhang.schemes.wording import round_yuan

from ..domain.what_if.asking import compare_settings
from ..forms.what_if import SettingsForm
from .question_page import REFUSALS, QuestionPage
from .what_if_answer import Answer


@dataclass(frozen=True, slots=True)
class Line:
    """One value, or a bracket's bound and value; `hint`: a large amount in 万 or 亿."""

    word: str
    field: BoundField
    unit: str
    bound: BoundField | None = None
    bound_unit: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A parameter with its fields."""

    parameter: Parameter
    lines: tuple[Line, ...]
    changed: bool

    @property
    def is_wrong(self) -> bool:
        """Whether a field of it was refused."""
        fields = [field for line in self.lines for field in (line.field, line.bound) if field]
        return any(field.errors for field in fields)


class WhatIfPage(QuestionPage):
    """The parameters of a run, some of them changed, and what follows."""

    def __init__(self, request: HttpRequest, pk: int, *, now: datetime) -> None:
        super().__init__(request, pk, now=now)
        self.answer = self._answer() if self.kept and self.asked else None

    @property
    def asked(self) -> dict[str, str]:
        """The changed parameters that the address names."""
        pairs = [text.partition("=") for text in self.request.GET.getlist("set")]
        return {path: value for path, equals, value in pairs if equals}

    @property
    def nothing_changed(self) -> bool:
        """Whether somebody asked without changing anything."""
        return "none" in self.request.GET

    def _answer(self) -> Answer | None:
        assert self.kept is not None
        try:
            comparison = compare_settings(self.kept, self.run, self.asked)
        except REFUSALS as error:
            self.error = str(error)
            return None
        return Answer(comparison, self.request.GET.get("page"))

    @cached_property
    def filled(self) -> SettingsForm:
        """What was sent; to be validated."""
        return SettingsForm(self.parts, self.request.POST)

    @cached_property
    def form(self) -> SettingsForm:
        """The fields to show: as sent, or as the address says."""
        if self.request.method == "POST":
            return self.filled
        shown = {part.path: self.asked.get(part.path, part.text) for part in self.parts}
        return SettingsForm(self.parts, initial=shown)

    @cached_property
    def groups(self) -> list[Group]:
        """The fields by parameter, in the order of the chapter."""
        found: dict[str, list[Line]] = {}
        for name, line in self._lines():
            found.setdefault(name, []).append(line)
        known = {part.parameter.name: part.parameter for part in self.parts}
        changed = {path.split(".")[0] for path in self.asked}
        return [Group(known[name], tuple(ls), name in changed) for name, ls in found.items()]

    def _lines(self) -> Iterator[tuple[str, Line]]:
        parts = iter(self.parts)
        for part in parts:
            name, unit = part.parameter.name, part.parameter.unit
            field = self.form[part.path]
            if not part.path.endswith(".bound"):
                yield name, Line(part.word, field, unit, hint=_hint(field, part.kind))
                continue
            value = next(parts)  # a bound is followed by its value
            unit_of = {Kind.MONEY: "元", Kind.PERCENT: "%"}.get(part.kind, "")
            line = Line("", self.form[value.path], unit, field, unit_of, _hint(field, part.kind))
            yield name, line


def _hint(field: BoundField, kind: Kind) -> str:
    """A large amount as people say it: 100 亿元."""
    text = str(field.value() or "")
    if kind is not Kind.MONEY or not text.isdigit() or int(text) < 10_000:
        return ""
    return _("即 %(amount)s") % {"amount": round_yuan(Decimal(text))}
