"""The lists behind the figures of a bulletin are read from what it kept."""

import json
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reporting.bulletins.walking import draft, issue
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit
from taizhang.reporting.domain.bulletins.drafting import redraft_bulletin
from taizhang.reporting.domain.bulletins.rebuilding import rebuild_bulletin
from taizhang.reporting.domain.figures.gathering import Gathered
from taizhang.reporting.domain.figures.keeping import KeptList, digest_of_kept, listed_rows
from taizhang.reporting.domain.papers.composing import asked_of
from taizhang.reporting.domain.queries.units import read_book
from taizhang.reporting.models import BulletinFigure, BulletinRow


@pytest.fixture
def filled(city):
    """Tasks of an office and a county: behind, done, never dispatched, never reported on."""
    city.report(city.start(city.task(("甲", ">=", 140), ("乙", ">=", 7))), 20, 7)
    city.start(city.task(("丙", ">=", 5)))
    units = (Answer(city.counties["白河县"].pk, "responsible", "白河县人民政府"),)
    city.task(("丁", ">=", 9), units=units)
    return city


@pytest.fixture
def bulletin(filled, clerk, head):
    return issue(draft(clerk), reviewer=head, issuer=clerk)


def test_every_kept_list_is_what_gathering_anew_gives(bulletin, science):
    numbers = json.loads(bulletin.numbers)
    found = Gathered(asked_of(numbers), read_book(numbers["book"]))
    keys = dict(BulletinFigure.objects.values_list("key", "places"))
    assert {f"unit.{science.pk}.behind", "tasks.waiting", "numbers.good"} <= keys.keys()
    for key, places in keys.items():
        kept = KeptList(bulletin, key)
        assert len(kept) == len(places)
        assert list(kept[:]) == listed_rows(found, key), key


def test_a_page_is_read_whatever_the_size_of_the_city(filled, bulletin, client, head, clerk):
    client.force_login(head)
    url = _link(client, bulletin, "numbers")
    counts = [_queries(client, url)]
    for number in range(3):
        filled.task((f"后来{number}", ">=", 1), ("戊", ">=", 2))
    counts.append(_queries(client, url))
    assert counts[0] == counts[1] <= 10
    assert not any("ledger_t" in text for text in _asked(client, url))  # nothing is gathered


def test_what_came_later_does_not_change_the_list(filled, bulletin, client, head, science):
    client.force_login(head)
    url = _link(client, bulletin, "numbers.behind")
    before = _table(client, url)
    assert "市科技局" in before
    Unit.objects.filter(pk=science.pk).update(name="市科学技术局")
    filled.report(Task.objects.order_by("pk")[0], 139)
    assert _table(client, url) == before


def test_a_draft_that_is_made_again_keeps_the_new_rows(filled, clerk):
    made = draft(clerk)
    assert len(KeptList(made, "tasks")) == 3
    filled.task(("己", ">=", 1))
    again = redraft_bulletin(made, actor=clerk, as_of=timezone.now())
    assert len(KeptList(again, "tasks")) == 4
    assert digest_of_kept(again) in again.numbers


def test_a_paper_that_nobody_kept_gathers_its_lists(filled, client, head):
    client.force_login(head)
    asked = {"period": "2024-H1", "day": "2024-06-30", "key": "tasks"}
    asked["known_at"] = timezone.now().isoformat()
    body = client.get(reverse("reporting:behind"), asked).content.decode()
    assert "按当时的记录重新汇总" in body
    assert "共 3 项任务" in body


def test_the_database_refuses_to_change_the_rows_of_an_issued_bulletin(bulletin):
    for statement in (
        "UPDATE reporting_bulletinrow SET body = '{}'",
        "DELETE FROM reporting_bulletinrow",
        "DELETE FROM reporting_bulletinfigure",
        "INSERT INTO reporting_bulletinfigure (bulletin_id, key, places)"
        f" VALUES ({bulletin.pk}, 'x', '{{}}')",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_rows_that_were_tampered_with_are_found(bulletin):
    assert rebuild_bulletin(bulletin).is_same
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE reporting_bulletinrow DISABLE TRIGGER USER")
        cursor.execute("UPDATE reporting_bulletinrow SET body = replace(body, '甲', '假')")
        cursor.execute("ALTER TABLE reporting_bulletinrow ENABLE TRIGGER USER")
    assert BulletinRow.objects.filter(body__contains="假").exists()
    assert rebuild_bulletin(bulletin).differences == ("留存的清单与通报里记的清单哈希不符。",)


def _link(client, bulletin, key):
    page = client.get(bulletin.get_absolute_url()).content.decode()
    found = re.search(rf'href="(/bulletins/behind/[^"]*key={re.escape(key)})"', page)
    return found[1].replace("&amp;", "&")


def _table(client, url):
    body = client.get(url).content.decode()
    return body[body.index("<tbody") : body.index("</tbody>")]


def _asked(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


def _queries(client, url):
    return len(_asked(client, url))
