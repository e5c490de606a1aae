"""The review page holds a draft against the units and documents of the installation, as of now."""

from datetime import date
from difflib import get_close_matches

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from taizhang.documents.domain.alike import AlikeNames
from taizhang.documents.domain.editing import edit_row
from taizhang.documents.enums import DraftState
from taizhang.documents.models import Draft
from taizhang.organisations.domain.resolving import ensure_units

TEXT = """云岭市科技创新行动方案
云政办〔2026〕8号
{cited}制定本方案。
一、培育科技企业
2026年6月30日前培育企业20家。（责任单位：{units}）
二、建设科技园区
2026年9月30日前建成园区2个。（责任单位：市财政局）
云岭市人民政府办公室
2026年3月9日
"""
CITED = "根据《云岭市科技奖励办法》（云政办〔2025〕3号），"


@pytest.fixture
def known(city, moment):
    return ensure_units(["市科技局", "市财政局"], region=city, actor=None, as_of=moment)


@pytest.fixture
def held(receive):
    """The document that the draft cites."""
    draft = receive("一、加强奖励。（市科技局负责）".encode(), "奖励.txt").drafts.get()
    draft.title, draft.document_number = "云岭市科技奖励办法", "云政办〔2025〕3号"
    draft.save()
    return draft


@pytest.fixture
def read(receive):
    def make(units: str = "市科技局", cited: str = CITED) -> Draft:
        return receive(TEXT.format(units=units, cited=cited).encode()).drafts.get()

    return make


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)

    def get(draft: Draft) -> str:
        return client.get(reverse("documents:review", args=[draft.pk])).content.decode()

    return get


def test_known_units_and_documents_are_silent(known, held, read, page):
    assert "文稿检查" not in page(read())


def test_an_unknown_unit_is_named_with_the_one_most_alike(known, held, read, page):
    draft = read("市科枝局")
    html = page(draft)
    assert "“市科枝局”不在已有的单位名称中，是不是“市科技局”？" in html
    assert f'data-to="{draft.source.text.index("市科枝局")}"' in html


def test_a_unit_registered_since_is_silent(known, held, read, page, city, moment):
    draft = read("市园林局")
    assert "“市园林局”不在已有的单位名称中" in page(draft)
    ensure_units(["市园林局"], region=city, actor=None, as_of=moment)
    assert "文稿检查" not in page(draft)


def test_a_unit_that_the_clerk_chose_is_silent(known, held, read, page, clerk, moment):
    draft = read("市科枝局")
    row = draft.rows.first()
    chosen = {**row.units[0], "unit_id": known["市科技局"].pk}
    edit_row(row, "units", [chosen], row.version, actor=clerk, as_of=moment)
    assert "不在已有的单位名称中" not in page(draft)


def test_a_cited_document_that_expires_after_the_reading_is_named(known, held, read, page):
    draft = read()
    Draft.objects.filter(pk=held.pk).update(effective_until=date(2026, 1, 31))
    assert "引用的《云岭市科技奖励办法》已于2026年1月31日失效" in page(draft)


def test_a_cited_document_that_was_replaced_is_named_with_its_successor(
    known, held, read, page, receive, clerk, moment
):
    draft = read()
    later = receive("一、再加强奖励。（市科技局负责）".encode(), "修订.txt").drafts.get()
    later.title, later.document_number = "云岭市科技奖励办法（修订）", "云政办〔2026〕1号"
    later.state, later.confirmed_at, later.confirmed_by = DraftState.CONFIRMED, moment, clerk
    later.replaces = held
    later.save()
    assert "已被《云岭市科技奖励办法（修订）》替代" in page(draft)


def test_a_cited_number_of_an_issuer_we_hold_must_be_held(known, held, read, page):
    cited = "根据《云岭市科技人才办法》（云政办〔2025〕9号），"
    assert "不在已收的文件中" in page(read(cited=cited))


def test_a_draft_is_not_held_against_its_own_file(known, read, page):
    assert "不在已收的文件中" not in page(read())


def test_an_installation_without_units_asks_for_none(held, read, page):
    assert "不在已有的单位名称中" not in page(read("市科枝局"))


def test_a_draft_read_before_citations_were_kept_is_shown(known, held, read, page):
    draft = read(cited="根据《云岭市科技人才办法》（云政办〔2025〕9号），")
    del draft.reading["cited"]
    draft.save()
    assert "文稿检查" not in page(draft)


@pytest.mark.parametrize("more", [1, 3])
def test_the_number_of_queries_does_not_grow(
    more, known, held, read, client, clerk, django_assert_num_queries, receive
):
    for number in range(1, more + 1):
        other = receive(f"一、加强第{number}项奖励。（市科技局负责）".encode()).drafts.get()
        other.title, other.document_number = f"云岭市第{number}办法", f"云政办〔2024〕{number}号"
        other.save()
    cited = "".join(f"按照《云岭市第{n}办法》（云政办〔2024〕{n}号），" for n in range(1, more + 1))
    draft = read("、".join(f"市第{n}科枝局" for n in range(1, more + 1)), cited=cited + CITED)
    client.force_login(clerk)
    with django_assert_num_queries(23):
        html = client.get(reverse("documents:review", args=[draft.pk])).content.decode()
    assert html.count("不在已有的单位名称中") == more


NAMES = st.lists(st.text("市县科技财政园林局委", min_size=1, max_size=9), max_size=12)


@given(st.text("市县科技财政园林局委", min_size=1, max_size=9), NAMES)
def test_the_most_alike_is_that_of_difflib(name, names):
    close = get_close_matches(name, names, n=1, cutoff=0.7)
    assert AlikeNames(names).find(name) == next(iter(close), None)
