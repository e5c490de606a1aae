"""Forms of evidence: what a dispatch asks for, what closes a task, filing it (办结佐证)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from taizhang.documents.domain.errors import DocumentError
from taizhang.documents.domain.storing import keep_evidence
from taizhang.documents.models import StoredFile
from taizhang.ledger.domain.reports import FileInput
from taizhang.ledger.domain.snapshot import Snapshot
from taizhang.ledger.forms.fields import DayInput, QuantityField
from taizhang.ledger.models import Task

from ..domain.evidence.filing import DocumentEvidence, FigureEvidence, Filing, PhotoEvidence
from ..domain.evidence.rules import BY_RULES, Asked
from ..domain.queries.evidence import Requirement
from ..enums import EvidenceKind

_SALT = "taizhang.supervision.kept-file"
_HOURS = 12 * 3600


class EvidenceChoiceForm(forms.Form):
    """Whether a dispatch asks for evidence by the rules: the page proposes it, and a program that
    sends no choice asks for nothing."""

    how = forms.ChoiceField(
        label=_("办结佐证"),
        required=False,
        choices=[(BY_RULES, _("按规则要求")), ("none", _("不另作要求"))],
        initial=BY_RULES,
        help_text=_("数字目标要统计数据，出台制定要文件，开工建成改造要照片；交办后可以逐项改。"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        prefix: str,
        tasks: Sequence[Task],
        now: datetime,
    ) -> None:
        super().__init__(data, prefix=prefix)


class AskedForm(forms.Form):
    """What closes each target, or a task without targets."""

    text = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        help_text=_("为什么这样要求；承办单位会看到。"),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, task: Snapshot, asked: Asked) -> None:
        super().__init__(data)
        self.keys: list[int | None] = [*(goal.key for goal in task.targets), None]
        for key in self.keys:
            goal = None if key is None else task.goal(key)
            self.fields[_field(key)] = forms.MultipleChoiceField(
                label=goal.indicator if goal else _("整项任务"),
                required=False,
                choices=_choices(whole=goal is None),
                initial=[kind for asked_key, kind in asked if asked_key == key],
                widget=forms.CheckboxSelectMultiple,
            )
        self.order_fields([*map(_field, self.keys), "text"])

    def asked(self) -> Asked:
        """What the operation takes."""
        return tuple((key, kind) for key in self.keys for kind in self.cleaned_data[_field(key)])


def _field(key: int | None) -> str:
    return "whole" if key is None else f"target-{key}"


def _choices(*, whole: bool) -> list[tuple[str, Any]]:
    kinds = [kind for kind in EvidenceKind if not (whole and kind == EvidenceKind.FIGURE)]
    return [(kind.value, kind.label) for kind in kinds]


class _FilingForm(forms.Form):
    """A file and what is said of it.

    The file is kept as soon as it arrives, so that a form that comes back with errors still has
    it: `kept` names it, signed for this person.
    """

    file = forms.FileField(label=_("文件"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, key: int | None, person_id: int, as_of: datetime, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.key, self.as_of = key, as_of
        self.salt = f"{_SALT}.{person_id}"
        self.file_kept: FileInput | None = None
        self.order_fields([name for name in self.fields if name != "file"] + ["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.file_kept = self._kept_before(cleaned.get("kept", ""))
        if upload := cleaned.get("file"):
            self._keep(upload)
        if self.file_kept is None and "file" not in self.errors:
            self.add_error("file", _("请选择文件。"))
        return cleaned

    def _keep(self, upload: Any) -> None:
        name = upload.name or ""
        try:
            self.file_kept = FileInput(keep_evidence(upload, name=name, as_of=self.as_of), name)
        except DocumentError as error:
            self.add_error("file", str(error))

    def _kept_before(self, token: str) -> FileInput | None:
        try:
            pk, name = signing.loads(token, salt=self.salt, max_age=_HOURS) if token else (None, "")
        except signing.BadSignature:
            self.add_error("file", _("先前上传的文件已过期，请重新选择。"))
            return None
        stored = StoredFile.objects.filter(pk=pk).first() if pk else None
        return FileInput(stored, name) if stored else None

    @property
    def kept_token(self) -> str:
        """The kept file, signed, for the form that comes back."""
        kept = self.file_kept
        return signing.dumps([kept.file.pk, kept.name], salt=self.salt) if kept else ""

    @property
    def kept_file(self) -> FileInput:
        """The file; there is one where the form is valid."""
        assert self.file_kept is not None
        return self.file_kept

    def filing(self) -> Filing:
        raise NotImplementedError


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput())


class FigureForm(_FilingForm):
    """A figure from the office that counts it."""

    value = QuantityField(label=_("累计完成数"))
    observed_on = _day(_("截至日期"))
    source = forms.CharField(
        label=_("数据提供单位"), max_length=256, help_text=_("例如：市统计局。")
    )

    def filing(self) -> Filing:
        said = self.cleaned_data
        assert self.key is not None
        return FigureEvidence(
            self.key, said["value"], said["observed_on"], said["source"], self.kept_file
        )


class DocumentForm(_FilingForm):
    """A document that was issued."""

    title = forms.CharField(label=_("文件标题"), max_length=256)
    number = forms.CharField(
        label=_("文号"), max_length=64, required=False, help_text=_("没有文号的可以不填。")
    )
    dated = _day(_("成文日期"))

    def filing(self) -> Filing:
        said = self.cleaned_data
        return DocumentEvidence(
            self.key, said["title"], said["number"], said["dated"], self.kept_file
        )


class PhotoForm(_FilingForm):
    """A photograph; time and place only where the camera did not write them."""

    taken_at = forms.DateTimeField(
        label=_("拍摄时间"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("照片自带时间的不用填。"),
    )
    place = forms.CharField(
        label=_("拍摄地点"),
        required=False,
        max_length=128,
        help_text=_("照片自带位置的可以不填；填写的会标为由填报人注明。"),
    )

    def filing(self) -> Filing:
        said = self.cleaned_data
        return PhotoEvidence(self.key, self.kept_file, said["taken_at"], said["place"])


_FORMS: Mapping[str, type[_FilingForm]] = {
    EvidenceKind.FIGURE: FigureForm,
    EvidenceKind.DOCUMENT: DocumentForm,
    EvidenceKind.PHOTO: PhotoForm,
}


def filing_form(
    asked: Requirement, *, person_id: int, as_of: datetime, data: Any = None, files: Any = None
) -> _FilingForm:
    """The form that files what is asked for."""
    name = f"{asked.kind}-{asked.key or 0}"
    return _FORMS[asked.kind](
        data, files, key=asked.key, person_id=person_id, as_of=as_of, prefix=name, auto_id="id_%s"
    )
