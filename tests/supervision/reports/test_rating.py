"""Ratings of the public, and who opened a task."""

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.road import as_sent
from supervision.owing_tasks import dispatch, sign
from taizhang.ledger.domain.errors import ActInputError, ActNotAllowedError, TaskStateError
from taizhang.messages.models import Message
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.reports.rating import record_rating
from taizhang.supervision.models import Opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    tasks = dispatch([make_task(due="2099-12-31")], clerk, noon)
    sign(tasks, liaison, noon)
    return tasks[0]


def rate(task, actor, noon, *, satisfied=False, text="12345回访：路灯仍不亮"):
    return record_rating(task, satisfied=satisfied, text=text, actor=actor, as_of=noon)


def unsatisfied(task):
    return load_states([task.pk], None)[task.pk].public_rating


def test_unsatisfied_ratings_count_until_one_is_satisfied(underway, clerk, noon):
    rate(underway, clerk, noon)
    rate(underway, clerk, noon)
    assert unsatisfied(underway) == 2
    rate(underway, clerk, noon, satisfied=True, text="回访：已亮")
    assert unsatisfied(underway) == 0
    assert as_sent(underway) == "群众评价：满意：回访：已亮"


def test_unit_hears_of_an_unsatisfied_rating_only(underway, clerk, liaison, noon):
    Message.objects.all().delete()
    rate(underway, clerk, noon, satisfied=True)
    assert Message.objects.filter(recipient=liaison).count() == 0
    rate(underway, clerk, noon)
    assert Message.objects.get(recipient=liaison).body == "12345回访：路灯仍不亮"


def test_rating_needs_words_the_office_and_a_task_at_work(
    underway, make_task, clerk, liaison, noon
):
    with pytest.raises(ActInputError, match="评价来源和内容"):
        rate(underway, clerk, noon, text=" ")
    with pytest.raises(ActNotAllowedError):
        rate(underway, liaison, noon)
    with pytest.raises(TaskStateError, match="不能记录群众评价"):
        rate(make_task(), clerk, noon)


def test_clerk_records_a_rating_from_the_task_page(underway, clerk, client):
    client.force_login(clerk)
    address = reverse("supervision:rating", args=[underway.number])
    assert address in client.get(underway.get_absolute_url()).content.decode()
    refused = client.post(address, {"satisfied": "no", "text": ""})
    assert refused.status_code == 422
    client.post(address, {"satisfied": "no", "text": "信访件第12号：不满意"})
    assert unsatisfied(underway) == 1


def test_unit_may_not_open_the_rating_page(underway, liaison, client):
    client.force_login(liaison)
    assert client.get(reverse("supervision:rating", args=[underway.number])).status_code == 403


def test_task_page_leads_the_unit_to_what_is_owed_of_it(underway, liaison, clerk, client):
    address = reverse("supervision:task-reports", args=[underway.number])
    client.force_login(liaison)
    assert address in client.get(underway.get_absolute_url()).content.decode()
    page = client.get(address, follow=True).content.decode()
    assert "当日研究部署" in page
    client.force_login(clerk)
    assert address not in client.get(underway.get_absolute_url()).content.decode()


def test_first_opening_by_a_person_of_the_unit_is_kept(underway, liaison, science, client):
    client.force_login(liaison)
    client.get(underway.get_absolute_url())
    first = Opened.objects.get()
    assert (first.task, first.unit, first.person) == (underway, science, liaison)
    client.get(underway.get_absolute_url())
    assert Opened.objects.get().first_at == first.first_at


def test_others_and_looks_into_the_past_leave_no_trace(
    underway, clerk, other_liaison, liaison, client
):
    for person in (clerk, other_liaison):
        client.force_login(person)
        client.get(underway.get_absolute_url())
    client.force_login(liaison)
    client.get(underway.get_absolute_url(), {"as_of": timezone.now().isoformat()})
    assert not Opened.objects.exists()
