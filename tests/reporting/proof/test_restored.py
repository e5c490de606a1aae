"""What a backup brings back: indicators, figures, bulletins and the files of both."""

import pytest

MAKE = """
import io
from datetime import date
from decimal import Decimal
from django.core.files.base import ContentFile
from django.utils import timezone
from taizhang.accounts.models import Person
from taizhang.documents.domain.storing import keep_file
from taizhang.indicators.domain.defining import define_indicator
from taizhang.indicators.domain.goals import GoalInput, set_goal
from taizhang.indicators.domain.observing import record_observations
from taizhang.indicators.domain.types import FigureInput, IndicatorInput
from taizhang.indicators.models import Series
from taizhang.organisations.models import Region
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.periods import read_period
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
now = timezone.now
region = Region.objects.get_or_create(name='云岭市', defaults={'level': '市'})[0]
head = Person.objects.create_user('chenjing', name='陈静', roles=['head'])
clerk = Person.objects.create_user('wangfang', name='王芳', roles=['clerk'])
officer = Person.objects.create_user('sunli', name='孙丽', roles=['indicator_officer'])
meaning = IndicatorInput('高新技术企业', '家', 'more', 'month', 'cumulative', region.pk)
define_indicator(meaning, code='GX001', actor=officer, as_of=now())
series = Series.objects.get()
goal = GoalInput('>=', Decimal(140), date(2024, 12, 31), '年度计划')
set_goal(series, goal, actor=officer, as_of=now())
file = keep_file(ContentFile('报数'.encode()), media_type='text/csv', as_of=now())
said = {'way': 'excel', 'source': 1, 'actor': officer, 'file': file, 'file_name': '报数.csv'}
for value in (20, 25):
    rows = [FigureInput(series.pk, date(2024, 6, 30), Decimal(value))]
    record_observations(rows, as_of=now(), **said)
made = draft_bulletin(read_period('2024-H1'), keeper_id=None, actor=clerk, as_of=now())
review_bulletin(made, seen=made.digest, actor=head, as_of=now())
issue_bulletin(made, seen=made.digest, actor=clerk, as_of=now())
"""
READ = """
from taizhang.documents.domain.storing import open_file
from taizhang.indicators.models import GoalPace, GoalVersion, Observation
from taizhang.reporting.domain.bulletins.rebuilding import rebuild_bulletin
from taizhang.reporting.models import Bulletin
for row in Observation.objects.order_by('pk'):
    file = row.submission.file
    print(row.series.indicator.code, row.day, row.value, row.recorded_at, file.sha256)
    print(open_file(file).read().decode())
print(*GoalVersion.objects.values_list('value', 'deadline', 'since'))
bulletin = Bulletin.objects.get()
print(bulletin.number, bulletin.digest, bulletin.word.sha256, bulletin.annex.sha256)
print(len(open_file(bulletin.word).read()), len(open_file(bulletin.annex).read()))
print('same' if rebuild_bulletin(bulletin).is_same else 'differs')
"""


def shell(taizhang, script: str) -> str:
    return taizhang("django", "shell", "--verbosity", "0", "--command", script)


@pytest.mark.slow
def test_indicators_bulletins_and_their_files_come_back(ready_taizhang, tmp_path):
    shell(ready_taizhang, MAKE)
    before = shell(ready_taizhang, READ)
    assert before.splitlines()[-1] == "same"
    assert before.count("GX001") == 2
    saved = tmp_path / "备份.tar.gz"
    ready_taizhang("backup", "--output", str(saved))
    removed = list((ready_taizhang.data / "files").rglob("*"))
    for path in removed:
        if path.is_file():
            path.unlink()
    assert "已恢复" in ready_taizhang("restore", "--replace", str(saved))
    assert shell(ready_taizhang, READ) == before
