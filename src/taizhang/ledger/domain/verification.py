"""Proof that nothing was changed (核验): chains, heads, seals, and the projection.

The chains and seals are recomputed by the database in one pass each; docs/algorithms/
event-chain.md says what each check finds.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Event, Seal
from .chain import hash_expression
from .comparison import first_difference
from .seals import HEADS, seal_hash_expression


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that does not hold; `code` for machines, `sentence` for people."""

    code: str
    sentence: str
    task_id: int | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """How many events and seals were read, and the first that does not hold."""

    events: int
    seals: int
    first_broken: Broken | None

    @property
    def holds(self) -> bool:
        return self.first_broken is None


# Each event against its own hash: one scan, shared among processes by the database.
_HASHES = f"""
SELECT min(ARRAY[task_id, seq::bigint]) FROM ledger_event e WHERE e.hash <> {hash_expression("e")}
"""  # noqa: S608 - built from constants only

# Each event against the one before it.
_LINKS = """
SELECT count(*), min(ARRAY[task_id, seq::bigint]) FILTER (WHERE NOT follows) FROM (
    SELECT task_id, seq,
           previous_hash = coalesce(lag(hash) OVER chain, '')
           AND seq = coalesce(lag(seq) OVER chain, 0) + 1
           AND recorded_at > coalesce(lag(recorded_at) OVER chain, '-infinity') AS follows
    FROM ledger_event WINDOW chain AS (PARTITION BY task_id ORDER BY seq)
) walked
"""

_HEADS = """
SELECT t.id, t.head_seq, coalesce(e.seq, 0) FROM ledger_task t
LEFT JOIN LATERAL (
    SELECT seq, hash FROM ledger_event WHERE task_id = t.id ORDER BY seq DESC LIMIT 1
) e ON true
WHERE t.head_seq = 0 OR e.seq IS DISTINCT FROM t.head_seq OR e.hash IS DISTINCT FROM t.head_hash
ORDER BY t.id LIMIT 1
"""

_ORIGINS = """
SELECT t.id FROM ledger_task t
JOIN ledger_event e ON e.task_id = t.id AND e.seq = 1
CROSS JOIN LATERAL jsonb_to_record(e.payload::jsonb)
    AS told(document bigint, "row" bigint, position bigint, parent bigint, keeper bigint)
WHERE (told.document, told."row", told.position, told.parent, told.keeper)
    IS DISTINCT FROM (t.document_id, t.row_id, t.position, t.parent_id, t.keeper_id)
ORDER BY t.id LIMIT 1
"""

# An event belongs to the first seal that cuts after it; the heads are the last events in each.
_SEALS = f"""
WITH cuts AS (
    SELECT array_agg(until ORDER BY until) AS untils FROM ledger_seal
), covered AS MATERIALIZED (
    SELECT task_id, seq, hash, width_bucket(recorded_at, untils) + 1 AS place
    FROM ledger_event, cuts
), heads AS (
    SELECT DISTINCT ON (place, task_id) place, task_id, seq, hash FROM covered
    ORDER BY place, task_id, seq DESC
), gathered AS (
    SELECT place, {HEADS.format("h")} AS heads, count(*) AS tasks FROM heads h GROUP BY place
), counted AS (
    SELECT place, count(*) AS events FROM covered GROUP BY place
), seals AS (
    SELECT s.*, row_number() OVER (ORDER BY until) AS place,
           coalesce(lag(hash) OVER (ORDER BY until), '') AS last_hash,
           coalesce(lag(events) OVER (ORDER BY until), 0) AS last_events
    FROM ledger_seal s
)
SELECT s.until, s.hash,
       s.previous_hash = s.last_hash,
       s.tasks = coalesce(g.tasks, 0) AND s.events = s.last_events + coalesce(c.events, 0)
           AND s.hash = {seal_hash_expression("s", "coalesce(g.heads, '')")}
FROM seals s LEFT JOIN gathered g USING (place) LEFT JOIN counted c USING (place)
ORDER BY s.until
"""  # noqa: S608 - built from constants only


