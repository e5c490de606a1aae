"""What a unit fills in: progress, figures, files (填报)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import keep_evidence
from taizhang.documents.models import StoredFile

from ..domain.reports import FigureInput, FileInput, ReportInput
from ..models import Target
from .fields import DayInput, QuantityField

Upload: TypeAlias = "UploadedFile[Any]"  # django-stubs knows it as generic, Django does not

_SALT = "taizhang.ledger.kept-files"
_HOURS = 12 * 3600
FILES_AT_ONCE = 20


class FilesWidget(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; gives the list of uploads."""

    widget = FilesWidget

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        uploads = data if isinstance(data, list | tuple) else [data]
        if len(uploads) > FILES_AT_ONCE:
            raise forms.ValidationError(
                _("一次最多上传 %(most)d 个文件。"), params={"most": FILES_AT_ONCE}
            )
        single = super().clean
        return [single(upload, initial) for upload in uploads if upload]


class ReportForm(forms.Form):
    """Progress in words, percent, a figure for each target, files.

    Files are kept as soon as they arrive, so that a form that comes back with errors still has
    them: `kept` names them, signed for this person.
    """

    text = forms.CharField(
        label=_("进展"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("做了什么、完成到什么程度、还有什么问题。"),
    )
    percent = forms.IntegerField(
        label=_("完成比例（%）"), required=False, min_value=0, max_value=100
    )
    attachments = FilesField(
        label=_("附件"),
        required=False,
        help_text=_("pdf、Word、Excel、PPT、WPS、图片、txt、csv、ofd，可选多个。"),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        targets: Sequence[Target],
        person_id: int,
        as_of: datetime,
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.targets = targets
        self.person_id = person_id
        self.as_of = as_of
        self.files_kept: list[FileInput] = []
        for target in targets:
            self.fields[f"figure-{target.key}"] = QuantityField(
                label=target.indicator, required=False
            )
            self.fields[f"day-{target.key}"] = forms.DateField(
                label=_("截至"),
                required=False,
                initial=today,
                widget=DayInput(),
            )

    @property
    def figure_rows(self) -> list[tuple[Target, Any, Any]]:
        """For each target its figure field and its day field."""
        return [
            (target, self[f"figure-{target.key}"], self[f"day-{target.key}"])
            for target in self.targets
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.files_kept = self._kept_before(cleaned.get("kept", ""))
        for upload in cleaned.get("attachments") or []:
            self._keep(upload)
        for target in self.targets:
            has_figure = cleaned.get(f"figure-{target.key}") is not None
            if has_figure and not cleaned.get(f"day-{target.key}"):
                self.add_error(f"day-{target.key}", _("填了数字，还要填截至日期。"))
        return cleaned

    def _keep(self, upload: Upload) -> None:
        name = upload.name or ""
        try:
            stored = keep_evidence(upload, name=name, as_of=self.as_of)
        except DocumentError as error:
            self.add_error("attachments", f"{name}：{error}")
        else:
            self.files_kept.append(FileInput(stored, name))

    def _kept_before(self, token: str) -> list[FileInput]:
        if not token:
            return []
        try:
            named = signing.loads(token, salt=self._salt, max_age=_HOURS)
        except signing.BadSignature:
            self.add_error("attachments", _("先前上传的附件已过期，请重新选择文件。"))
            return []
        stored = StoredFile.objects.in_bulk([pk for pk, _name in named])
        return [FileInput(stored[pk], name) for pk, name in named if pk in stored]

    @property
    def _salt(self) -> str:
        return f"{_SALT}.{self.person_id}"

    @property
    def kept_token(self) -> str:
        """The kept files, signed, for the form that comes back."""
        named = [[part.file.pk, part.name] for part in self.files_kept]
        return signing.dumps(named, salt=self._salt) if named else ""

    def report(self) -> ReportInput:
        """What the operation takes."""
        cleaned = self.cleaned_data
        figures = [
            FigureInput(target.key, value, cleaned[f"day-{target.key}"])
            for target in self.targets
            if (value := cleaned[f"figure-{target.key}"]) is not None
        ]
        return ReportInput(cleaned["text"], cleaned["percent"], figures, self.files_kept)


class ClosureForm(ReportForm):
    """A closing request: what was achieved, with evidence."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        text = self.fields["text"]
        text.label, text.required = _("办理结果"), True
        text.help_text = _("写明结果；还要有至少一份附件或一个目标的数字，先前报过的也算。")
        del self.fields["percent"]

    def report(self) -> ReportInput:
        self.cleaned_data.setdefault("percent", None)
        return super().report()
