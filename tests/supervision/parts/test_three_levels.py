"""City, county, township: the whole road of one task, and who gets where on it."""

from decimal import Decimal

import pytest
from django.test import Client

from ledger.road import now
from taizhang.ledger.domain.closing import accept_closure, request_closure
from taizhang.ledger.domain.reports import FigureInput, ReportInput
from taizhang.ledger.domain.verification import verify
from taizhang.ledger.enums import Grade

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(levels, make_task, liaison):
    """The city's task of 市科技局, 青石县's part of it, 柳河镇's part of that; all underway."""
    people, county = levels.people, levels.counties["青石县"]
    whole = make_task()
    part, other = levels.give(whole, {"青石县": 80, "白河县": 60})
    levels.start(whole, actor=people.clerk, by=liaison)
    levels.start(part, actor=people.clerk, by=people.qsliaison)
    levels.start(other, actor=people.clerk, by=people.baihe)
    below, _second = levels.give(
        part, {"柳河镇": 50, "石桥镇": 30}, actor=people.qsclerk, keeper=county
    )
    levels.start(below, actor=people.qsclerk, by=people.liuhe)
    return whole, part, below, other


def enter(person):
    client = Client()
    client.force_login(person)
    return client


# who → on the city's task, the county's part, the township's part, the other county's part
SEES = {
    "clerk": "yyyy",
    "lead": "ynnn",
    "qsclerk": "nyyn",
    "qsliaison": "nynn",
    "bhclerk": "nnny",
    "baihe": "nnny",
    "liuhe": "nnyn",
    "shiqiao": "nnnn",
}
DECOMPOSES = {
    "clerk": "yyny",
    "lead": "nnnn",
    "qsclerk": "nyyn",
    "qsliaison": "nnnn",
    "bhclerk": "nnny",
    "baihe": "nnnn",
    "liuhe": "nnnn",
    "shiqiao": "nnnn",
}
REPORTS = {
    "clerk": "nnnn",
    "lead": "ynnn",
    "qsclerk": "nynn",
    "qsliaison": "nynn",
    "bhclerk": "nnny",
    "baihe": "nnny",
    "liuhe": "nnyn",
    "shiqiao": "nnnn",
}


@pytest.mark.parametrize("username", SEES)
def test_each_level_gets_to_its_own_part(levels, road, liaison, username):
    client = enter(liaison if username == "lead" else getattr(levels.people, username))
    found = dict.fromkeys(("see", "decompose", "rollup"), "")
    for task in road:
        number = task.number
        for name, address in (
            ("see", f"/ledger/{number}/"),
            ("decompose", f"/ledger/parts/{number}/decompose/"),
            ("rollup", f"/ledger/parts/{number}/rollup/"),
        ):
            status = client.get(address).status_code
            assert status in (200, 403, 404), address
            found[name] += "y" if status == 200 else "n"
    assert found == {
        "see": SEES[username],
        "decompose": DECOMPOSES[username],
        "rollup": REPORTS[username],
    }


@pytest.mark.parametrize("username", ["qsclerk", "qsliaison", "liuhe", "bhclerk"])
def test_lists_hold_ones_own_part(levels, road, username):
    html = enter(getattr(levels.people, username)).get("/ledger/").content.decode()
    seen = "".join("y" if task.number in html else "n" for task in road)
    assert seen == SEES[username]


def test_county_clerk_supervises_as_the_city_does(levels, road):
    whole, part, below, _other = road
    client = enter(levels.people.qsclerk)
    page = client.get(f"/ledger/{below.number}/").context["page"]
    assert {"correct", "link"} <= set(page.acts)
    city = enter(levels.people.clerk).get(f"/ledger/{below.number}/").context["page"]
    assert city.acts == []
    assert client.get("/ledger/").context["list"].tickable  # 石桥镇's part waits for its dispatch


def test_figures_climb_level_by_level_and_never_by_themselves(levels, road, liaison):
    whole, part, below, _other = road
    people = levels.people
    levels.report(below, 45, by=people.liuhe)
    county = enter(people.qsliaison)
    assert "45 家" in county.get(f"/ledger/{part.number}/").content.decode()
    assert "45 家" not in enter(people.clerk).get(f"/ledger/{whole.number}/").content.decode()
    form = county.get(f"/ledger/parts/{part.number}/rollup/").context["form"]
    sent = {"figure-1": form["figure-1"].value(), "day-1": "2024-06-03"}
    assert county.post(f"/ledger/parts/{part.number}/rollup/", sent).status_code == 302
    assert "45 家" in enter(people.clerk).get(f"/ledger/{whole.number}/").content.decode()


def test_task_is_closed_from_below(levels, road, liaison):
    whole, part, below, other = road
    people, noon = levels.people, levels.noon
    [second] = [task for task in part.children.all() if task.pk != below.pk]
    levels.start(second, actor=people.qsclerk, by=people.shiqiao)
    for task, asks, decides in (
        (below, people.liuhe, people.qsclerk),
        (second, people.shiqiao, people.qsclerk),
        (part, people.qsliaison, people.clerk),
        (other, people.baihe, people.clerk),
        (whole, liaison, people.clerk),
    ):
        done = ReportInput("完成", figures=[FigureInput(1, Decimal(80), noon.date())])
        request_closure(task, done, actor=asks, as_of=noon)
        accept_closure(task, grade=Grade.GOOD, actor=decides, as_of=noon)
    assert now(whole).state == "closed"
    assert verify().holds
