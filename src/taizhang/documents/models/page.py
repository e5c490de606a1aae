import zlib
from array import array

from django.db import models
from django.utils.translation import gettext_lazy as _

from .source import Source

_TENTHS = 10
_MOST = 65_535


def pack_places(boxes: "array[float]") -> bytes:
    """Boxes in points as tenths of a point, compressed; what lies off the page is at its edge."""
    tenths = array("H", (min(_MOST, max(0, round(value * _TENTHS))) for value in boxes))
    return zlib.compress(tenths.tobytes(), 6)


class SourcePage(models.Model):
    """A page of a source that has pages (页): its part of the text, where each character lies."""

    source = models.ForeignKey(Source, models.CASCADE, verbose_name=_("原件"), related_name="pages")
    number = models.PositiveIntegerField(_("页码"))  # counted from 1 as the pages lie in the file
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    width = models.FloatField(_("宽"))  # points
    height = models.FloatField(_("高"))
    places = models.BinaryField(_("位置"))  # see `pack_places`: four numbers a character

    class Meta:
        verbose_name = verbose_name_plural = _("页")
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="a_page_is_kept_once"),
            models.CheckConstraint(
                condition=models.Q(span_end__gte=models.F("span_start")),
                name="a_page_ends_behind_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}/{self.number}"

    @property
    def boxes(self) -> "array[float]":
        """Left, top, right, bottom of each character, in points from the upper left corner."""
        tenths = array("H")
        tenths.frombytes(zlib.decompress(bytes(self.places)))
        return array("f", (value / _TENTHS for value in tenths))
