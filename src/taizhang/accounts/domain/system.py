"""Who acts where no person does (系统账号): commands and jobs."""

from datetime import datetime

from ..enums import Role
from ..models import Person
from .people import create_person

SYSTEM = "system"


def system_person(*, as_of: datetime) -> Person:
    """The person `system`, who cannot log in, made on demand."""
    known = Person.objects.filter(username=SYSTEM).first()
    return known or create_person(SYSTEM, name="系统", roles=[Role.CLERK], actor=None, as_of=as_of)
