"""What a person is on a day is asked once while a page is read, and never kept longer."""

from datetime import date

import pytest
from django.test import RequestFactory

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.organisations.domain.acting import keep_answers, roles_in_units, unit_ids_for
from taizhang.organisations.middleware import KeepAnswersMiddleware
from taizhang.organisations.models import Membership, Region, Unit

DAY = date(2024, 6, 3)


@pytest.fixture
def person(db):
    return Person.objects.create_user("liwei", name="李伟")


@pytest.fixture
def unit(db):
    region = Region.objects.get_or_create(name="云岭市", level="市")[0]
    return Unit.objects.create(region=region, name="市科技局")


def appoint(person, unit, role=Role.LIAISON):
    return Membership.objects.create(person=person, unit=unit, role=role, starts=date(2024, 1, 1))


def test_asked_again_within_a_page_takes_no_query(person, unit, django_assert_num_queries):
    appoint(person, unit)
    with keep_answers():
        assert unit_ids_for(person, on=DAY) == {unit.pk}
        with django_assert_num_queries(0):
            assert unit_ids_for(person, on=DAY) == {unit.pk}
            assert unit_ids_for(person, on=DAY, role=Role.LIAISON) == {unit.pk}
            assert unit_ids_for(person, on=DAY, role=Role.UNIT_LEADER) == frozenset()
            assert roles_in_units(person, on=DAY) == {Role.LIAISON}


def test_other_people_and_other_days_are_asked_for_themselves(person, unit):
    appoint(person, unit)
    other = Person.objects.create_user("zhaomin", name="赵敏")
    with keep_answers():
        assert unit_ids_for(person, on=DAY) == {unit.pk}
        assert unit_ids_for(other, on=DAY) == frozenset()
        assert unit_ids_for(person, on=date(2023, 12, 31)) == frozenset()


def test_who_was_shut_out_acts_for_nobody_though_answers_are_kept(person, unit):
    appoint(person, unit)
    with keep_answers():
        assert unit_ids_for(person, on=DAY)
        person.is_active = False
        assert unit_ids_for(person, on=DAY) == frozenset()


def test_answers_end_with_the_page_also_when_it_fails(person, unit):
    def view(request):
        return 1 / len(unit_ids_for(person, on=DAY))

    with pytest.raises(ZeroDivisionError):
        KeepAnswersMiddleware(view)(RequestFactory().get("/"))
    appoint(person, unit)
    assert unit_ids_for(person, on=DAY) == {unit.pk}


@pytest.mark.parametrize(("method", "seen"), [("GET", 0), ("HEAD", 0), ("POST", 1), ("PUT", 1)])
def test_only_requests_that_read_keep_answers(person, unit, method, seen):
    found = []

    def view(request):
        unit_ids_for(person, on=DAY)
        appoint(person, unit)
        found.append(len(unit_ids_for(person, on=DAY)))

    KeepAnswersMiddleware(view)(RequestFactory().generic(method, "/"))
    assert found == [seen]
    assert unit_ids_for(person, on=DAY) == {unit.pk}
