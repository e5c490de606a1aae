"""Words of scale before a measure (数量级): 万元 is 元 × 10,000, 千瓦 a measure itself."""

from __future__ import annotations

from ..patterns import late
from .numerals import multiplier

SCALE = r"(?:[十百千]?万亿|[十百千]?[万亿]|[十百千](?![瓦米克伏赫卡帕焦分]))"
SCALED_UNIT = rf"^({SCALE})([^级以]+)$"
"""A measure with its scale: 万元, 亿千瓦时; not 千瓦, 亿元以上项目. Databases read it too."""
SCALE_POWERS = {
    scale: len(str(multiplier(scale))) - 1
    for large in ("万亿", "亿", "万", "")
    for small in ("千", "百", "十", "")
    if (scale := small + large)
}
"""Every word of scale with its power of ten: 万亿 is 12."""
MONEY = frozenset({"元", "美元", "欧元", "港元", "日元"})
"""Measures whose large amounts people read and keep in 万 and 亿 only."""
_SCALED = late(SCALED_UNIT)


def split_scale(unit: str) -> tuple[str, str]:
    """The word of scale that a measure begins with ("": none), and the measure behind it.

    >>> split_scale("万元"), split_scale("亿千瓦时"), split_scale("千瓦时"), split_scale("人次")
    (('万', '元'), ('亿', '千瓦时'), ('', '千瓦时'), ('', '人次'))
    """
    found = _SCALED.match(unit)
    return (found[1], found[2]) if found else ("", unit)
