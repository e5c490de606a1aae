"""What the room keeps: templates of bulletins, bulletins, what is public."""

from .bulletin import Bulletin, BulletinAct, BulletinSeries, BulletinTemplate, NamedUnit
from .drawing import BulletinDrawing
from .public import PublicMark

__all__ = [
    "Bulletin",
    "BulletinAct",
    "BulletinDrawing",
    "BulletinSeries",
    "BulletinTemplate",
    "NamedUnit",
    "PublicMark",
]
