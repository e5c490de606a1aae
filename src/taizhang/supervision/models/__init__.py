"""What the room keeps."""

from .instruction import Instruction
from .intake import Intake, IntakeEdit, IntakeFile, Matter
from .light import LightRecord
from .mechanism import MechanismVersion
from .meeting import Meeting
from .notice import HolidayNotice
from .opened import Opened
from .picture import PictureMark
from .practice import Practice
from .recheck import RecheckItem, RecheckRound
from .regime import RegimeVersion
from .slip_number import SlipSeries
from .supervised import SupervisedTask

__all__ = [
    "HolidayNotice",
    "Instruction",
    "Intake",
    "IntakeEdit",
    "IntakeFile",
    "LightRecord",
    "Matter",
    "MechanismVersion",
    "Meeting",
    "Opened",
    "PictureMark",
    "Practice",
    "RecheckItem",
    "RecheckRound",
    "RegimeVersion",
    "SlipSeries",
    "SupervisedTask",
]
