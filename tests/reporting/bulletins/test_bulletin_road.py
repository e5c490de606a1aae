"""The road of a bulletin: drafted, reviewed by somebody else, issued, answered, made again."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reporting.bulletins.cities import HALF
from reporting.bulletins.walking import draft, issue
from taizhang.accounts.enums import Role
from taizhang.documents.domain.storing import open_file
from taizhang.ledger.domain.seals import seal_chain
from taizhang.messages.models import Message
from taizhang.reporting.domain.bulletins.answering import answer_bulletin
from taizhang.reporting.domain.bulletins.drafting import redraft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.numbering import take_number
from taizhang.reporting.domain.bulletins.rebuilding import rebuild_bulletin
from taizhang.reporting.domain.bulletins.reviewing import return_bulletin, review_bulletin
from taizhang.reporting.domain.errors import (
    BulletinChangedError,
    BulletinError,
    BulletinNotAllowedError,
    BulletinStateError,
)
from taizhang.reporting.domain.papers.composing import Chosen
from taizhang.reporting.models import Bulletin, BulletinAct


@pytest.fixture
def behind(city):
    """A task of 市科技局 that is behind."""
    task = city.start(city.task(("培育高新技术企业", ">=", 140)))
    city.report(task, 20)
    return task


def test_the_whole_road(behind, clerk, head, liaison, science):
    seal = seal_chain(as_of=timezone.now())
    bulletin = issue(draft(clerk), reviewer=head, issuer=clerk)
    assert (bulletin.state, bulletin.number) == (
        "issued",
        f"督通〔{timezone.localdate().year}〕1号",
    )
    assert json.loads(bulletin.numbers)["seal"] == seal.hash
    [told] = Message.objects.filter(recipient=liaison, kind="bulletin")
    assert told.url == bulletin.get_absolute_url()
    answered = answer_bulletin(
        bulletin, science.pk, text="加快培育。", actor=liaison, as_of=timezone.now()
    )
    assert answered.state == "answered"
    kinds = list(BulletinAct.objects.values_list("kind", flat=True))
    assert kinds == ["drafted", "reviewed", "issued", "answered"]
    assert rebuild_bulletin(answered).is_same


def test_the_kept_word_file_says_what_the_bulletin_says(behind, clerk, head):
    bulletin = issue(draft(clerk), reviewer=head, issuer=clerk)
    with open_file(bulletin.word) as file, zipfile.ZipFile(io.BytesIO(file.read())) as parts:
        text = parts.read("word/document.xml").decode()
    for said in ("双过半", bulletin.number, "市科技局", "云岭市人民政府办公室文件", "≥140 家"):
        assert said in text


def test_nobody_reviews_what_they_drafted_or_drafted_again(behind, clerk, head, make_person):
    bulletin = draft(head)
    with pytest.raises(BulletinNotAllowedError):
        review_bulletin(bulletin, seen=bulletin.digest, actor=head, as_of=timezone.now())
    other = make_person("head2", Role.HEAD)
    redraft_bulletin(bulletin, actor=other, as_of=timezone.now())
    bulletin.refresh_from_db()
    with pytest.raises(BulletinNotAllowedError):
        review_bulletin(bulletin, seen=bulletin.digest, actor=other, as_of=timezone.now())
    mayor = make_person("mayor", Role.CITY_LEADER)
    review_bulletin(bulletin, seen=bulletin.digest, actor=mayor, as_of=timezone.now())


def test_what_was_drafted_again_is_not_approved_by_what_was_seen_before(behind, clerk, head):
    bulletin = draft(clerk)
    seen = bulletin.digest
    redraft_bulletin(bulletin, actor=clerk, as_of=timezone.now())
    with pytest.raises(BulletinChangedError):
        review_bulletin(bulletin, seen=seen, actor=head, as_of=timezone.now())


def test_a_draft_that_was_changed_after_the_review_is_reviewed_again(behind, clerk, head):
    bulletin = draft(clerk)
    review_bulletin(bulletin, seen=bulletin.digest, actor=head, as_of=timezone.now())
    again = redraft_bulletin(bulletin, actor=clerk, as_of=timezone.now())
    assert again.state == "draft"
    with pytest.raises(BulletinStateError):
        issue_bulletin(again, seen=again.digest, actor=clerk, as_of=timezone.now())


def test_a_returned_draft_says_why(behind, clerk, head):
    bulletin = draft(clerk)
    with pytest.raises(BulletinError, match="写明"):
        return_bulletin(bulletin, text=" ", seen=bulletin.digest, actor=head, as_of=timezone.now())
    return_bulletin(
        bulletin, text="补充原因", seen=bulletin.digest, actor=head, as_of=timezone.now()
    )
    act = BulletinAct.objects.order_by("-id")[0]
    assert (act.kind, act.text, act.actor) == ("returned", "补充原因", head)
    [told] = Message.objects.filter(recipient=clerk, kind="bulletin")
    assert told.body == "补充原因"


def test_an_office_has_one_draft_a_period(behind, clerk):
    draft(clerk)
    with pytest.raises(BulletinError) as caught:
        draft(clerk)
    assert caught.value.code == "draft_exists"


def test_only_who_supervises_drafts_and_issues(behind, liaison, mayor, clerk, head, county_clerk):
    for person in (liaison, mayor, county_clerk):
        with pytest.raises(BulletinNotAllowedError):
            draft(person)
    bulletin = draft(clerk)
    review_bulletin(bulletin, seen=bulletin.digest, actor=head, as_of=timezone.now())
    with pytest.raises(BulletinNotAllowedError):
        issue_bulletin(bulletin, seen=bulletin.digest, actor=mayor, as_of=timezone.now())


def test_people_choose_whom_to_name_and_by_when(behind, clerk, science):
    named = draft(clerk, chosen=Chosen(date(2024, 8, 1), [science.pk]))
    assert [(row.unit, row.answer_by) for row in named.named.all()] == [(science, date(2024, 8, 1))]
    nobody = redraft_bulletin(named, actor=clerk, as_of=timezone.now(), chosen=Chosen(None, []))
    assert not nobody.named.exists()
    assert "书面回复" not in nobody.blocks


def test_a_unit_answers_once_and_only_for_itself(behind, clerk, head, liaison, science, industry):
    bulletin = issue(draft(clerk), reviewer=head, issuer=clerk)
    now = timezone.now()
    with pytest.raises(BulletinNotAllowedError):
        answer_bulletin(bulletin, science.pk, text="好", actor=clerk, as_of=now)
    with pytest.raises(BulletinNotAllowedError):
        answer_bulletin(bulletin, industry.pk, text="好", actor=liaison, as_of=now)
    answer_bulletin(bulletin, science.pk, text="好", actor=liaison, as_of=now)
    with pytest.raises(BulletinStateError) as caught:
        answer_bulletin(bulletin, science.pk, text="好", actor=liaison, as_of=now)
    assert caught.value.code == "already_answered"


def test_numbers_of_papers_have_no_gaps_and_belong_to_an_office_and_a_year(county):
    on, later = date(2024, 7, 2), date(2025, 1, 2)
    assert take_number(None, on=on) == "督通〔2024〕1号"
    with transaction.atomic():
        assert take_number(None, on=on) == "督通〔2024〕2号"
        transaction.set_rollback(True)  # what fails gives its number back
    assert take_number(None, on=on) == "督通〔2024〕2号"
    assert take_number(county.pk, on=on) == "督通〔2024〕1号"
    assert take_number(None, on=later) == "督通〔2025〕1号"


def test_a_county_issues_its_own(behind, county, county_clerk, appoint, leader):
    appoint(leader, county, Role.UNIT_LEADER)
    own = issue(draft(county_clerk, county.pk), reviewer=leader, issuer=county_clerk)
    assert (own.state, own.keeper) == ("issued", county)
    assert "云岭市" not in json.loads(own.numbers)["asked"]["office"]


def test_the_database_refuses_to_change_what_was_issued(behind, clerk, head):
    bulletin = issue(draft(clerk), reviewer=head, issuer=clerk)
    for change in ("title = 'x'", "numbers = '{}'", "state = 'draft'", "known_at = now()"):
        refused = pytest.raises(IntegrityError, match="is issued")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE reporting_bulletin SET {change}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Bulletin.objects.filter(pk=bulletin.pk).delete()


def test_the_change_against_the_bulletin_before_is_said(city, behind, clerk, head):
    may = HALF.__class__(HALF.kind, 2024, 1)
    first = issue(draft(clerk, period=may), reviewer=head, issuer=clerk)
    second = city.start(city.task(("新指标", ">=", 100)))
    city.report(second, 1)
    city.report(behind, 139, on=date(2024, 6, 30))
    numbers = json.loads(draft(clerk, period=may.__class__(may.kind, 2024, 2)).numbers)
    assert numbers["change"]["number"] == first.number
    assert numbers["change"]["total"] == 1


def test_a_figure_recorded_while_it_was_gathered_stops_the_issue(city, behind, clerk, head):
    """A draft whose moment lies after a figure that it did not see cannot be made again."""
    bulletin = draft(clerk)
    city.report(behind, 130)
    Bulletin.objects.filter(pk=bulletin.pk).update(known_at=timezone.now())
    later = json.loads(Bulletin.objects.get(pk=bulletin.pk).numbers)
    later["asked"]["known_at"] = timezone.now().isoformat()
    Bulletin.objects.filter(pk=bulletin.pk).update(numbers=json.dumps(later))
    bulletin.refresh_from_db()
    review_bulletin(bulletin, seen=bulletin.digest, actor=head, as_of=timezone.now())
    with pytest.raises(BulletinError, match="重新生成") as caught:
        issue_bulletin(bulletin, seen=bulletin.digest, actor=clerk, as_of=timezone.now())
    assert caught.value.code == "outdated"
