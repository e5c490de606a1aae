import threading

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, connection, transaction

from taizhang.accounts.domain.errors import PersonError
from taizhang.accounts.domain.passwords import new_password, reset_password
from taizhang.accounts.domain.people import change_contact, create_person, set_active
from taizhang.accounts.domain.roles import change_roles
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Change, Person

from .conftest import NOON

NOT_ADMINISTRATORS = [role for role in Role if role != Role.ADMINISTRATOR]


def refusal(operation, *args, **kwargs) -> str:
    with pytest.raises(PersonError) as error:
        operation(*args, as_of=NOON, **kwargs)
    assert error.value.message.endswith("。")
    return error.value.code


def test_a_person_is_created_with_roles_and_a_row_for_each_fact(admin):
    person = create_person(
        "he",
        name="何平",
        roles=["head", "clerk"],
        password="通关-密语-八九",
        actor=admin,
        as_of=NOON,
    )
    assert person.roles == ["clerk", "head"]
    changes = Change.objects.filter(subject_id=person.pk).order_by("id")
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("created", None, "he"),
        ("name", None, "何平"),
        ("roles", [], ["clerk", "head"]),
    ]
    assert {change.actor for change in changes} == {admin}


def test_the_command_line_creates_the_first_administrator(db):
    create_person("root", name="管理员", roles=["administrator"], actor=None, as_of=NOON)
    assert Change.objects.filter(actor=None).count() == 3


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"roles": ["liaison"]}, "unit_role"),
        ({"roles": ["administrator", "clerk"]}, "roles_exclude"),
        ({"roles": ["auditor", "clerk"]}, "roles_exclude"),
        ({"username": "有 空格"}, "person_invalid"),
        ({"username": "admin"}, "person_invalid"),
        ({"name": ""}, "person_invalid"),
        ({"password": "12345678"}, "person_invalid"),
        ({"email": "nobody"}, "person_invalid"),
    ],
)
def test_a_person_who_cannot_be_is_refused_and_leaves_nothing(admin, fields, code):
    values = {"username": "he", "name": "何平"} | fields
    assert refusal(create_person, values.pop("username"), actor=admin, **values) == code
    assert Person.objects.count() == 1
    assert not Change.objects.exists()


@pytest.mark.parametrize("role", NOT_ADMINISTRATORS)
def test_only_administrators_manage_people(make_person, role):
    roles = [] if role in UNIT_ROLES else [role]
    actor, person = make_person("actor", *roles), make_person("lin")
    assert refusal(create_person, "he", name="何平", actor=actor) == "not_allowed"
    assert refusal(change_roles, person, ["clerk"], actor=actor) == "not_allowed"
    assert refusal(set_active, person, False, actor=actor) == "not_allowed"
    assert refusal(reset_password, person, actor=actor) == "not_allowed"
    contact = {"name": "林", "phone": "", "email": ""}
    assert refusal(change_contact, person, actor=actor, **contact) == "not_allowed"


def test_nobody_gives_the_own_roles(admin, make_person):
    make_person("second", Role.ADMINISTRATOR)
    assert refusal(change_roles, admin, ["clerk"], actor=admin) == "not_allowed"
    assert refusal(set_active, admin, False, actor=admin) == "not_allowed"
    assert refusal(reset_password, admin, actor=admin) == "not_allowed"


def test_a_change_of_roles_keeps_before_and_after(admin, make_person):
    person = make_person("lin", Role.CLERK)
    change_roles(person, ["head"], actor=admin, as_of=NOON)
    change_roles(person, ["head"], actor=admin, as_of=NOON)
    [change] = Change.objects.all()
    assert (change.field, change.before, change.after) == ("roles", ["clerk"], ["head"])


def test_an_administrator_who_is_not_the_last_may_be_removed(admin, make_person):
    second = make_person("second", Role.ADMINISTRATOR)
    assert change_roles(second, [], actor=admin, as_of=NOON).roles == []


