"""What waits for a review: filed with the report, gone with the review or the end of the task."""

from supervision.walking import Walk
from taizhang.supervision.domain.clocks.stored import dump_state, state_from


def walk_of(kind="long"):
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-02", kind=kind)
    walk.sign("2026-06-02")
    return walk


def waiting(walk):
    return [filed.answers for filed in walk.state.filed]


def test_report_waits_for_who_reviews_its_step():
    walk = walk_of()
    walk.report("2026-06-02", "step:deployed")
    [filed] = walk.state.filed
    assert (filed.answers, filed.reviewer, filed.unit_id) == ("step:deployed", "office", 1)
    assert state_from(dump_state(walk.state)) == walk.state


def test_second_report_on_the_same_takes_the_place_of_the_first():
    walk = walk_of()
    walk.report("2026-06-30 09:00", "period:1")
    walk.report("2026-06-30 10:00", "period:1", actor=2)
    [filed] = walk.state.filed
    assert (filed.by_id, filed.filed_at.hour) == (2, 10)


def test_review_takes_it_away_and_an_insufficient_one_owes_it_again():
    walk = walk_of()
    walk.report("2026-06-02", "step:deployed")
    walk.report("2026-06-03", "step:reported")
    walk.do("report_reviewed", "2026-06-03", answers="step:deployed", verdict="accepted")
    assert waiting(walk) == ["step:reported"]
    walk.do("report_reviewed", "2026-06-04", answers="step:reported", verdict="insufficient")
    assert waiting(walk) == []
    assert walk.state.duty("reported").met_at is None


def test_plan_waits_under_the_step_it_meets():
    walk = walk_of()
    nodes = [{"name": "完成招标", "due": "2026-08-31"}]
    walk.do("plan_filed", "2026-06-10", unit=1, name="市科技局", text="", nodes=nodes, files=[])
    [filed] = walk.state.filed
    assert (filed.answers, filed.plan) == ("step:planned", True)


def test_request_to_close_leaves_nothing_waiting():
    walk = walk_of("ordinary")
    walk.report("2026-06-02", "step:deployed")
    walk.ask_to_close("2026-06-05")
    assert waiting(walk) == []


def test_report_that_nothing_asked_for_is_not_reviewed():
    walk = Walk("2026-12-31")
    walk.dispatch("2026-06-02", mechanism=None)
    walk.sign("2026-06-02")
    walk.report("2026-06-03")
    assert waiting(walk) == []


def test_repeated_words_are_counted():
    walk = walk_of()
    walk.report("2026-06-30", "period:1", supervision={"repeated": True})
    assert walk.state.repeats == 1
