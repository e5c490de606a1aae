"""Taking the figures of a file: all of them or nothing (导入)."""

from datetime import datetime

from django.db.models import QuerySet

from taizhang.accounts.models import Person
from taizhang.documents.models import StoredFile

from ..domain.intake.giving import give_figures
from ..enums import Way
from ..models import Submission
from .plans import Plan

_FILE_NAME_LENGTH = 255


def take_plan(
    plan: Plan, *, file: StoredFile, file_name: str, actor: Person, as_of: datetime
) -> Submission:
    """Take what the plan changes, in one transaction, as one submission that names the file. The
    same plan sent again gives the submission of the first time.

    Raises:
        FiguresRefusedError: meanwhile somebody gave figures that stand against these; nothing is
            taken. `row` counts the changes of the plan.
        IndicatorError `no_figures`: the plan changes nothing.
    """
    return give_figures(
        plan.judged,
        way=Way.EXCEL,
        actor=actor,
        as_of=as_of,
        file=file,
        file_name=file_name[-_FILE_NAME_LENGTH:],
        key=f"file:{file.sha256[:24]}:{plan.digest[:24]}",
        body_hash=plan.digest,
    )


def earlier_imports(file: StoredFile) -> QuerySet[Submission]:
    """The submissions that came from the same bytes before, the latest first."""
    return Submission.objects.filter(file=file, way=Way.EXCEL).select_related("submitted_by")
