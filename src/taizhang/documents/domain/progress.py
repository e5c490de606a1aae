"""Progress of a reading (识读进度), written at once so that the waiting page can show it."""

from django.db import transaction

from ..enums import ReadingState
from ..models import Source

_STEP_PERCENT = 5


class ReadingProgress:
    """Called by the reader with a stage and the share done (0 to 1); writes only what is news."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._shown = ("", -_STEP_PERCENT)

    def __call__(self, stage: str, share: float) -> None:
        percent = min(99, max(0, int(share * 100)))
        last_stage, last_percent = self._shown
        if stage == last_stage and percent < last_percent + _STEP_PERCENT:
            return
        self._shown = (stage, percent)
        with transaction.atomic():
            Source.objects.filter(pk=self._source.pk, state=ReadingState.READING).update(
                stage=stage[:64], percent=percent
            )
