"""The ledger's list shows the tasks of a class of pace, now and at a past moment."""

import pytest
from django.utils import timezone

ADDRESS = "/ledger/"


@pytest.fixture
def tasks(city):
    """One task that is done long ago, one that nobody knows anything of."""
    done, unknown = (
        city.task(("甲", ">=", 1), title="做完的"),
        city.task(("乙", ">=", 1), title="未知的"),
    )
    city.start(done)
    city.report(done, 5)
    return done, unknown


def test_the_list_is_filtered_by_pace(tasks, client, clerk):
    client.force_login(clerk)
    for pace, title, other in (("done", "做完的", "未知的"), ("unknown", "未知的", "做完的")):
        body = client.get(ADDRESS, {"pace": pace}).content.decode()
        assert title in body, pace
        assert other not in body, pace
        assert 'name="pace"' in body
    assert 'name="pace"' not in client.get(ADDRESS).content.decode()


def test_a_past_moment_is_judged_by_what_was_recorded_then(city, client, clerk):
    task = city.start(city.task(("甲", ">=", 1), title="后来做完"))
    before = timezone.now().isoformat()
    city.report(task, 5)
    client.force_login(clerk)
    asked = {"pace": "done", "as_of": before}
    assert "后来做完" not in client.get(ADDRESS, asked).content.decode()
    assert "后来做完" in client.get(ADDRESS, {"pace": "done"}).content.decode()
