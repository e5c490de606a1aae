"""What a liaison fills in for each thing owed (报送表单)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger.domain.reports import ReportInput, ReportPart
from taizhang.ledger.forms.fields import DayInput
from taizhang.ledger.forms.reports import ReportForm

from ..domain.queries.owed import OwedRow
from ..domain.reports.plan_filing import MOST_NODES, NodeInput, PlanInput

_FIRST_NODES, _MORE_NODES = 3, 2


class OwedForm(ReportForm):
    """A report: a box for each part that the mechanism asks for, figures, share, files."""

    confirm = forms.BooleanField(
        label=gettext_lazy("已核对，就按这样报"), required=False, initial=False
    )

    def __init__(self, *args: Any, row: OwedRow, **options: Any) -> None:
        super().__init__(*args, targets=row.parts.targets, **options)
        self.row = row
        self.doubts: tuple[str, ...] = ()
        if row.owed.contains:
            del self.fields["text"]
        for place, name in enumerate(row.owed.contains):
            self.fields[f"part-{place}"] = forms.CharField(
                label=name,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def part_rows(self) -> list[tuple[Any, str]]:
        """For each box its field and what stood there last time."""
        words = self.row.last.words if self.row.last else {}
        if not self.row.owed.contains:
            return [(self["text"], words.get("") or "；".join(words.values()))]
        return [
            (self[f"part-{place}"], words.get(name) or (words.get("", "") if not place else ""))
            for place, name in enumerate(self.row.owed.contains)
        ]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        named = [name for name in self.fields if not name.startswith(("day-", "confirm"))]
        return not any(self._sent(name) for name in named)

    def _sent(self, name: str) -> object:
        raw = self[name].data
        return raw.strip() if isinstance(raw, str) else raw

    def report(self) -> ReportInput:
        """What the operation takes."""
        self.cleaned_data.setdefault("text", "")
        parts = [
            ReportPart(name, self.cleaned_data[f"part-{place}"])
            for place, name in enumerate(self.row.owed.contains)
        ]
        said = super().report()
        return ReportInput(
            said.text, said.percent, said.figures, said.files, parts, self.row.owed.answers
        )


class PlanForm(ReportForm):
    """A plan: nodes with what and by when, words, files."""

    def __init__(self, *args: Any, row: OwedRow | None = None, **options: Any) -> None:
        super().__init__(*args, targets=(), **options)
        self.row = row
        del self.fields["percent"]
        self.fields["text"].label = gettext_lazy("方案说明")
        self.fields["text"].help_text = ""
        self.fields["text"].widget.attrs["rows"] = 2
        for place in range(self._shown()):
            self.fields[f"node-{place}"] = forms.CharField(
                label=gettext_lazy("节点内容"), required=False, max_length=128
            )
            self.fields[f"due-{place}"] = forms.DateField(
                label=gettext_lazy("完成日期"),
                required=False,
                widget=DayInput(),
            )

    def _shown(self) -> int:
        """Three lines, and two more than were filled in."""
        places = [
            place
            for place in range(MOST_NODES)
            if self.data.get(self.add_prefix(f"node-{place}"))
            or self.data.get(self.add_prefix(f"due-{place}"))
        ]
        return min(MOST_NODES, max(_FIRST_NODES, max(places, default=-1) + 1 + _MORE_NODES))

    @property
    def node_rows(self) -> list[tuple[Any, Any]]:
        """For each node its name field and its day field."""
        count = sum(name.startswith("node-") for name in self.fields)
        return [(self[f"node-{place}"], self[f"due-{place}"]) for place in range(count)]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return not any(self[name].data for name in self.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, due in self.node_rows:
            if cleaned.get(name.name) and not cleaned.get(due.name) and not due.errors:
                self.add_error(due.name, _("写了节点，还要填完成日期。"))
            if cleaned.get(due.name) and not cleaned.get(name.name):
                self.add_error(name.name, _("填了日期，还要写节点内容。"))
        return cleaned

    def plan(self) -> PlanInput:
        """What the operation takes."""
        nodes: list[tuple[str, date]] = [
            (self.cleaned_data[name.name], self.cleaned_data[due.name])
            for name, due in self.node_rows
            if self.cleaned_data[name.name]
        ]
        return PlanInput(
            [NodeInput(name, due) for name, due in nodes],
            self.cleaned_data["text"],
            self.files_kept,
        )
