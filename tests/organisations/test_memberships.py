from datetime import date, timedelta

import pytest

from taizhang.accounts.domain.errors import PersonError
from taizhang.accounts.domain.roles import change_roles
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Change
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.domain.errors import UnitError
from taizhang.organisations.domain.memberships import appoint, end_membership, hand_over

from .conftest import NOON, TODAY


@pytest.fixture
def admin(make_person):
    return make_person("admin", Role.ADMINISTRATOR)


@pytest.fixture
def unit(make_unit):
    return make_unit("市科技局")


def refusal(operation, *args, **kwargs) -> str:
    with pytest.raises(UnitError) as error:
        operation(*args, as_of=NOON, **kwargs)
    assert error.value.message.endswith("。")
    return error.value.code


def appointed(person, unit, admin, starts=TODAY):
    return appoint(person, unit, role=Role.LIAISON, starts=starts, actor=admin, as_of=NOON)


def test_an_appointed_person_acts_for_the_unit_and_is_told(unit, admin, make_person):
    person = make_person("lin")
    appointed(person, unit, admin)
    assert unit_ids_for(person, on=TODAY) == {unit.pk}
    assert [m.subject for m in person.inbox.all()] == ["您已被指定为市科技局的单位联络员"]
    assert Change.objects.get(subject_kind="membership").after == "2024-05-08"


def test_the_same_appointment_does_not_overlap(unit, admin, make_person):
    person = make_person("lin")
    membership = appointed(person, unit, admin)
    options = {"role": Role.LIAISON, "actor": admin}
    assert refusal(appoint, person, unit, starts=TODAY, **options) == "appointed_already"
    end_membership(membership, ends=TODAY, actor=admin, as_of=NOON)
    tomorrow = TODAY + timedelta(days=1)
    assert appoint(person, unit, starts=tomorrow, as_of=NOON, **options).starts == tomorrow


def test_an_ended_membership_counts_through_its_last_day(unit, admin, make_person):
    person = make_person("lin")
    membership = appointed(person, unit, admin)
    end_membership(membership, ends=date(2024, 6, 30), actor=admin, as_of=NOON)
    assert unit_ids_for(person, on=date(2024, 6, 30)) == {unit.pk}
    assert unit_ids_for(person, on=date(2024, 7, 1)) == set()
    again = {"ends": date(2024, 7, 5), "actor": admin}
    assert refusal(end_membership, membership, **again) == "ended_already"
    before = {"ends": date(2024, 5, 1), "actor": admin}
    assert refusal(end_membership, membership, **before) == "ends_before_start"


def test_duties_are_handed_over_without_a_gap_and_both_are_told(unit, admin, make_person):
    old, new = make_person("old"), make_person("new")
    membership = appointed(old, unit, admin)
    day = date(2024, 6, 1)
    handed = hand_over(membership, to=new, on=day, actor=admin, as_of=NOON)
    assert (handed.role, handed.starts, handed.ends) == (Role.LIAISON, day, None)
    assert [unit_ids_for(person, on=date(2024, 5, 31)) for person in (old, new)] == [
        {unit.pk},
        set(),
    ]
    assert [unit_ids_for(person, on=day) for person in (old, new)] == [set(), {unit.pk}]
    assert old.inbox.first().subject == "您的市科技局单位联络员工作移交给new"
    assert new.inbox.first().subject == "old把市科技局单位联络员工作移交给您"


def test_duties_are_not_handed_over_on_the_first_day_or_to_the_holder(unit, admin, make_person):
    old, new = make_person("old"), make_person("new")
    membership = appointed(old, unit, admin)
    assert refusal(hand_over, membership, to=new, on=TODAY, actor=admin) == "ends_before_start"
    appointed(new, unit, admin)
    day = TODAY + timedelta(days=9)
    assert refusal(hand_over, membership, to=new, on=day, actor=admin) == "appointed_already"
    membership.refresh_from_db()
    assert membership.ends is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_act_for_no_unit(unit, admin, make_person, role):
    person = make_person("x", role)
    options = {"role": Role.LIAISON, "starts": TODAY, "actor": admin}
    assert refusal(appoint, person, unit, **options) == "role_against"
    member = make_person("lin")
    appointed(member, unit, admin)
    with pytest.raises(PersonError, match="市科技局任职") as error:
        change_roles(member, [role], actor=admin, as_of=NOON)
    assert error.value.code == "role_against"


def test_somebody_deactivated_is_not_appointed(unit, admin, make_person):
    person = make_person("lin")
    person.is_active = False
    person.save()
    options = {"role": Role.LIAISON, "starts": TODAY, "actor": admin}
    assert refusal(appoint, person, unit, **options) == "person_inactive"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_appoint(unit, admin, make_person, role):
    membership = appointed(make_person("lin"), unit, admin)
    in_unit = role in UNIT_ROLES
    actor = make_person("p", unit=unit, role=role) if in_unit else make_person("p", role)
    day = date(2024, 6, 1)
    person = make_person("new")
    options = {"role": Role.LIAISON, "starts": TODAY, "actor": actor}
    assert refusal(appoint, person, unit, **options) == "not_allowed"
    assert refusal(end_membership, membership, ends=day, actor=actor) == "not_allowed"
    assert refusal(hand_over, membership, to=person, on=day, actor=actor) == "not_allowed"
