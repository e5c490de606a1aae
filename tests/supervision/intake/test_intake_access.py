"""Every address of meetings and instructions × every role."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from supervision.intake.intake_pages import PDF, client_of, meeting_data
from taizhang.accounts.enums import Role
from taizhang.supervision.domain.intake.instructing import (
    QuickInstruction,
    give_instruction,
)
from taizhang.supervision.models import Meeting

OFFICE = ("clerk", "head")
READERS = (*OFFICE, "city_leader", "auditor", "indicator_officer", "assessment_officer")
COUNTY = ("county_clerk",)
OUTSIDE = ("liaison", "unit_leader", "administrator", "nobody")
EVERYBODY = (*READERS, *COUNTY, *OUTSIDE)

# name: method, who gets 200 or 422, who gets 404; the others get 403
ADDRESSES = {
    "meetings": ("get", (*READERS, *COUNTY), ()),
    "meeting-new": ("get", (*OFFICE, *COUNTY), ()),
    "series": ("get", (*READERS, *COUNTY), ()),
    "meeting": ("get", READERS, COUNTY),
    "meeting-edit": ("get", OFFICE, COUNTY),
    "instructions": ("get", (*READERS, *COUNTY), ()),
    "instruction-new": ("get", (*OFFICE, *COUNTY), ()),
    "instruction-give": ("get", ("city_leader",), ()),
    "instruction": ("get", READERS, COUNTY),
    "instruction-edit": ("get", OFFICE, COUNTY),
    "matters": ("post", OFFICE, COUNTY),
    "intake-lines": ("post", OFFICE, COUNTY),
    "intake-files": ("post", OFFICE, COUNTY),
    "intake-file": ("get", READERS, COUNTY),
}


@pytest.fixture
def people(make_person, appoint, science, clerk, liaison, county_clerk):
    city = {role: make_person(f"the_{role}", role) for role in (*READERS[1:], "administrator")}
    boss = make_person("boss")
    appoint(boss, science, Role.UNIT_LEADER)
    return city | {
        "clerk": clerk,
        "liaison": liaison,
        "unit_leader": boss,
        "county_clerk": county_clerk,
        "nobody": make_person("nobody"),
    }


@pytest.fixture
def at(make_meeting, leader, clerk):
    meeting = make_meeting()
    client = client_of(clerk)
    upload = SimpleUploadedFile("纪要.pdf", PDF)
    client.post(f"/supervision/intake/{meeting.pk}/files/", {"attachments": upload})
    given = give_instruction(
        QuickInstruction("请处置", "市科技局", None), actor=leader, as_of=timezone.now()
    )
    base = "/supervision"
    return {
        "meetings": f"{base}/meetings/",
        "meeting-new": f"{base}/meetings/new/",
        "series": f"{base}/meetings/series/",
        "meeting": f"{base}/meetings/{meeting.pk}/",
        "meeting-edit": f"{base}/meetings/{meeting.pk}/edit/",
        "instructions": f"{base}/instructions/",
        "instruction-new": f"{base}/instructions/new/",
        "instruction-give": f"{base}/instructions/give/",
        "instruction": f"{base}/instructions/{given.pk}/",
        "instruction-edit": f"{base}/instructions/{given.pk}/edit/",
        "matters": f"{base}/intake/{meeting.pk}/matters/",
        "intake-lines": f"{base}/intake/{meeting.pk}/lines/",
        "intake-files": f"{base}/intake/{meeting.pk}/files/",
        "intake-file": f"{base}/intake/{meeting.pk}/files/{meeting.files.get().pk}/",
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_role_at_every_address(name, people, at):
    method, fine, missing = ADDRESSES[name]
    answers = {
        who: getattr(client_of(people[who]), method)(at[name], {"title": ""}).status_code
        for who in EVERYBODY
    }
    wrong = 302 if name == "matters" else 422
    expected = {
        who: (200 if method == "get" else wrong)
        if who in fine
        else (404 if who in missing else 403)
        for who in EVERYBODY
    }
    if name == "matters":  # saving nothing but empty rows is saving
        expected = {who: 302 if code == 302 else code for who, code in expected.items()}
    assert answers == expected


def test_a_meeting_is_no_instruction(at, clerk):
    client = client_of(clerk)
    crossed = at["meeting"].replace("meetings", "instructions")
    assert client.get(crossed).status_code == 404


def test_strangers_are_sent_to_log_in(at):
    assert Client().get(at["meetings"]).status_code == 302


def test_county_clerk_sees_and_enters_the_county_only(make_meeting, county_clerk, county, noon):
    make_meeting()
    client = client_of(county_clerk)
    answer = client.post("/supervision/meetings/new/", meeting_data(title="县长办公会"))
    mine = Meeting.objects.get(title="县长办公会")
    assert (answer.status_code, mine.keeper) == (302, county)
    page = client.get("/supervision/meetings/").content.decode()
    assert "县长办公会" in page
    assert "第12次周调度会" not in page
