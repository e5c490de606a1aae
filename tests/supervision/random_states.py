"""States of supervision by chance, on few moments, so that boundaries are met; and their rows."""

from datetime import timedelta

from walking import at

from taizhang.ledger.models import Task, TaskVersion
from taizhang.supervision.domain.clocks.days import day_of_due
from taizhang.supervision.domain.clocks.projecting import columns_of
from taizhang.supervision.domain.clocks.state import Duty, Period, Request, Slip, Stop, Supervised
from taizhang.supervision.domain.clocks.stored import dump_state
from taizhang.supervision.models import SupervisedTask

_TICK = timedelta(microseconds=1)
_DAYS = ("2026-06-05", "2026-06-08", "2026-06-09", "2026-07-01", "2026-12-31")
POOL = sorted(at(f"{day} {hour}") for day in _DAYS for hour in ("00:00", "18:00"))
MOMENTS = [one + tick for one in POOL for tick in (-_TICK, 0 * _TICK, _TICK)]


def some_state(chance):
    """A state that the database lets stand, over or not."""
    intake = POOL[0] - timedelta(days=5)
    over = chance.random() < 0.15
    stopped = not over and chance.random() < 0.15
    asking = not over and not stopped and chance.random() < 0.2
    periods = sorted(chance.choices(POOL, k=chance.randrange(8)))
    asked = maybe(chance, 0.2)
    return Supervised(
        intake,
        started_at=intake if chance.random() < 0.9 else None,
        signed_at=intake if chance.random() < 0.8 else None,
        duties=tuple(some_duty(chance, n) for n in range(chance.randrange(4))),
        periods=tuple(Period(str(due), due) for due in periods),
        marks="".join(chance.choices("ml.", k=len(periods))),
        deadline=maybe(chance, 0.5),
        stops=some_stops(chance, stopped),
        request=some_request(chance, intake) if asking else None,
        extensions=chance.randrange(4),
        slip=None if over else some_slip(chance),
        quality=chance.choice(["", "good", "fair", "poor"]),
        public_rating=chance.randrange(3),
        asked_to_close_at=asked,
        closed_at=(asked or POOL[3]) if over else None,
        closed_late=over and chance.random() < 0.5,
    )


def maybe(chance, share):
    return chance.choice(POOL) if chance.random() < share else None


def some_duty(chance, number):
    near, due = sorted(chance.choices(POOL, k=2))
    return Duty(f"step{number}", "环节", due, near, met_at=maybe(chance, 0.4))


def some_stops(chance, stopped):
    days = sorted(chance.choices([day_of_due(moment) for moment in POOL], k=3))
    earlier = Stop(days[0], days[1], "汛期", 1)
    now = Stop(days[2], None, "汛期", 1)
    return (earlier, now) if stopped else chance.choice([(), (earlier,)])


def some_request(chance, intake):
    kind = chance.choice(["extension", "send_back", "suspension"])
    return Request(kind, 1, 1, intake, "招标推迟")


def some_slip(chance):
    if chance.random() < 0.6:
        return None
    colour = chance.choice(["blue", "orange", "red"])
    return Slip("1", colour, POOL[0], POOL[1], lifted_at=maybe(chance, 0.3))


def make_rows(states):
    """Write states as the rows of tasks; number → task id."""
    tasks = Task.objects.bulk_create(Task(position=number) for number in states)
    since = min(POOL) - timedelta(days=30)
    TaskVersion.objects.bulk_create(
        TaskVersion(task=task, since=since, title="任务", state="underway") for task in tasks
    )
    SupervisedTask.objects.bulk_create(
        SupervisedTask(task=task, since=since, detail=dump_state(state), **columns_of(state))
        for task, state in zip(tasks, states.values(), strict=True)
    )
    return {number: task.pk for number, task in zip(states, tasks, strict=True)}
