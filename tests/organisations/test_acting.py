from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.accounts.enums import Role
from taizhang.organisations.domain.acting import people_acting_for, unit_ids_for
from taizhang.organisations.enums import SuccessionReason
from taizhang.organisations.models import Unit

from .conftest import TODAY


def succeed(old: Unit, new: Unit, reason=SuccessionReason.REFORM, on=date(2024, 6, 1)) -> None:
    old.successor, old.succeeded_on, old.succession_reason = new, on, reason
    old.save()


def test_a_liaison_acts_for_the_own_unit_only(make_unit, make_person):
    own, other = make_unit("市科技局"), make_unit("市财政局")
    person = make_person("lin", unit=own)
    assert unit_ids_for(person, on=TODAY) == {own.pk}
    assert people_acting_for([own.pk, other.pk], on=TODAY) == {own.pk: [person], other.pk: []}


@pytest.mark.parametrize(("on", "acts"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_membership_counts_from_its_first_to_its_last_day(make_unit, make_person, on, acts):
    unit = make_unit("市科技局")
    person = make_person("lin", unit=unit, starts=TODAY, ends=TODAY + timedelta(days=30))
    day = TODAY + timedelta(days=on)
    assert unit_ids_for(person, on=day) == ({unit.pk} if acts else set())
    assert people_acting_for([unit.pk], on=day) == {unit.pk: [person] if acts else []}


def test_a_deactivated_person_acts_for_nobody(make_unit, make_person):
    unit = make_unit("市科技局")
    person = make_person("lin", unit=unit)
    person.is_active = False
    person.save()
    assert unit_ids_for(person, on=TODAY) == set()
    assert people_acting_for([unit.pk], on=TODAY) == {unit.pk: []}


def test_the_role_narrows(make_unit, make_person):
    unit = make_unit("市科技局")
    liaison = make_person("lin", unit=unit)
    leader = make_person("gao", unit=unit, role=Role.UNIT_LEADER)
    assert unit_ids_for(liaison, on=TODAY, role=Role.UNIT_LEADER) == set()
    assert people_acting_for([unit.pk], on=TODAY, role=Role.UNIT_LEADER) == {unit.pk: [leader]}


def test_a_successor_acts_for_its_predecessor_from_the_day_on(make_unit, make_person):
    old, new = make_unit("市卫健委"), make_unit("市卫健体委")
    before, after = make_person("old", unit=old), make_person("new", unit=new)
    succeed(old, new)
    assert unit_ids_for(after, on=date(2024, 5, 31)) == {new.pk}
    assert unit_ids_for(after, on=date(2024, 6, 1)) == {old.pk, new.pk}
    assert unit_ids_for(before, on=date(2024, 6, 1)) == {old.pk}
    assert people_acting_for([old.pk, new.pk], on=date(2024, 6, 1)) == {
        old.pk: [before, after],
        new.pk: [after],
    }


def test_people_of_a_duplicate_act_for_the_unit_it_was_merged_into(make_unit, make_person):
    double, kept = make_unit("市农业局"), make_unit("市农业农村局")
    person = make_person("nong", unit=double)
    succeed(double, kept, SuccessionReason.DUPLICATE, on=date(2030, 1, 1))
    assert unit_ids_for(person, on=TODAY) == {double.pk, kept.pk}
    assert people_acting_for([kept.pk], on=TODAY) == {kept.pk: [person]}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_units(
    make_unit, make_person, django_assert_num_queries, count
):
    units = [make_unit(f"市第{number}局") for number in range(count)]
    people = [make_person(f"p{unit.pk}", unit=unit) for unit in units]
    with django_assert_num_queries(3):
        assert people_acting_for([u.pk for u in units], on=TODAY) == {
            unit.pk: [person] for unit, person in zip(units, people, strict=True)
        }


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_directions_agree_for_any_reorganisation(make_unit, make_person, data):
    Unit.objects.update(successor=None, succeeded_on=None, succession_reason="")
    units = [make_unit(f"市第{number}局") for number in range(5)]
    for number, unit in enumerate(units[:-1]):
        target = data.draw(st.none() | st.sampled_from(units[number + 1 :]))
        if target is not None:
            day = data.draw(st.sampled_from([TODAY, TODAY + timedelta(days=1)]))
            succeed(unit, target, data.draw(st.sampled_from(SuccessionReason)), day)
    people = [
        unit.memberships.get().person
        if unit.memberships.exists()
        else make_person(f"p{unit.pk}", unit=unit)
        for unit in units
    ]
    acting = people_acting_for([unit.pk for unit in units], on=TODAY)
    for person in people:
        mine = {unit_id for unit_id, held in acting.items() if person in held}
        assert unit_ids_for(person, on=TODAY) == mine
