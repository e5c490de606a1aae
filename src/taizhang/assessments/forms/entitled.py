"""Forms of entitlements (免申即享的表单)."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger.forms.fields import DayInput, long_text
from taizhang.schemes import Column, InputRefusedError, Kind
from taizhang.schemes.entitlements import Rivalry, facts_of, groups, read_facts, shared_facts
from taizhang.schemes.reading import TextTable

MOST_ROWS = 1_000
_MOST_BYTES = 10 * 2**20
_SHOWN = 50  # problems of a file
_BLOCKS = 4  # recognitions by hand; more come in a file
_FLAGS = [("", "—"), ("是", _("是")), ("否", _("否"))]
ALL = "all"


class FactsForm(forms.Form):
    """What is known of a subject, by hand; or of many, in a file."""

    as_of = forms.DateField(label=_("按哪一天的规定"), widget=DayInput())
    file = forms.FileField(
        label=_("情况表"),
        required=False,
        help_text=_(
            "一次查多个对象：用本页的空表填写，.xlsx、.csv 或 .yaml；上传后不看下面手填的。"
        ),
    )
    subject_id = forms.CharField(label=_("企业或人员编号"), required=False, max_length=512)
    name = forms.CharField(label=_("名称或姓名"), required=False, max_length=256)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._blocks: list[int] = []  # which block each row of the facts came from; a file has none
        for block in range(_BLOCKS):
            for column in _asked(block):
                self.fields[_field_name(block, column.name)] = _field_of(column)

    def facts(self) -> TextTable | None:
        """The facts as a checked table; None with errors in the form."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        return self._uploaded(upload) if upload else self._by_hand()

    def _uploaded(self, upload: "UploadedFile[Any]") -> TextTable | None:
        if (upload.size or 0) > _MOST_BYTES:
            self.add_error("file", gettext("文件太大，最多 10 MB。"))
            return None
        try:
            table = _read(upload)
        except InputRefusedError as error:
            self.refuse(error)
            return None
        if table.frame.height > MOST_ROWS:
            said = gettext("一次最多查 %(most)s 行，请拆分后再试。") % {"most": MOST_ROWS}
            self.add_error("file", said)
            return None
        return table

    def _by_hand(self) -> TextTable | None:
        rows = [(block, self._row(block)) for block in range(_BLOCKS)]
        kept = [(block, row) for block, row in rows if row or block == 0]
        self._blocks = [block for block, _cells in kept]
        who = {name: self.cleaned_data[name].strip() for name in ("subject_id", "name")}
        try:
            return facts_of([{**who, **row} for _at, row in kept], file=gettext("手填的情况"))
        except InputRefusedError as error:
            self.refuse(error)
            return None

    def _row(self, block: int) -> dict[str, str]:
        said = {c.name: self.cleaned_data.get(_field_name(block, c.name)) for c in _asked(block)}
        return {name: str(cell).strip() for name, cell in said.items() if cell}

    def refuse(self, error: InputRefusedError) -> None:
        """Say each problem of facts by hand at its field, of a file with its place."""
        for problem in error.problems[:_SHOWN]:
            if not self._blocks:
                self.add_error("file", problem.sentence(error.file))
                continue
            fields = (problem.column, _field_name(self._block(problem.row), problem.column))
            field = next((name for name in fields if name in self.fields), None)
            self.add_error(field, " ".join(filter(None, (problem.value, problem.message))))

    def _block(self, row: int) -> int:
        """The block that a row of the facts came from."""
        return self._blocks[row - 2] if 2 <= row < 2 + len(self._blocks) else 0

    @property
    def common(self) -> list[forms.BoundField]:
        """The facts that several schemes ask for."""
        return [self[_field_name(0, name)] for name in sorted(shared_facts())]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The facts by what they are asked for: a heading, its fields, whether anything stands
        there."""
        found: list[tuple[str, list[str]]] = []
        for group in groups():
            title = group.paying.scheme.definition.title
            own = [c.name for c in group.columns if c.name not in shared_facts()]
            found.append((title, [_field_name(0, name) for name in own]))
            if group.paying.given_by:
                found += [(_numbered(title, block), _names(block)) for block in range(1, _BLOCKS)]
        sections = [(title, [self[name] for name in names]) for title, names in found]
        return [(title, fields, self._opens(fields)) for title, fields in sections]

    def _opens(self, fields: list[forms.BoundField]) -> bool:
        return self.is_bound and any(field.errors or field.value() for field in fields)


class ChoiceForm(forms.Form):
    """Which of the options are paid, and why. `facts`: signed, to be held against again."""

    facts = forms.CharField(widget=forms.HiddenInput)
    purpose = forms.CharField(widget=forms.HiddenInput, max_length=64)
    chosen = forms.ChoiceField(label=_("选定"), widget=forms.RadioSelect)
    reason = long_text(_("理由"), required=True, rows=2)

    def __init__(self, data: Any = None, *, rivalry: Rivalry, initial: Any = None) -> None:
        auto_id = f"id_{rivalry.subject}_{rivalry.purpose.code}_%s"
        super().__init__(data, initial=initial, auto_id=auto_id)
        labels = {option.code: option.label for option in rivalry.options}
        choices = [*labels.items(), (ALL, gettext("各项都给"))]
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]
        self._codes = list(labels)

    @property
    def codes(self) -> list[str]:
        """The codes that were chosen."""
        chosen = self.cleaned_data["chosen"]
        return self._codes if chosen == ALL else [chosen]


class ChoiceFilter(forms.Form):
    """Which choices are listed."""

    q = forms.CharField(
        label=_("查找对象"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("名称或代码")}),
    )


def _asked(block: int) -> list[Column]:
    """The facts that a block has: the first all of them, further ones a recognition's."""
    shared = shared_facts()
    return [
        column
        for group in groups()
        for column in group.columns
        if block == 0 or group.paying.given_by or column.name in shared
    ]


def _names(block: int) -> list[str]:
    return [_field_name(block, column.name) for column in _asked(block)]


def _numbered(title: str, block: int) -> str:
    return gettext("%(title)s（第 %(number)s 项）") % {"title": title, "number": block + 1}


def _field_name(block: int, column: str) -> str:
    return f"f{block}-{column}"


def _field_of(column: Column) -> forms.Field:
    common: dict[str, Any] = {"label": column.head, "required": False, "help_text": column.note}
    if column.kind is Kind.FLAG:
        return forms.ChoiceField(choices=_FLAGS, **common)
    if column.choices:
        return forms.ChoiceField(choices=[("", "—"), *column.choices.items()], **common)
    if column.kind is Kind.DATE:
        return forms.CharField(widget=DayInput(), max_length=10, **common)
    attrs = {"inputmode": "decimal"} if column.kind.is_number else {}
    return forms.CharField(max_length=64, widget=forms.TextInput(attrs=attrs), **common)


def _read(upload: "UploadedFile[Any]") -> TextTable:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(upload.name or "facts").name
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        return read_facts(path)
