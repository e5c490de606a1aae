"""An import that is killed at any step was taken whole or not at all; again, it is taken once."""

import io

import pytest
from django.core.files.base import ContentFile

from indicators.intake.conftest import local
from indicators.intake.tables import workbook
from supervision.crash.killing import kill_at_every_step
from taizhang.documents.domain.storing import keep_file
from taizhang.indicators.domain.errors import IndicatorError
from taizhang.indicators.domain.observing import changes
from taizhang.indicators.domain.refreshing import refresh_soon
from taizhang.indicators.exchange.importing import take_plan
from taizhang.indicators.exchange.plans import plan_import
from taizhang.indicators.exchange.sheets import read_sheets
from taizhang.indicators.models import Observation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NOW = local("2026-06-10 09:00")


@pytest.fixture
def nothing_follows(monkeypatch):
    """Paces are not written anew (`refreshing/test_refresh_killed.py` proves that they are)."""
    others = [each for each in changes._queuers if each is not refresh_soon]
    monkeypatch.setattr(changes, "_queuers", others)


def test_import_killed_at_every_write_leaves_nothing(
    make_series, liaison, settings, tmp_path, nothing_follows
):
    settings.MEDIA_ROOT = tmp_path / "files"
    rows = []
    for number in range(3):
        make_series(code=f"Z000{number}")
        rows += [[f"Z000{number}", "", f"2026-0{month}-31", 60 + month, "", ""] for month in (3, 5)]
    data = workbook(rows)
    file = keep_file(ContentFile(data), media_type="application/octet-stream", as_of=NOW)

    def work():
        assert Observation.objects.count() in (0, len(rows))  # also where it was killed before
        plan = plan_import(read_sheets("六月.xlsx", io.BytesIO(data)), actor=liaison, as_of=NOW)
        take_plan(plan, file=file, file_name="六月.xlsx", actor=liaison, as_of=NOW)

    kill_at_every_step(work, refused=IndicatorError)  # taken whole: nothing left to take
