"""Histories of tasks by chance, through the chain; and what their events say, in plain Python."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from walking import at, report

from taizhang.calendars import TIME_ZONE
from taizhang.ledger.domain.chain import NewEvent, append_events
from taizhang.ledger.domain.errors import LedgerError
from taizhang.ledger.domain.snapshot import Answer
from taizhang.ledger.models import Event
from taizhang.supervision.models import Opened, RecheckItem, RecheckRound

ROAD = {
    "dispatched": ("confirmed",),
    "signed": ("dispatched", "underway"),
    "reported": ("underway",),
    "closure_requested": ("underway",),
    "closure_accepted": ("closing",),
    "closure_returned": ("closing",),
    "reopened": ("closed",),
    "false_evidence_found": ("closed",),
    "superseded": ("confirmed", "dispatched", "underway", "closing"),
}
ASKED = {"name": "市科技局", "reason": "雨季", "progress": "一半"}
HOURS = (1, 5, 24, 24 * 6, 24 * 20, 24 * 45)
LIKELY = ["dispatched"] * 3 + ["signed"] * 4 + ["reported"] * 2 + ["closure_requested"] * 5
LIKELY += ["closure_accepted"] * 9 + ["closure_returned"] * 2 + ["reopened", "superseded"]
LIKELY += ["false_evidence_found", "extension_requested", "extension_granted", "corrected"]
LIKELY += ["extension_requested", "extension_granted"] * 2
LIKELY += ["suspension_requested", "suspension_granted"] * 3 + ["resumed"]


def day_after(moment, number):
    return (moment.date() + timedelta(days=number)).isoformat()


def payload_of(type, chance, moment, units):
    """What such an event says."""
    due = day_after(moment, chance.choice([10, 30, 90]))
    some = chance.sample(units, chance.randint(1, len(units)))
    own = {"unit": units[0].pk}
    repeated = {"supervision": {"repeated": True}} if chance.random() < 0.3 else {}
    return {
        "signed": {"units": [unit.pk for unit in some], "answering": True},
        "reported": {**report(""), **own, **repeated},
        "closure_requested": report("") | own,
        "closure_accepted": {"grade": "good", "text": ""},
        "extension_requested": {**ASKED, **own, "due": due},
        "extension_granted": {"due": due, "text": ""},
        "suspension_requested": {**ASKED, **own, "due": None},
        "suspension_granted": {"until": None, "text": ""},
        "corrected": {"due": due, "reason": "笔误"},
        "superseded": {"replaced_by": None, "document": 1},
    }.get(type, {"reason": "缺佐证", "text": ""})


def make_histories(chance, make_task, actor, units, keeper, number):
    """Tasks of some of the units, for the city's office and a county's, with all that happens."""
    round = RecheckRound.objects.create(
        closed_from=date(2024, 1, 1),
        closed_to=date(2024, 12, 31),
        confidence=9500,
        tolerated=500,
        population=1,
        sample=1,
        opened_at=at("2024-12-31"),
        opened_by=actor,
    )
    for _ in range(number):
        asked = chance.sample(units, chance.randint(1, 3))
        roles = [chance.choice(["lead", "responsible", "responsible"]) for _ in asked[:2]]
        roles += ["support"] * (len(asked) - len(roles))
        answers = tuple(
            Answer(unit.pk, role, unit.name) for unit, role in zip(asked, roles, strict=True)
        )
        due = chance.choice([None, "2024-06-30", "2024-07-31", "2024-09-30"])
        kept = keeper if chance.random() < 0.2 else None
        task = make_task(units=answers, targets=(), due=due, keeper=kept)
        _live(task, chance, actor, asked, round)
        if chance.random() < 0.3:
            unit = chance.choice(asked)
            Opened.objects.create(task=task, unit=unit, person=actor, first_at=at("2024-06-03"))


def _live(task, chance, actor, units, round):
    now = at("2024-06-02 09:00")
    for type in ["dispatched"] * (chance.random() < 0.95) + chance.choices(LIKELY, k=26):
        state = task.versions.get(until=None).state
        stopped = task.supervised.get(until=None).stopped
        if state not in ROAD.get(type, (state,)) or (stopped and type.startswith("closure")):
            continue
        later = now + timedelta(hours=chance.choice(HOURS))
        said = payload_of(type, chance, later, units)
        try:
            [event] = append_events([NewEvent(task.pk, type, said)], actor=actor, occurred_at=later)
        except LedgerError:
            continue
        now = later
        if type == "false_evidence_found":
            _found_false(task, event, actor, round, later)


def _found_false(task, event, actor, round, moment):
    RecheckItem.objects.update_or_create(
        round=round,
        task=task,
        defaults={
            "position": task.pk,
            "checker": actor,
            "result": "false",
            "text": "旧图",
            "event_id": event.id,
            "answered_at": moment,
        },
    )


@dataclass
class Told:
    """What the events of one task say of it."""

    keeper: int | None = None
    units: list = field(default_factory=list)
    signed: set = field(default_factory=set)
    seen: set = field(default_factory=set)  # units that opened it, or acted
    started: datetime | None = None
    due: datetime | None = None
    first: datetime | None = None
    asked: datetime | None = None
    closed: datetime | None = None
    late: bool = False
    stop: datetime | None = None
    ended: bool = False
    stated: str | None = None
    edited: bool = False
    repeated: bool = False
    types: set = field(default_factory=set)

    def held(self, moment):
        return min([one for one in (self.stop, self.asked, self.closed) if one], default=moment)

    def saw(self, *types):
        return bool(self.types & set(types))


def end_of(day):
    start = datetime.combine(date.fromisoformat(day), datetime.min.time(), TIME_ZONE)
    return start + timedelta(days=1)


def _confirm(told, moment, payload):
    told.keeper, told.stated = payload.get("keeper"), payload["due"]
    told.units = [(each["unit"], each["role"]) for each in payload["units"]]


def _dispatch(told, moment, payload):
    told.started = moment
    told.due = told.first = end_of(told.stated) if told.stated else None


def _sign(told, moment, payload):
    told.signed |= set(payload["units"])
    told.seen |= told.signed


def _ask(told, moment, payload):
    told.asked = moment


def _return(told, moment, payload):
    told.asked = None


def _close(told, moment, payload):
    told.closed, told.late = moment, bool(told.due and told.asked > told.due)


def _reopen(told, moment, payload):
    told.asked = told.closed = None


def _move(told, moment, payload):
    """The promised moment stands in the event."""
    promised = payload["supervision"]["deadline"]
    told.due = promised and datetime.fromisoformat(promised)


def _resume(told, moment, payload):
    _move(told, moment, payload)
    told.stop = None


def _suspend(told, moment, payload):
    told.stop = end_of(moment.astimezone(TIME_ZONE).date().isoformat()) - timedelta(days=1)


def _correct(told, moment, payload):
    told.edited |= payload["due"] != told.stated
    told.stated = payload["due"]


def _supersede(told, moment, payload):
    told.ended = True


def _report(told, moment, payload):
    told.repeated |= payload.get("supervision", {}).get("repeated", False)


READ = {
    "confirmed": _confirm,
    "dispatched": _dispatch,
    "signed": _sign,
    "reported": _report,
    "closure_requested": _ask,
    "closure_returned": _return,
    "closure_accepted": _close,
    "reopened": _reopen,
    "false_evidence_found": _reopen,
    "extension_granted": _move,
    "resumed": _resume,
    "suspension_granted": _suspend,
    "corrected": _correct,
    "superseded": _supersede,
}


def tell(events):
    """Read a chain."""
    told = Told()
    for event, payload in events:
        told.types.add(event.type)
        told.seen.add(payload.get("unit"))
        if event.type in READ:
            READ[event.type](told, event.occurred_at, payload)
    return told


def told_of_all():
    """Every task: its number and what its chain says."""
    chains = {}
    for event in Event.objects.order_by("task_id", "seq"):
        chains.setdefault(event.task_id, []).append((event, json.loads(event.payload)))
    told = {task: tell(chain) for task, chain in chains.items()}
    for opened in Opened.objects.all():
        told[opened.task_id].seen.add(opened.unit_id)
    return told


def flags_told(told, window):
    """The flags of a task that do not depend on the unit; None where it does not count."""
    starts = datetime.combine(window.starts, datetime.min.time(), TIME_ZONE)
    ends = datetime.combine(window.ends, datetime.min.time(), TIME_ZONE) + timedelta(days=1)
    if told.ended or not told.started or told.keeper != window.keeper_id:
        return None
    held = told.held(window.moment)
    closed_within = bool(told.closed and starts <= told.closed < ends)

    def judged(due):
        if due is None:
            return False
        passed = starts < due <= ends and due < window.moment
        return closed_within or (passed and (bool(told.closed) or held > due))

    flags = {
        "judged": judged(told.due),
        "first_judged": judged(told.first),
        "asked": bool(told.asked)
        or told.saw("closure_returned", "reopened", "false_evidence_found"),
        "ever_closed": bool(told.closed) or told.saw("reopened", "false_evidence_found"),
        "extended": told.saw("extension_granted"),
        "returned": told.saw("closure_returned"),
        "reopened": told.saw("reopened", "false_evidence_found"),
        "edited": told.edited,
        "false_evidence": told.saw("false_evidence_found"),
        "unreported": not told.saw("reported", "closure_requested"),
        "repeated": told.repeated,
        "suspended": bool(told.stop),
    }
    booked = told.started < ends and (told.closed is None or told.closed >= starts)
    if not (booked or flags["judged"] or flags["first_judged"]):
        return None
    flags["on_time"] = flags["judged"] and bool(told.closed) and not told.late
    flags["late"] = flags["judged"] and not flags["on_time"]
    flags["first_on_time"] = flags["first_judged"] and bool(told.closed) and held <= told.first
    return {**flags, "counted": True}


def scores_told(window):
    """Unit (None: the whole) → (counts, median lateness), reckoned from the chains."""
    seen = {}
    for told in told_of_all().values():
        flags = flags_told(told, window)
        if flags is None:
            continue
        leads = [unit for unit, role in told.units if role == "lead"]
        counted = leads or [unit for unit, role in told.units if role == "responsible"]
        days = -((told.due - told.held(window.moment)) // timedelta(days=1)) if told.due else None
        for unit, those in [*((unit, {unit}) for unit in counted), (None, set(counted))]:
            own = {"unsigned": not told.signed & those, "unopened": not told.seen & those}
            seen.setdefault(unit, []).append(({**flags, **own}, days))
    return {
        unit: (
            {flag: sum(flags[flag] for flags, _ in tasks) for flag in tasks[0][0]},
            median(late) if (late := [days for flags, days in tasks if flags["late"]]) else None,
        )
        for unit, tasks in seen.items()
    }
