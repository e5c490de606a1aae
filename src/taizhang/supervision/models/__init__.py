"""What the room keeps."""

from .mechanism import MechanismVersion

__all__ = ["MechanismVersion"]
