"""Tasks form a tree; where a task comes from, in whose document and under whom, is write-once."""

import django.db.models.deletion
from django.db import migrations, models

ORIGIN = ("document_id", "row_id", "position", "parent_id", "keeper_id")
GUARD = f"""
CREATE FUNCTION ledger_keep_origin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the origin of task % never changes', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_task_keeps_its_origin BEFORE UPDATE OF {", ".join(ORIGIN)} ON ledger_task
    FOR EACH ROW WHEN (
        ({", ".join("OLD." + name for name in ORIGIN)})
        IS DISTINCT FROM ({", ".join("NEW." + name for name in ORIGIN)})
    )
    EXECUTE FUNCTION ledger_keep_origin();
"""
UNDO = """
DROP TRIGGER ledger_task_keeps_its_origin ON ledger_task;
DROP FUNCTION ledger_keep_origin();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_source_pages'),
        ('ledger', '0003_target_value_index'),
        ('organisations', '0003_county_clerk'),
    ]

    operations = [
        migrations.AddField(
            model_name='task',
            name='keeper',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kept_tasks', to='organisations.unit', verbose_name='督办单位'),
        ),
        migrations.AddField(
            model_name='task',
            name='parent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='ledger.task', verbose_name='上级任务'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['document', 'position'], name='task_place'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), ('parent__lt', models.F('id')), _connector='OR'), name='a_parent_comes_first'),
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
