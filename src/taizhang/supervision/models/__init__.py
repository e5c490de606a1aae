"""What the room keeps."""

from .mechanism import MechanismVersion
from .supervised import SupervisedTask

__all__ = ["MechanismVersion", "SupervisedTask"]
