"""Two clerks give on one task at the same moment."""

import threading

import pytest
from django.db import connection

from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.models import Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_county_gets_its_part_once(levels, make_task):
    whole = make_task()
    barrier, refused = threading.Barrier(2), []

    def run():
        barrier.wait()
        try:
            levels.give(whole, {"青石县": 70, "白河县": 70})
        except ActInputError as error:
            refused.append(error.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert Task.objects.filter(parent=whole).count() == 2
    assert len(refused) == 1
    assert "青石县人民政府已有分解任务" in refused[0]
    assert verify().holds
