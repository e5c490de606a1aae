"""What a unit files to show a result (提交佐证), checked: a figure, a document, a photograph."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from taizhang.calendars import local_day
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.payloads import clean_text
from taizhang.ledger.domain.reports import FigureInput, FileInput, ReportInput, report_payload
from taizhang.ledger.domain.scenes import Scene

from ...enums import EvidenceKind
from ...models import PictureMark
from ..clocks.state import Supervised
from .marking import mark_pictures

PICTURES = frozenset({"image/jpeg", "image/png"})
_SAME_TIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class FigureEvidence:
    """A figure against the target `key`, from the office that counts it, with its sheet."""

    key: int
    value: Decimal
    observed_on: date
    source: str
    file: FileInput
    kind = EvidenceKind.FIGURE


@dataclass(frozen=True, slots=True)
class DocumentEvidence:
    """A document that was issued; `number` empty where it has none."""

    key: int | None
    title: str
    number: str
    dated: date
    file: FileInput
    kind = EvidenceKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class PhotoEvidence:
    """A photograph; time and place said by the person where the camera did not write them."""

    key: int | None
    file: FileInput
    taken_at: datetime | None = None
    place: str = ""
    kind = EvidenceKind.PHOTO


Filing = FigureEvidence | DocumentEvidence | PhotoEvidence


def filing_payload(
    filing: Filing, scene: Scene, state: Supervised, *, as_of: datetime
) -> dict[str, Any]:
    """The payload of `evidence_filed`; `ActInputError` names the field and what to do."""
    figures = (
        [FigureInput(filing.key, filing.value, filing.observed_on)]
        if isinstance(filing, FigureEvidence)
        else []
    )
    report = report_payload(ReportInput(figures=figures, files=[filing.file]), scene, as_of=as_of)
    known = {name: report[name] for name in ("unit", "name", "figures", "files")}
    place = {"target": filing.key, "kind": filing.kind.value}
    return {**known, **place, **_said(filing, state, as_of)}


def _said(filing: Filing, state: Supervised, as_of: datetime) -> Mapping[str, Any]:
    if isinstance(filing, FigureEvidence):
        return {"source": _words(filing.source, _("数据提供单位"), "source")}
    if isinstance(filing, DocumentEvidence):
        return _document(filing, as_of)
    return _photo(filing, state, as_of)


def _document(filing: DocumentEvidence, as_of: datetime) -> Mapping[str, Any]:
    if filing.dated > local_day(as_of):
        raise ActInputError(
            _("文件日期 %(day)s 还没有到，请更正。") % {"day": filing.dated}, field="dated"
        )
    return {
        "title": _words(filing.title.strip("《》 "), _("文件标题"), "title"),
        "number": clean_text(filing.number, _("文号"), field="number", most=64),
        "dated": filing.dated.isoformat(),
    }


def _words(text: str, label: str, field: str) -> str:
    return clean_text(text, label, field=field, most=256, needed=True)


def _photo(filing: PhotoEvidence, state: Supervised, as_of: datetime) -> Mapping[str, Any]:
    """Time and place by the camera where it wrote them; what a person says is marked as theirs."""
    mark = _readable_mark(filing, as_of)
    taken_at = filing.taken_at or mark.taken_at
    place = clean_text(filing.place, _("拍摄地点"), field="place", most=128)
    if taken_at is None:
        raise ActInputError(
            _("照片里没有拍摄时间，请注明是什么时候拍的（会标为由填报人注明）。"), field="taken_at"
        )
    if not place and not mark.has_place:
        raise ActInputError(
            _("照片里没有拍摄地点，请注明是在哪里拍的（会标为由填报人注明）。"), field="place"
        )
    return {
        "taken_at": taken_at.isoformat(),
        "taken_by": "person" if filing.taken_at else "camera",
        "place": place or say_place(mark.latitude, mark.longitude),
        "place_by": "camera" if mark.has_place else "person",
        "latitude": mark.latitude,
        "longitude": mark.longitude,
        "remarks": list(_remarks(filing, mark, taken_at, state, as_of)),
    }


def _readable_mark(filing: PhotoEvidence, as_of: datetime) -> PictureMark:
    if filing.file.file.media_type not in PICTURES:
        raise ActInputError(
            _("“%(name)s”不是照片，请上传 jpg 或 png 图片。") % {"name": filing.file.name},
            field="file",
        )
    mark = mark_pictures([filing.file.file.pk], as_of=as_of)[filing.file.file.pk]
    if mark.problem:
        raise ActInputError(f"“{filing.file.name}”：{mark.problem}", field="file")
    return mark


def _remarks(
    filing: PhotoEvidence,
    mark: PictureMark,
    taken_at: datetime,
    state: Supervised,
    as_of: datetime,
) -> list[str]:
    """Codes of what a reviewer should notice (`evidence_events.REMARKS`)."""
    said = filing.taken_at
    differs = said and mark.taken_at and abs(said - mark.taken_at) > _SAME_TIME
    holds = {
        "before_dispatch": state.started_at is not None and taken_at < state.started_at,
        "after_now": taken_at > as_of,
        "no_camera_time": mark.taken_at is None,
        "time_differs": bool(differs),
        "no_camera_place": not mark.has_place,
    }
    return [code for code, is_so in holds.items() if is_so]


def say_place(latitude: float | None, longitude: float | None) -> str:
    """Degrees as people read them: 北纬30.69°、东经111.285°."""
    if latitude is None or longitude is None:
        return ""
    north = _("北纬%(degrees)s°") if latitude >= 0 else _("南纬%(degrees)s°")
    east = _("东经%(degrees)s°") if longitude >= 0 else _("西经%(degrees)s°")
    return "、".join(
        said % {"degrees": f"{abs(value):.4f}".rstrip("0").rstrip(".")}
        for said, value in ((north, latitude), (east, longitude))
    )
