"""The harness itself finds what it is there to find."""

import signal

import pytest
from django.db import transaction

from supervision.crash.killing import COMMITTED, kill_at_every_step, run_in_child
from taizhang.messages.models import DigestRun
from taizhang.organisations.models import Region

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NAMES = ("青石县", "白河县")


def add_if_missing(name):
    with transaction.atomic():
        Region.objects.get_or_create(name=name, defaults={"level": "县"})


def test_child_is_killed_at_the_step_and_leaves_nothing(noon):
    def work():
        with transaction.atomic():
            DigestRun.objects.create(day=noon.date(), made_at=noon)

    whole = run_in_child(lambda: None)
    assert (whole.steps, whole.signal, whole.raised) == (b"", 0, "")
    before = run_in_child(work, kill_at=2)  # the insert, then the commit
    assert (before.steps, before.signal, before.commits) == (b"wc", signal.SIGKILL, 0)
    assert not DigestRun.objects.exists()
    after = run_in_child(work, kill_at=3)
    assert after.steps.endswith(COMMITTED)
    assert DigestRun.objects.count() == 1


def test_what_the_child_raises_is_told():
    assert "ZeroDivisionError" in run_in_child(lambda: 1 / 0).raised


def test_work_of_several_commits_that_goes_on_is_sound():
    assert kill_at_every_step(lambda: [add_if_missing(name) for name in NAMES]).commits == 2


def test_work_that_never_goes_on_after_a_kill_is_found():
    def work():
        if not Region.objects.filter(name=NAMES[0]).exists():
            for name in NAMES:
                add_if_missing(name)

    with pytest.raises(AssertionError, match="run again: organisations_region"):
        kill_at_every_step(work)


def test_work_that_is_done_twice_is_found(noon):
    def work():
        with transaction.atomic():
            Region.objects.create(name=f"区{Region.objects.count()}", level="区")

    with pytest.raises(AssertionError, match="run again: organisations_region"):
        kill_at_every_step(work)


def test_writing_outside_a_transaction_is_found():
    with pytest.raises(AssertionError, match="outside a transaction"):
        kill_at_every_step(lambda: Region.objects.filter(name=NAMES[0]).update(level="区"))
