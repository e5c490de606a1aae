"""Photographs for tests: made by chance, saved as a camera does."""

import io
import random

from PIL import ExifTags, Image, ImageDraw


def scene(seed=1, size=(640, 480)):
    """A picture with shapes, as a building site has them."""
    chance, picture = random.Random(seed), Image.new("RGB", size, "skyblue")
    draw = ImageDraw.Draw(picture)
    for _ in range(25):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        right, low = left + chance.randrange(20, 200), top + chance.randrange(20, 200)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.rectangle((left, top, right, low), fill=colour)
    return picture


def saved(picture, form="JPEG", *, taken=None, offset=None, gps=None, quality=90):
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Yunling"
    if taken is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if offset is not None:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = offset
    if gps is not None:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    held = io.BytesIO()
    more = {"quality": quality} if form == "JPEG" else {}
    picture.save(held, form, exif=exif, **more)
    return held.getvalue()
