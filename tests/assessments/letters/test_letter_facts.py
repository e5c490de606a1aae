"""What a letter says comes from the kept results, the same for one subject and for many."""

from assessments.conftest import RANKING
from assessments.letters.conftest import letter_of_subject
from taizhang.assessments.domain.letters.facts import Change, Line
from taizhang.assessments.domain.letters.gathering import letters_for, scene_of


def lines(of) -> dict[str, str]:
    return {line.label: line.text for line in of}


def test_the_letter_has_the_subjects_result_numbers_and_every_step_with_its_clause(published):
    letter = letter_of_subject(published.current, "A1")
    assert (letter.name, letter.place, letter.document) == (
        "青石县精密铸造厂",
        1,
        "驻政办〔2020〕58号",
    )
    results = lines(letter.results)
    assert (results["名次"], results["奖励"]) == ("2", "300,000.00 元")
    assert "不具备资格的原因" not in results
    given = lines(letter.given[0].lines)
    assert (given["年营业收入"], given["在本市注册"], given["税收增幅"]) == (
        "600,000,000.00 元",
        "是",
        "5%",
    )
    codes = [step.criterion for step in letter.steps]
    assert {"revenue", "tax", "base_score", "rank", "star", "lift"} <= set(codes)
    assert all(step.source for step in letter.steps)


def test_the_rank_is_told_with_its_neighbours_and_what_parted_equals(published):
    steps = {s.criterion: s for s in letter_of_subject(published.current, "A1").steps}
    assert "白河纺织有限公司" in steps["rank"].rule
    assert "临江县食品厂" in steps["rank"].rule


def test_who_may_not_take_part_reads_why_and_has_no_rank(published):
    letter = letter_of_subject(published.current, "A4")
    results = lines(letter.results)
    assert results["名次"] == "—"
    assert "安全生产" in results["不具备资格的原因"]
    assert not [step for step in letter.steps if step.criterion == "rank"]


def test_many_letters_at_once_are_the_single_ones(published):
    revision = published.current
    rows = list(revision.rows.order_by("-place"))
    scene = scene_of(revision)
    assert [letter.subject for letter in letters_for(scene, rows)] == ["A4", "A3", "A2", "A1"]
    for row, letter in zip(rows, letters_for(scene, rows), strict=True):
        assert letter == next(letters_for(scene, [row]))


def test_a_draft_has_no_issue_and_a_published_one_the_day_the_office_and_the_term(
    rated, publish, settings
):
    assert letter_of_subject(rated.current, "A1").issue is None
    settings.SITE_URL = "http://taizhang.example"
    run = publish(rated)
    issue = letter_of_subject(run.current, "A1").issue
    assert (issue.on.isoformat(), issue.until) == ("2026-06-01", run.objections_until)
    assert issue.office == "云岭市人民政府办公室"
    assert issue.address == f"http://taizhang.example/assessments/{run.pk}/"


def test_the_second_letter_says_what_was_corrected_and_what_changed(corrected):
    first, second = corrected.revisions.order_by("number")
    own = letter_of_subject(second, "A3").redone
    assert own.before == 1
    assert own.corrected == Change("年营业收入", "150,000,000.00 元", "2,100,000,000.00 元")
    assert Change("营业收入得分", "1 分", "6 分") in own.changes
    assert letter_of_subject(first, "A3").redone is None


def test_others_read_their_own_changes_and_nobody_elses_numbers(corrected):
    letter = letter_of_subject(corrected.current, "A4")
    assert (letter.redone.corrected, letter.redone.changes) == (None, ())
    moved = letter_of_subject(corrected.current, "A1").redone
    assert moved.corrected is None
    assert [change.label for change in moved.changes] == ["名次"]
    assert "2,100,000,000" not in repr(letter_of_subject(corrected.current, "A1").redone)


def test_what_the_run_set_otherwise_is_named_with_its_part_and_unit(compute, rated):
    run = compute(settings={"tax_per_mu_yuan": "200000"}, title="标准地")
    letter = letter_of_subject(run.current, "青石-01")
    assert letter.settings == (Line("工业用地亩均税收目标", "200000 元/亩"),)
    assert letter_of_subject(rated.current, "A1").settings == ()


def test_a_ranking_of_counties_has_a_letter_a_row(compute):
    run = compute(RANKING, "innovation-ranking")
    letter = letter_of_subject(run.current, "青石县/2026-06/half_year")
    assert letter.name == "青石县"
    assert lines(letter.given[0].lines)["县区"] == "青石县"
