"""What the room keeps: templates of bulletins, bulletins, what is public."""

from .bulletin import Bulletin, BulletinAct, BulletinSeries, BulletinTemplate, NamedUnit
from .drawing import BulletinDrawing
from .kept_rows import BulletinFigure, BulletinRow
from .public import PublicMark

__all__ = [
    "Bulletin",
    "BulletinAct",
    "BulletinDrawing",
    "BulletinFigure",
    "BulletinRow",
    "BulletinSeries",
    "BulletinTemplate",
    "NamedUnit",
    "PublicMark",
]
