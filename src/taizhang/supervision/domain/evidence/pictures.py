"""What a picture says of itself (照片自带信息): when and where it was taken, what it looks like.

Pictures come from anybody, so nothing about them is trusted: only JPEG and PNG are opened, their
size is looked at before a pixel is decoded, and whatever goes wrong is a sentence, not a crash.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from PIL import ExifTags, Image

from taizhang.calendars import TIME_ZONE

MOST_PIXELS = 120_000_000  # larger than any telephone's camera
_HASH_SIDE = 8
_ROUGH = (128, 128)  # decoding a large JPEG at about this size is ten times as fast
_BROKEN = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError),
    *(ArithmeticError, EOFError, MemoryError, struct.error),
    Image.DecompressionBombError,
)
BANDS = ((0, 13), (13, 13), (26, 13), (39, 13), (52, 12))  # lowest bit and width of each
MOST_DIFFERENT = len(BANDS) - 1  # bits: then at least one band of two pictures is equal


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture says of itself. `likeness` is its 64-bit difference hash; `problem` says in
    a sentence why the picture could not be read."""

    width: int = 0
    height: int = 0
    likeness: int | None = None
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    problem: str = ""

    @property
    def has_place(self) -> bool:
        return self.latitude is not None and self.longitude is not None


def read_picture(file: BinaryIO) -> PictureFacts:
    """The facts of a JPEG or PNG; never raises for what the bytes hold."""
    try:
        with Image.open(file, formats=("JPEG", "PNG")) as picture:
            return _facts_of(picture)
    except _BROKEN:
        return PictureFacts(problem=_("图片打不开，可能已损坏；请确认能正常显示后重新上传。"))


def _facts_of(picture: Image.Image) -> PictureFacts:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        said = _("图片有 %(width)s×%(height)s 个像素，超过了能处理的大小；请缩小后重新上传。")
        return PictureFacts(width, height, problem=said % {"width": width, "height": height})
    taken_at, place = _exif_facts(picture)
    latitude, longitude = place or (None, None)
    likeness = difference_hash(picture)
    return PictureFacts(width, height, likeness, taken_at, latitude, longitude)


def _exif_facts(picture: Image.Image) -> tuple[datetime | None, tuple[float, float] | None]:
    """Time and place of the EXIF part (CIPA DC-008); a broken part says nothing."""
    try:
        exif = picture.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        where = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except _BROKEN:
        return None, None
    return _taken_at(details), _place(where)


def _taken_at(details: Mapping[int, Any]) -> datetime | None:
    """When the shutter was released; without an offset the camera's clock is taken as ours."""
    try:
        written = str(details[ExifTags.Base.DateTimeOriginal]).strip(" \0")
        moment = datetime.strptime(written, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - zone below
        return moment.replace(tzinfo=_zone(details.get(ExifTags.Base.OffsetTimeOriginal)))
    except _BROKEN:
        return None


def _zone(offset: object) -> Any:
    text = str(offset or "").strip(" \0")
    if len(text) != 6 or text[0] not in "+-" or text[3] != ":":
        return TIME_ZONE
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _place(where: Mapping[int, Any]) -> tuple[float, float] | None:
    """Degrees north and east; None where they are missing or not on the globe."""
    try:
        latitude = _degrees(where, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S")
        longitude = _degrees(where, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W")
    except _BROKEN:
        return None
    on_the_globe = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude)
    return (latitude, longitude) if on_the_globe else None


def _degrees(where: Mapping[int, Any], tag: int, ref: int, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in where[tag])
    value = round(degrees + minutes / 60 + seconds / 3600, 6)
    return -value if str(where.get(ref, "")).strip(" \0").upper() == negative else value


def difference_hash(picture: Image.Image) -> int:
    """64 bits: whether each of 8×8 places is brighter than the one to its right.

    Survives resizing, another quality and small edits of brightness;
    a plain surface gives zeros only, which `is_telling` leaves out.
    """
    picture.draft("L", _ROUGH)
    small = picture.convert("L").resize((_HASH_SIDE + 1, _HASH_SIDE), Image.Resampling.LANCZOS)
    pixels = list(small.tobytes())
    bits = 0
    for row in range(_HASH_SIDE):
        start = row * (_HASH_SIDE + 1)
        for place in range(start, start + _HASH_SIDE):
            bits = bits << 1 | (pixels[place] > pixels[place + 1])
    return bits


def is_telling(likeness: int) -> bool:
    """Whether a picture shows enough for its hash to tell it from others."""
    return MOST_DIFFERENT < likeness.bit_count() < 64 - MOST_DIFFERENT


def bands_of(likeness: int) -> list[int]:
    """Five numbers, one for each band of bits, no two bands sharing one.

    Two hashes that differ in at most `MOST_DIFFERENT` bits have at least one of them in common,
    so near duplicates are found by an index instead of by comparing all with all.
    """
    return [
        band << 13 | likeness >> low & (1 << width) - 1 for band, (low, width) in enumerate(BANDS)
    ]
