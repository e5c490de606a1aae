"""What the room keeps."""

from .mechanism import MechanismVersion
from .practice import Practice
from .regime import RegimeVersion
from .supervised import SupervisedTask

__all__ = ["MechanismVersion", "Practice", "RegimeVersion", "SupervisedTask"]
