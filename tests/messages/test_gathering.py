from datetime import timedelta

import pytest
from django.db import transaction

from taizhang.messages.domain import Notice, add_notices, add_to_digest
from taizhang.messages.domain.errors import UnknownKindError
from taizhang.messages.models import DigestItem

from .conftest import MORNING, waiting_items


def test_a_key_is_kept_once_a_person_and_day(people, tell):
    lin, gao, _ = people
    tell(lin, key="T1")
    tell(lin, gao, key="T1", as_of=MORNING + timedelta(hours=3))
    assert [len(waiting_items(person)) for person in people] == [1, 1, 0]


def test_the_same_key_is_added_again_the_next_day(people, tell):
    tell(people[0], key="T1")
    tell(people[0], key="T1", as_of=MORNING + timedelta(days=1))
    assert len(waiting_items(people[0])) == 2


def test_the_day_is_that_of_the_city(people, tell):
    tell(people[0], key="T1", as_of=MORNING.replace(hour=17))
    assert str(DigestItem.objects.get().day) == "2024-05-09"


def test_people_who_left_get_nothing(people, tell):
    people[0].is_active = False
    tell(people[0])
    assert waiting_items(people[0]) == []


def test_an_unknown_kind_is_refused(people):
    with pytest.raises(UnknownKindError, match="surprise") as caught:
        add_to_digest(people, kind="surprise", subject="惊喜", key="1", as_of=MORNING)
    assert caught.value.code == "digest_kind_unknown"


def test_what_is_rolled_back_is_not_told(people, tell):
    with transaction.atomic():
        tell(people[0])
        transaction.set_rollback(True)
    assert waiting_items(people[0]) == []


def test_many_notices_are_one_statement(people, django_assert_num_queries):
    notices = [
        Notice(person.pk, "overdue", "x" * 300, f"T{number}")
        for person in people
        for number in range(50)
    ]
    with django_assert_num_queries(1):
        add_notices(notices, as_of=MORNING)
    assert DigestItem.objects.count() == 150
    assert len(DigestItem.objects.first().subject) == DigestItem.SUBJECT_LENGTH
