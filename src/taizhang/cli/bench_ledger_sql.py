"""The statements that write the large ledger of the benchmark (see `bench_ledger_data`)."""

# %s tasks, spread over the documents
TASKS = """
INSERT INTO ledger_task (document_id, position, head_seq, head_hash)
SELECT d.id, 1 + n / 300, 0, '' FROM generate_series(0, %s - 1) n
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM documents_draft) d
    ON d.place = n % 300
ORDER BY n
""".replace("%", "%%").replace("%%s", "%s")

# What each task says; `h` spreads the choices evenly and the same way each time.
PLAN = """
CREATE TEMP TABLE plan AS
WITH words AS (
    SELECT ARRAY['加快','推进','培育','整治','建设','新增','完善','提升'] AS verbs,
           ARRAY['创新主体','营商环境','闲置土地','物流枢纽','养老服务','水质达标','算力中心','技能培训',
                 '农田建设','停车泊位'] AS topics,
           ARRAY['家','个','万元','%'] AS measures,
           (SELECT array_agg(id ORDER BY id) FROM organisations_unit) AS units
), drawn AS (
    SELECT t.*, (t.id * 7919 % 104729)::int AS h FROM ledger_task t
), said AS (
    SELECT d.*, w.*, verbs[1 + h % 8] || topics[1 + h % 10] || '（第' || id || '项）' AS title,
           (date '2024-01-31' + h % 700)::text AS due,
           units[1 + h % 60] AS u1, units[1 + (h + 7) % 60] AS u2, units[1 + (h + 23) % 60] AS u3
    FROM drawn d, words w
)
SELECT id AS task_id, document_id, position, title, due, u1, u2, u3,
       title || '。' || repeat('压实责任，细化举措，按月调度，确保如期完成。', 2) AS text,
       '《云岭市若干措施》第' || position || '条' AS basis,
       topics[1 + h % 10] AS i1, measures[1 + h % 4] AS m1, 1 + h % 997 AS v1,
       topics[1 + (h + 3) % 10] AS i2, measures[1 + (h + 1) % 4] AS m2, 1 + h % 499 AS v2,
       '{"answering":true,"names":["' || (SELECT name FROM organisations_unit WHERE id = u1)
           || '"],"units":[' || u1 || ']}' AS sign_payload,
       '{"figures":[{"indicator":"' || topics[1 + h % 10]
           || '","key":1,"observed_on":"2024-02-#","unit":"' || measures[1 + h % 4]
           || '","value":"@0"}],"files":[],"name":"'
           || (SELECT name FROM organisations_unit WHERE id = u1)
           || '","percent":@0,"text":"第@次报告：正在按计划推进。","unit":' || u1 || '}'
           AS report_payload
FROM said
"""

_TARGET = (
    """'{{"deadline":"' || due || '","indicator":"' || i{0} || '","key":{0},"op":">=",'"""
    """ || '"quote":"","unit":"' || m{0} || '","value":"' || v{0} || '","value_max":null}}'"""
)
_UNIT = (
    """'{{"name":"' || (SELECT name FROM organisations_unit WHERE id = u{0}) || '","role":"{1}",'"""
    """ || '"unit":' || u{0} || '}}'"""
)
# The canonical JSON of a confirmation: keys sorted, no blanks.
CONFIRMED = f"""
SELECT task_id, 'confirmed' AS type,
    '{{"basis":"' || basis || '","document":' || document_id || ',"due":"' || due
    || '","position":' || position || ',"row":null,"targets":['
    || {_TARGET.format(1)} || ',' || {_TARGET.format(2)}
    || '],"text":"' || text || '","title":"' || title || '","units":['
    || {_UNIT.format(1, "lead")} || ',' || {_UNIT.format(2, "responsible")} || ','
    || {_UNIT.format(3, "support")} || ']}}' AS payload
FROM plan
"""  # noqa: S608 - built from constants only

FIRST = (
    """
INSERT INTO ledger_taskversion
    (task_id, since, title, text, basis, due, state, progress, grade)
SELECT task_id, recorded_at, title, text, basis, due::date, 'confirmed', '', ''
FROM written JOIN plan USING (task_id)
""",
    """
INSERT INTO ledger_assignment (task_id, since, unit_id, role, name, position)
SELECT task_id, recorded_at, u.id, r.role, u.name, r.place - 1
FROM written JOIN plan USING (task_id)
CROSS JOIN LATERAL unnest(ARRAY[u1, u2, u3], ARRAY['lead', 'responsible', 'support'])
    WITH ORDINALITY AS r(unit_id, role, place)
JOIN organisations_unit u ON u.id = r.unit_id
""",
    """
INSERT INTO ledger_target (task_id, since, key, indicator, op, value, unit, deadline, quote)
SELECT task_id, recorded_at, r.key, r.indicator, '>=', r.value, r.measure, due::date, ''
FROM written JOIN plan USING (task_id)
CROSS JOIN LATERAL unnest(ARRAY[1, 2], ARRAY[i1, i2], ARRAY[v1, v2], ARRAY[m1, m2])
    AS r(key, indicator, value, measure)
""",
)

# Close the current version and open the next, with what the round changes.
CARRY = """
WITH c AS (
    UPDATE ledger_taskversion v SET until = w.recorded_at FROM written w
    WHERE v.task_id = w.task_id AND v.until IS NULL RETURNING v.*
)
INSERT INTO ledger_taskversion
    (task_id, since, title, text, basis, due, grade, state, percent, progress,
     dispatched_at, signed_at, reported_at, closure_requested_by_id)
SELECT c.task_id, c.until, c.title, c.text, c.basis, c.due, c.grade, {state}, {percent}, {progress},
       {dispatched_at}, {signed_at}, {reported_at}, {closure_requested_by_id}
FROM c
"""

SIGN = (
    """
WITH c AS (
    UPDATE ledger_assignment a SET until = w.recorded_at FROM written w
    WHERE a.task_id = w.task_id AND a.role = 'lead' AND a.until IS NULL RETURNING a.*
)
INSERT INTO ledger_assignment (task_id, since, unit_id, role, name, position, signed_at)
SELECT task_id, until, unit_id, role, name, position, %s FROM c
""",
)

FIGURES = """
INSERT INTO ledger_figure (task_id, event_id, target_key, value, observed_on, recorded_at)
SELECT w.task_id, w.id, (f ->> 'key')::int, (f ->> 'value')::numeric, (f ->> 'observed_on')::date,
       w.recorded_at
FROM written w JOIN ledger_event e USING (id)
CROSS JOIN LATERAL jsonb_array_elements(e.payload::jsonb -> 'figures') f
"""
