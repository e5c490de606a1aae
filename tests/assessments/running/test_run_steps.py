"""Steps on the disk, sums wider than 64 bits, cells that no database takes."""

import io

import polars as pl
import pytest

from assessments.conftest import computed
from taizhang.assessments.domain.running.calculating import totals_of
from taizhang.assessments.domain.running.steps import written_steps
from taizhang.assessments.domain.running.tables import content_digest, read_kept
from taizhang.assessments.enums import RunState
from taizhang.assessments.models import SchemeRun
from taizhang.schemes import STEP_COLUMNS, scheme_named

HEADS = ("parcel_id", "area_mu", "investment_yuan", "annual_tax_yuan", "new_entrant")
ROW = ("青石-01", "10", "23000000", "1500000", "是")


def piece(number: int) -> pl.DataFrame:
    texts = {name: [f"{name}{number}", '"a",\n'] for name in STEP_COLUMNS}
    return pl.DataFrame(texts | {"more": [1, 2]})


def test_steps_that_come_in_pieces_are_one_table_with_one_hash(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    whole = pl.concat(piece(number) for number in range(3)).select(STEP_COLUMNS)
    stream, digest = written_steps(lambda: map(piece, range(3)))
    with stream:
        assert pl.read_parquet(stream).equals(whole)
    assert digest == content_digest(whole)
    assert list(tmp_path.iterdir()) == []


def test_the_next_piece_is_asked_for_after_the_one_before_was_written(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    asked = []
    stream, _digest = written_steps(lambda: (asked.append(n) or piece(n) for n in range(4)))
    stream.close()
    assert asked == [0, 1, 2, 3]  # each once, in their order


def test_a_sum_of_money_is_wider_than_the_cents_of_one_row():
    scheme = scheme_named("enclave-tax-sharing")
    most = 10**16 - 1  # cents of one cell
    columns = {c.name: [most] * 1_000 for c in scheme.definition.output if c.adds_up}
    totals = totals_of(pl.DataFrame(columns), scheme)
    assert totals["source_yuan"] == "99999999999999990.00"


@pytest.mark.parametrize("place", [0, 1])
def test_a_cell_with_a_character_no_database_takes_is_named(begin, place, officer):
    row = [*ROW]
    row[place] += "\0"
    stream = io.BytesIO()
    pl.DataFrame([dict(zip(HEADS, row, strict=True))]).write_parquet(stream)
    run = computed(begin(stream.getvalue()))
    revision = run.revisions.get()
    assert run.state == RunState.REFUSED
    [problem] = revision.problems
    assert (problem["row"], problem["column"]) == (2, HEADS[place])
    assert "空字符" in problem["message"]


def test_kept_steps_are_those_of_every_subject(compute):
    run: SchemeRun = compute()
    steps = read_kept(run.current.steps)
    assert steps.columns == list(STEP_COLUMNS)
    assert steps["subject"].n_unique() == 3
    assert run.current.steps_digest == content_digest(steps)
