"""The statements that write the tasks of the supervision benchmark (`bench_supervision_data`)."""

TASKS = """
INSERT INTO ledger_task (position, head_seq, head_hash)
SELECT n, 1, '' FROM generate_series(1, %s) n
"""

# A quarter have no targets and report a percentage.
VERSIONS = """
INSERT INTO ledger_taskversion
    (task_id, since, title, text, basis, due, state, percent, progress, grade, reported_at)
SELECT id, %s, '推进第' || id || '项措施', '压实责任，细化举措，按月调度，确保如期完成。',
    '《云岭市若干措施》第' || id %% 300 || '条', date '2026-12-31', 'underway',
    CASE WHEN id %% 4 = 0 THEN id %% 101 END, '正在按计划推进。', '',
    CASE WHEN id %% 4 = 0 THEN timestamptz '2026-06-25 09:00+08' END
FROM ledger_task
"""

MULTIPLY = """
INSERT INTO supervision_supervisedtask (task_id, {columns})
SELECT t.id, {given} FROM ledger_task t
JOIN supervision_supervisedtask s ON s.task_id = %s + t.id %% %s
WHERE NOT t.id BETWEEN %s AND %s - 1
"""

TARGETS = """
INSERT INTO ledger_target (task_id, since, key, indicator, op, value, unit, deadline, quote)
SELECT t.id, %s, k, '指标', (ARRAY['>=', '>=', '>=', '<=', '='])[1 + (t.id + k) %% 5],
    100 + t.id %% 900, '家', date '2026-12-31', ''
FROM ledger_task t, generate_series(1, 2) k WHERE t.id %% 4 > 0
"""

# One event stands for all that reported figures: chains are not what is measured.
EVENT = """
INSERT INTO ledger_event
    (task_id, seq, type, payload, actor_id, occurred_at, recorded_at, previous_hash, hash)
SELECT id, 1, 'reported', '{}', %s, %s, %s, '', '' FROM ledger_task WHERE id = %s
"""

# Three months of figures, spread around what the time needs.
FIGURES = """
INSERT INTO ledger_figure (task_id, event_id, target_key, value, observed_on, recorded_at)
SELECT g.task_id, e.id, g.key,
    round(g.value * m * (70 + (g.task_id * 7919 + g.key) % 60) / 1200, 2),
    make_date(2026, m, 25), make_timestamptz(2026, m, 26, 9, 0, 0, 'Asia/Shanghai')
FROM ledger_target g, generate_series(4, 6) m, ledger_event e WHERE g.task_id % 11 > 0
"""

LIGHTS = """
INSERT INTO supervision_lightrecord (task_id, day, colour, label, points, reds, recorded_at)
SELECT id, date '2026-05-31', CASE WHEN id % 9 = 0 THEN 'red' ELSE 'green' END, '', 0,
    CASE WHEN id % 9 = 0 THEN 1 + id % 4 ELSE 0 END, timestamptz '2026-06-01 00:15+08'
FROM ledger_task
"""

# One unit answers for two tasks in three; for the third a lead and a responsible one.
ANSWERS = """
INSERT INTO ledger_assignment (task_id, unit_id, since, role, name, position, signed_at)
SELECT t.id, u.id, %s, CASE WHEN t.id %% 3 = 0 AND k = 0 THEN 'lead' ELSE 'responsible' END, u.name,
    k, CASE WHEN t.id %% 19 > 0 THEN timestamptz '2026-06-01 09:00+08' END
FROM ledger_task t CROSS JOIN generate_series(0, 1) k
JOIN (SELECT id, name, row_number() OVER (ORDER BY id) - 1 AS n FROM organisations_unit) u
    ON u.n = (t.id * 7919 + k * 17) %% 60
WHERE k = 0 OR t.id %% 3 = 0
"""

# Somebody of most units that have signed, and of half of those that have not, has looked.
OPENED = """
INSERT INTO supervision_opened (task_id, unit_id, person_id, first_at)
SELECT task_id, unit_id, %s, %s FROM ledger_assignment
WHERE task_id %% 20 > 0 AND (signed_at IS NOT NULL OR task_id %% 2 = 0)
"""