def test_an_administrator_whose_own_role_was_taken_cannot_remove_the_last(admin, make_person):
    """The actor in hand may be older than the database."""
    second = make_person("second", Role.ADMINISTRATOR)
    change_roles(second, ["clerk"], actor=admin, as_of=NOON)
    assert refusal(change_roles, admin, [], actor=second) == "last_administrator"
    assert refusal(set_active, admin, False, actor=second) == "last_administrator"


def test_a_deactivated_administrator_does_not_count(admin, make_person):
    second = make_person("second", Role.ADMINISTRATOR)
    set_active(second, False, actor=admin, as_of=NOON)
    assert refusal(set_active, admin, False, actor=second) == "last_administrator"


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one(admin, make_person):
    second = make_person("second", Role.ADMINISTRATOR)
    start, codes = threading.Barrier(2), []

    def remove(actor: Person, person: Person) -> None:
        try:
            start.wait(timeout=10)
            change_roles(person, [], actor=actor, as_of=NOON)
            codes.append("done")
        except PersonError as error:
            codes.append(error.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=remove, args=pair) for pair in [(admin, second), (second, admin)]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(codes) == ["done", "last_administrator"]
    assert Person.objects.filter(roles__contains=["administrator"]).count() == 1


def test_a_deactivated_person_cannot_log_in_until_active_again(admin, make_person, client):
    person = make_person("lin", password="通关-密语-八九")
    client.force_login(person)
    set_active(person, False, actor=admin, as_of=NOON)
    person.refresh_from_db()
    assert not person.is_active
    set_active(person, True, actor=admin, as_of=NOON)
    person.refresh_from_db()
    assert person.check_password("通关-密语-八九")


def test_a_reset_password_is_temporary_new_and_told(admin, make_person):
    person = make_person("lin", password="通关-密语-八九")
    password = reset_password(person, actor=admin, as_of=NOON)
    person.refresh_from_db()
    assert person.check_password(password)
    assert not person.check_password("通关-密语-八九")
    assert person.password_is_temporary
    [message] = person.inbox.all()
    assert message.subject == "您的密码已被重置"
    assert "admin" in message.body
    [change] = Change.objects.all()
    assert password not in str(change.after)


def test_an_own_password_is_not_temporary(admin, make_person):
    person = make_person("lin")
    reset_password(person, actor=admin, as_of=NOON)
    person.refresh_from_db()
    person.set_password("通关-密语-八九")
    person.save()
    assert not person.password_is_temporary


def test_passwords_handed_out_pass_our_own_rules_and_differ():
    from django.contrib.auth.password_validation import validate_password

    passwords = {new_password() for _ in range(50)}
    assert len(passwords) == 50
    for password in passwords:
        validate_password(password)


def test_contact_changes_by_the_person_are_logged(make_person):
    person = make_person("lin")
    change_contact(person, name="林岚", phone="0396-1", email="", actor=person, as_of=NOON)
    changes = Change.objects.order_by("id").values_list("field", "before", "after")
    assert list(changes) == [("name", "lin", "林岚"), ("phone", "", "0396-1")]


@pytest.mark.parametrize("roles", [["administrator", "clerk"], ["auditor", "head"], ["liaison"]])
def test_the_database_refuses_roles_that_exclude_each_other(db, roles):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.bulk_create([Person(username="x", name="x", roles=roles)])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_change SET field = 'x'",
        "DELETE FROM accounts_change",
        "TRUNCATE accounts_change",
    ],
)
def test_the_database_refuses_to_change_the_log(admin, statement):
    create_person("he", name="何平", actor=admin, as_of=NOON)
    refused = pytest.raises(IntegrityError, match="only ever added")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
    assert Change.objects.count() == 2


def test_authenticate_accepts_the_created_password(admin, rf):
    create_person("he", name="何平", password="通关-密语-八九", actor=admin, as_of=NOON)
    assert authenticate(rf.post("/"), username="he", password="通关-密语-八九") is not None
