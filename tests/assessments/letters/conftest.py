"""A published star rating of four firms, two of them equal in points."""

import csv
import io

import pytest

from assessments.conftest import MONDAY, computed, later
from taizhang.assessments.domain.letters.archiving import write_letters
from taizhang.assessments.domain.letters.gathering import letters_for, scene_of
from taizhang.assessments.domain.objections.answering import uphold_objection
from taizhang.assessments.domain.objections.raising import record_objection
from taizhang.assessments.domain.running.corrections import Correction
from taizhang.schemes import scheme_named

STARS = "star-enterprise-rating"
BASE = {
    "registered_in_city": "是",
    "above_scale": "是",
    "tax_growth_pct": "5",
    "safety_accident": "否",
}
FIRMS = (
    ("A1", "青石县精密铸造厂", "600000000", "6000000"),
    ("A2", "白河纺织有限公司", "600000000", "7000000"),
    ("A3", "临江县食品厂", "150000000", "1000000"),
)
BARRED = ("A4", "松山区/化工 厂", "900000000", "9000000")


def stars_csv() -> str:
    """Three firms in order and one that may not take part."""
    columns = [column.name for column in scheme_named(STARS).definition.columns]
    stream = io.StringIO()
    table = csv.DictWriter(stream, columns, restval="")
    table.writeheader()
    for code, name, revenue, tax in (*FIRMS, BARRED):
        firm = {"enterprise_id": code, "name": name, "revenue_yuan": revenue, "tax_yuan": tax}
        accident = {"safety_accident": "是"} if code == BARRED[0] else {}
        table.writerow(BASE | firm | accident)
    return stream.getvalue()


@pytest.fixture
def rated(compute):
    """The rating, computed."""
    return compute(stars_csv(), STARS, title="2026年星级工业企业评定")


@pytest.fixture
def published(rated, publish):
    return publish(rated)


@pytest.fixture
def correct(officer, head):
    """Correct the revenue of A3 upon its objection."""

    def make(run):
        objection = record_objection(
            run, "A3", text="营业收入少算了", said_by="厂办", actor=officer, at=later(days=1)
        )
        cell = Correction("A3", "revenue_yuan", "150000000", "2100000000")
        uphold_objection(objection, text="核实无误", correction=cell, actor=head, at=later(days=2))
        return computed(run, later(days=2))

    return make


@pytest.fixture
def corrected(published, correct):
    """The published rating after the correction."""
    return correct(published)


@pytest.fixture
def written(published):
    """The published rating with its archive of letters."""
    write_letters(published.current_id, clock=lambda: MONDAY)
    return published


def letter_of_subject(revision, subject):
    return next(letters_for(scene_of(revision), [revision.rows.get(subject=subject)]))
