"""Every address of the ledger × every role: who gets in, and that guessed numbers are not there."""

import io

import pytest
from django.test import Client

from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import keep_evidence
from taizhang.ledger import urls
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.reporting import report_progress
from taizhang.ledger.domain.reports import FileInput, ReportInput
from taizhang.ledger.domain.signing import sign_for_task
from taizhang.ledger.models import Evidence

PDF = b"%PDF-1.4\n%%EOF\n"
OFFICE = ("clerk", "head")
READERS = (*OFFICE, "city_leader", "auditor", "indicator_officer", "assessment_officer")
OWN = ("liaison", "unit_leader")
COUNTY = ("county_clerk",)  # of a county that the task of the matrix does not concern
OTHER = ("other_liaison", *COUNTY)
OUTSIDE = ("administrator", "nobody")
EVERYBODY = (*READERS, *OWN, *OTHER, *OUTSIDE)

# name of the address: method, who gets 200, who gets a redirect, who gets 404; the others get 403
ADDRESSES = {
    "desk": ("get", (*READERS, *OWN, *OTHER, "nobody"), ("administrator",), ()),
    "list": ("get", (*READERS, *OWN, *OTHER), (), ()),
    "columns": ("post", (), (*READERS, *OWN, *OTHER), ()),
    "desk-sign": ("post", (), (*OFFICE, *OWN, *OTHER), ()),
    "desk-accept": ("post", (), (*OFFICE, *COUNTY), ()),
    "dispatch": ("post", (), (*OFFICE, *COUNTY), ()),
    "export-xlsx": ("get", (*READERS, *OWN, *OTHER), (), ()),
    "export-csv": ("get", (*READERS, *OWN, *OTHER), (), ()),
    "import": ("get", (*OFFICE, *OWN, *OTHER), (), ()),
    "import-apply": ("post", (), (*OFFICE, *OWN, *OTHER), ()),
    "chain": ("get", ("head", "auditor"), (), ()),
    "chain-check": ("post", ("head", "auditor"), (), ()),
    "confirm": ("get", OFFICE, (), ()),
    "task": ("get", (*READERS, *OWN), (), OTHER),
    "evidence": ("get", (*READERS, *OWN), (), OTHER),
}
ACTS = {  # in state 办理中: who may, who is told that it is not the time; others 403 or 404
    "sign": ((), OWN),
    "report": (OWN, ()),
    "request_closure": (OWN, ()),
    "dispatch": ((), OFFICE),
    "accept_closure": ((), OFFICE),
    "return_closure": ((), OFFICE),
    "reopen": ((), OFFICE),
    "correct": (OFFICE, ()),
    "link": (OFFICE, ()),
    "unlink": (OFFICE, ()),
    "remark": (("city_leader",), ()),
}


@pytest.fixture
def people(make_person, appoint, science, clerk, liaison, other_liaison, county_clerk):
    city = {role: make_person(f"the_{role}", role) for role in (*READERS[1:], "administrator")}
    leader = make_person("leader")
    appoint(leader, science, Role.UNIT_LEADER)
    return city | {
        "clerk": clerk,
        "liaison": liaison,
        "unit_leader": leader,
        "other_liaison": other_liaison,
        "county_clerk": county_clerk,
        "nobody": make_person("nobody"),
    }


@pytest.fixture
def underway(make_task, clerk, liaison, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    stored = keep_evidence(io.BytesIO(PDF), name="名单.pdf", as_of=noon)
    report = ReportInput("见附件", files=[FileInput(stored, "名单.pdf")])
    report_progress(task, report, actor=liaison, as_of=noon)
    return task


@pytest.fixture
def places(underway, make_draft, make_row):
    draft = make_draft()
    make_row(draft)
    evidence = Evidence.objects.get(task=underway)
    return {
        "desk": "/",
        "list": "/ledger/",
        "columns": "/ledger/columns/",
        "desk-sign": "/ledger/desk/sign/",
        "desk-accept": "/ledger/desk/accept/",
        "dispatch": "/ledger/dispatch/",
        "export-xlsx": "/ledger/export.xlsx",
        "export-csv": "/ledger/export.csv",
        "import": "/ledger/import/",
        "import-apply": "/ledger/import/apply/",
        "chain": "/ledger/chain/",
        "chain-check": "/ledger/chain/check/",
        "confirm": f"/ledger/confirm/{draft.pk}/",
        "task": underway.get_absolute_url(),
        "evidence": f"{underway.get_absolute_url()}evidence/{evidence.pk}/",
    }


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def expected(who, fine, redirected, missing):
    if who in fine:
        return 200
    if who in redirected:
        return 302
    return 404 if who in missing else 403


def test_every_address_is_in_the_matrix():
    assert {pattern.name for pattern in urls.urlpatterns} == {*ADDRESSES, "act"}


def test_each_address_opens_to_its_roles_only(people, places):
    clients = {who: client_of(people[who]) for who in EVERYBODY}
    for name, (method, *groups) in ADDRESSES.items():
        found = {
            who: getattr(client, method)(places[name]).status_code
            for who, client in clients.items()
        }
        assert found == {who: expected(who, *groups) for who in EVERYBODY}, name


def test_each_act_is_open_to_its_roles_only(people, underway):
    clients = {who: client_of(people[who]) for who in EVERYBODY}
    for act, (may, too_early) in ACTS.items():
        address = f"{underway.get_absolute_url()}{act}/"
        found = {who: client.post(address).status_code for who, client in clients.items()}
        # an empty form comes back with 422, an act at the wrong time with 409
        assert found == {
            who: 409 if who in too_early else 422 if who in may else 404 if who in OTHER else 403
            for who in EVERYBODY
        }, act


def test_acts_on_a_county_task_are_open_to_its_clerk_instead_of_the_city_office(
    people, make_task, county, county_clerk, liaison, make_person, appoint, industry, noon
):
    elsewhere = make_person("elsewhere")
    appoint(elsewhere, industry, Role.COUNTY_CLERK)
    everybody = people | {"elsewhere": elsewhere}
    task = make_task(keeper=county)
    dispatch_tasks([task], actor=county_clerk, as_of=noon)
    sign_for_task(task, actor=liaison, as_of=noon)
    clients = {who: client_of(person) for who, person in everybody.items()}
    for act, (may, too_early) in ACTS.items():
        office = {"may": set(may), "too_early": set(too_early)}
        for group in office.values():  # the county's clerk does what the office would do
            group |= set(COUNTY) if group & set(OFFICE) else set()
            group -= set(OFFICE)
        address = f"{task.get_absolute_url()}{act}/"
        found = {who: client.post(address).status_code for who, client in clients.items()}
        assert found == {
            who: 409
            if who in office["too_early"]
            else 422
            if who in office["may"]
            else 404
            if who in ("other_liaison", "elsewhere")
            else 403
            for who in everybody
        }, act


def test_strangers_go_to_the_log_in(places):
    for name, (method, *_groups) in ADDRESSES.items():
        answer = getattr(Client(), method)(places[name])
        assert (answer.status_code, answer.url[:7]) == (302, "/login/"), name


def test_what_changes_something_is_never_a_link(people, places):
    head = client_of(people["head"])
    for name, (method, *_groups) in ADDRESSES.items():
        if method == "post":
            assert head.get(places[name]).status_code == 405, name


def test_acts_need_the_token_against_forged_requests(people, underway):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["liaison"])
    assert client.post(f"{underway.get_absolute_url()}report/", {"text": "x"}).status_code == 403