def verify(seal: str | None = None) -> Verification:
    """Check every chain, head and seal, then the projection; `seal`: one printed on paper.

    All of it is read at one moment; the first thing that does not hold ends it.
    """
    alone = not connection.in_atomic_block
    with transaction.atomic():
        if alone:  # otherwise the transaction of the caller decides what is seen
            connection.cursor().execute(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            )
        chain = verify_chain(seal)
        return Verification(chain.events, chain.seals, chain.first_broken or _check_projection())


@transaction.atomic
def verify_chain(seal: str | None = None) -> Verification:
    """Chains, heads and seals only, without the replay: set-based and quick."""
    events, broken = _walk_chains()
    broken = broken or _check_heads() or _check_origins() or _check_seals() or _check_printed(seal)
    return Verification(events, Seal.objects.count(), broken)


def _walk_chains() -> tuple[int, Broken | None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")  # a million heads are sorted in memory
        cursor.execute(_LINKS)
        count, unlinked = cursor.fetchone()
        cursor.execute(_HASHES)
        [changed] = cursor.fetchone()
    first = min((place for place in (unlinked, changed) if place is not None), default=None)
    return count, None if first is None else _name_event(*first)


def _name_event(task_id: int, seq: int) -> Broken:
    event = Event.objects.get(task=task_id, seq=seq)
    before = Event.objects.filter(task=task_id, seq__lt=seq).order_by("seq").last()
    if seq != (before.seq if before else 0) + 1:
        code, sentence = (
            "event_gap",
            _("任务 %(number)s 的第 %(seq)s 个事件（%(type)s）前面缺少事件。"),
        )
    elif event.previous_hash != (before.hash if before else ""):
        code = "event_link"
        sentence = _("任务 %(number)s 的第 %(seq)s 个事件（%(type)s）与前一个事件接不上。")
    else:
        code = "event_hash"
        sentence = _("任务 %(number)s 的第 %(seq)s 个事件（%(type)s）与它的哈希不符，已被改动。")
    said = sentence % {"number": f"T{task_id:06d}", "seq": seq, "type": event.type}
    return Broken(code, said, task_id, seq)


def _check_heads() -> Broken | None:
    row = _first_row(_HEADS)
    if row is None:
        return None
    task_id, head, last = row
    sentence = _(
        "任务 %(number)s 记着有 %(head)s 个事件，链上最后一个是第 %(last)s 个，事件有增删。"
    ) % {"number": f"T{task_id:06d}", "head": head, "last": last}
    return Broken("task_head", sentence, task_id, last)


def _check_origins() -> Broken | None:
    row = _first_row(_ORIGINS)
    if row is None:
        return None
    sentence = _(
        "任务 %(number)s 的文件、草稿行、序号、上级任务或督办单位与入账事件不符，已被改动。"
    ) % {"number": f"T{row[0]:06d}"}
    return Broken("task_origin", sentence, row[0], 1)


def _check_seals() -> Broken | None:
    with connection.cursor() as cursor:
        cursor.execute(_SEALS)
        for until, hash_, follows, holds in cursor.fetchall():
            seal = {
                "moment": timezone.localtime(until).strftime("%Y-%m-%d %H:%M:%S"),
                "hash": hash_[:12],
            }
            if not follows:
                sentence = _("封至 %(moment)s 的封印 %(hash)s 与前一封印接不上，封印有增删。")
                return Broken("seal_link", sentence % seal)
            if not holds:
                sentence = _(
                    "封至 %(moment)s 的封印 %(hash)s 与它封存的事件不符，事件有增删或改动。"
                )
                return Broken("seal_hash", sentence % seal)
    return None


def _check_printed(seal: str | None) -> Broken | None:
    if seal is None or Seal.objects.filter(hash=seal.strip().lower()).exists():
        return None
    sentence = _("台账里没有封印 %(seal)s；请核对抄录是否正确，否则封印已被删除。")
    return Broken("seal_missing", sentence % {"seal": seal})


def _check_projection() -> Broken | None:
    difference = first_difference()
    if difference is None:
        return None
    return Broken("projection", difference.sentence, difference.task_id)


def _first_row(sql: str) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row
