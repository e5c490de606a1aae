"""The rows behind the figures of a bulletin, which nobody changes once it is issued."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


TABLES = ("reporting_bulletinrow", "reporting_bulletinfigure")
GUARD = """
CREATE FUNCTION reporting_keep_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM reporting_bulletin b WHERE b.state IN ('issued', 'answered')
        AND b.id IN (SELECT DISTINCT bulletin_id FROM touched)
    ) THEN
        RAISE EXCEPTION 'rows of an issued bulletin are kept, % is refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""
GUARD_ON = """
CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_forbid_change();
CREATE TRIGGER {table}_not_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_keep_rows();
CREATE TRIGGER {table}_not_removed AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_keep_rows();
"""
UNDO = "".join(
    f"DROP TRIGGER {table}_{what} ON {table};\n"
    for table in TABLES
    for what in ("unchanged", "not_added", "not_removed")
) + "DROP FUNCTION reporting_keep_rows();"


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0006_bulletin_drawing'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulletinFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='代号')),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None, verbose_name='清单')),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='reporting.bulletin', verbose_name='通报')),
            ],
            options={
                'verbose_name': '数字的清单',
                'verbose_name_plural': '数字的清单',
                'constraints': [models.UniqueConstraint(fields=('bulletin', 'key'), name='a_figure_is_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='BulletinRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('numbers', '指标项'), ('tasks', '任务'), ('warnings', '预警')], max_length=8, verbose_name='清单种类')),
                ('place', models.PositiveIntegerField(verbose_name='序号')),
                ('body', models.TextField(verbose_name='内容')),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='reporting.bulletin', verbose_name='通报')),
            ],
            options={
                'verbose_name': '通报清单',
                'verbose_name_plural': '通报清单',
                'constraints': [models.UniqueConstraint(fields=('bulletin', 'part', 'place'), name='a_kept_row_stands_in_one_place')],
            },
        ),
        migrations.RunSQL(GUARD + "".join(GUARD_ON.format(table=table) for table in TABLES), UNDO),
    ]
