"""The list of runs: who reaches it, what an empty one says."""

import pytest
from django.urls import reverse

from taizhang.accounts.enums import Role

READERS = {Role.ASSESSMENT_OFFICER, Role.HEAD, Role.CITY_LEADER, Role.AUDITOR}
OTHERS = {Role.CLERK, Role.INDICATOR_OFFICER, Role.ADMINISTRATOR}


def page_for(client, person) -> tuple[int, str]:
    client.force_login(person)
    answer = client.get(reverse("assessments:runs"))
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_readers_reach_the_list_and_nobody_else_of_the_city(client, make_person, role):
    status, _page = page_for(client, make_person("somebody", role))
    assert status == (200 if role in READERS else 403)


def test_people_of_units_reach_the_list_and_read_when_something_will_be_there(client, liaison):
    status, page = page_for(client, liaison)
    assert status == 200
    assert "涉及本单位的评定公示后" in page


def test_the_word_stands_in_the_rail_of_who_may_open_it(client, officer, clerk):
    assert 'href="/assessments/"' in page_for(client, officer)[1]
    client.force_login(clerk)
    assert 'href="/assessments/"' not in client.get("/").content.decode()
