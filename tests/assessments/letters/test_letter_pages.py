"""Who reads which letters, on every address."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from assessments.conftest import MONDAY
from plugins.pdf_pages import needs_pdf
from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.assessments.domain.letters.archiving import write_letters
from taizhang.assessments.domain.letters.drawing import draw_letter
from taizhang.assessments.models import LetterDrawing, LetterSet, ResultRow, SchemeRun

READERS = {Role.ASSESSMENT_OFFICER, Role.HEAD, Role.CITY_LEADER, Role.AUDITOR}
APPROVERS = {Role.ASSESSMENT_OFFICER, Role.HEAD}
MISSING = "raise ModuleNotFoundError('No module named weasyprint', name='weasyprint')\n"


@pytest.fixture
def mill(make_unit, make_person, appoint, region):
    """A firm that is a unit, and who acts for it."""
    person = make_person("mill", name="沈晓")
    appoint(person, make_unit("白河纺织有限公司"))
    return person


@pytest.fixture
def stranger(make_unit, make_person, appoint, region):
    person = make_person("stranger", name="杜宁")
    appoint(person, make_unit("云岭市别的局"))
    return person


@pytest.fixture
def own(mill, published):
    """The row of the firm that is a unit."""
    return published.current.rows.get(subject="A2")


def addresses(run, row) -> dict[str, str]:
    one, other = [run.pk, row.pk], [run.pk]
    return {
        "letter": reverse("assessments:letter", args=one),
        "word": reverse("assessments:letter-word", args=one),
        "pdf": reverse("assessments:letter-pdf", args=one),
        "letter state": reverse("assessments:letter-state", args=one),
        "papers": reverse("assessments:papers", args=other),
        "state": reverse("assessments:papers-state", args=other),
        "archive": reverse("assessments:letters", args=[run.pk, 1]),
        "list": reverse("assessments:list", args=[run.pk, "word"]),
        "draw": reverse("assessments:letter-draw", args=one),
        "write": reverse("assessments:letters-write", args=[run.pk, 1]),
        "write list": reverse("assessments:list-write", args=other),
    }


ACTS = {"draw", "write", "write list"}


def answers(client, person, run, row) -> dict[str, int]:
    client.force_login(person)
    return {
        name: (client.post if name in ACTS else client.get)(address).status_code
        for name, address in addresses(run, row).items()
    }


def test_readers_of_all_runs_read_every_letter_and_only_approvers_have_them_written(
    client, make_person, own
):
    for role in sorted(READERS):
        found = answers(client, make_person(role, role), own.revision.run, own)
        refused = {name for name, status in found.items() if status == 403}
        assert refused == (set() if role in APPROVERS else {"write", "write list"}), role
        assert {found[name] for name in ("letter", "word", "papers", "state")} == {200}
        assert {found[name] for name in ("pdf", "archive", "list", "draw")} == {302}


def test_all_other_roles_reach_nothing(client, make_person, own):
    for role in sorted(set(Role) - READERS - UNIT_ROLES):
        found = answers(client, make_person(role, role), own.revision.run, own)
        assert set(found.values()) == {403}, role


def test_a_subject_reads_its_own_letter_only(client, mill, own):
    run = own.revision.run
    mine = answers(client, mill, run, own)
    assert {mine[name] for name in ("letter", "word", "letter state")} == {200}
    assert {mine[name] for name in ("papers", "state", "archive", "list", "write")} == {403}
    theirs = answers(client, mill, run, run.current.rows.get(subject="A1"))
    assert {theirs[name] for name in ("letter", "word", "pdf", "letter state", "draw")} == {404}
    assert not LetterDrawing.objects.exclude(row=own).exists()


def test_another_unit_does_not_learn_that_there_is_a_run(client, stranger, own):
    found = answers(client, stranger, own.revision.run, own)
    assert {found[name] for name in ("letter", "word", "pdf", "letter state", "draw")} == {404}
    assert found["papers"] == 403


def test_before_publication_only_the_office_reads_a_draft(client, mill, rated, officer):
    row = rated.current.rows.get(subject="A2")
    assert row.unit is not None
    assert answers(client, mill, rated, row)["letter"] == 404
    client.force_login(officer)
    page = client.get(addresses(rated, row)["letter"]).content.decode()
    assert "稿件，公示后发出" in page
    assert "公示后可以生成" in page


def test_a_row_of_another_run_is_no_letter_of_this_one(client, officer, published, compute):
    other = compute()
    client.force_login(officer)
    for name, address in addresses(published, other.current.rows.first()).items():
        if name in {"letter", "word", "pdf", "letter state"}:
            assert client.get(address).status_code == 404


def test_the_kept_letter_is_what_is_given_out_under_its_name(client, head, own):
    address = addresses(own.revision.run, own)["word"]
    client.force_login(head)
    before = client.get(address)
    write_letters(own.revision_id, clock=lambda: MONDAY)
    after = client.get(address)
    assert before.content == after.content
    assert "2-白河纺织有限公司.docx" in unquote(after["Content-Disposition"])


def test_the_archive_is_given_out_with_its_hash_on_the_page(client, head, written):
    client.force_login(head)
    page = client.get(reverse("assessments:papers", args=[written.pk])).content.decode()
    issued = LetterSet.objects.get(revision=written.current)
    assert issued.archive.sha256 in page
    assert "hx-trigger" not in page
    answer = client.get(reverse("assessments:letters", args=[written.pk, 1]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "第1轮通知书.zip" in unquote(answer["Content-Disposition"])


def test_while_letters_are_written_the_page_asks_again(client, head, published):
    client.force_login(head)
    page = client.get(reverse("assessments:papers", args=[published.pk])).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "排队等待生成" in page


def test_both_letters_of_a_corrected_result_are_listed(client, head, corrected):
    client.force_login(head)
    row = corrected.current.rows.get(subject="A3")
    page = client.get(reverse("assessments:letter", args=[corrected.pk, row.pk])).content.decode()
    first = ResultRow.objects.get(revision__run=corrected, revision__number=1, subject="A3")
    for each in (row, first):
        assert reverse("assessments:letter-word", args=[corrected.pk, each.pk]) in page


@needs_pdf
def test_a_pdf_is_drawn_when_asked_for_kept_and_given_out(client, mill, own):
    run = own.revision.run
    client.force_login(mill)
    client.post(addresses(run, own)["draw"])
    assert "排队等待生成" in client.get(addresses(run, own)["letter"]).content.decode()
    assert draw_letter(own.pk, clock=lambda: MONDAY) == "done"
    assert "下载 PDF" in client.get(addresses(run, own)["letter state"]).content.decode()
    answer = client.get(addresses(run, own)["pdf"])
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert draw_letter(own.pk, clock=lambda: MONDAY) is None


def test_without_the_library_the_page_says_why_and_word_is_there(
    client, mill, own, tmp_path, monkeypatch
):
    (tmp_path / "weasyprint.py").write_text(MISSING)
    monkeypatch.syspath_prepend(tmp_path)
    run = own.revision.run
    client.force_login(mill)
    client.post(addresses(run, own)["draw"])
    assert draw_letter(own.pk, clock=lambda: MONDAY) == "failed"
    page = client.get(addresses(run, own)["letter"]).content.decode()
    assert "weasyprint" in page
    assert "再次生成 PDF" in page
    assert client.get(addresses(run, own)["word"]).status_code == 200


@pytest.mark.parametrize("rounds", [1, 2])
def test_pages_ask_the_same_of_the_database_for_every_number_of_revisions(
    client, head, published, correct, django_assert_max_num_queries, rounds
):
    run = SchemeRun.objects.get(pk=published.pk)
    if rounds == 2:
        run = correct(run)
    client.force_login(head)
    row = run.current.rows.get(subject="A3")
    for name in ("papers", "letter"):
        address = addresses(run, row)[name]
        client.get(address)
        with django_assert_max_num_queries(14):
            assert client.get(address).status_code == 200
