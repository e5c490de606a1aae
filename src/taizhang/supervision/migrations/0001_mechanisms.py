"""Versions of mechanisms; the database refuses to change or remove one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


GUARD = """
CREATE FUNCTION supervision_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER supervision_mechanismversion_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON supervision_mechanismversion
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_forbid_change();
"""
UNDO = """
DROP TRIGGER supervision_mechanismversion_append_only ON supervision_mechanismversion;
DROP FUNCTION supervision_forbid_change();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MechanismVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, verbose_name='代号')),
                ('name', models.CharField(max_length=64, verbose_name='名称')),
                ('body', models.TextField(verbose_name='内容')),
                ('sha256', models.CharField(max_length=64, verbose_name='校验值')),
                ('valid_from', models.DateField(verbose_name='生效日期')),
                ('valid_to', models.DateField(null=True, verbose_name='失效日期')),
                ('recorded_at', models.DateTimeField(verbose_name='录入时间')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
            ],
            options={
                'verbose_name': '督办机制版本',
                'verbose_name_plural': '督办机制版本',
                'ordering': ['key', '-valid_from', '-id'],
                'indexes': [models.Index(fields=['key', '-valid_from', '-id'], name='mechanism_by_day')],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
