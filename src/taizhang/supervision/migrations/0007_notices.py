"""Holiday notices that people entered; the database refuses to change or remove one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE TRIGGER supervision_holidaynotice_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON supervision_holidaynotice
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_forbid_change();
"""
UNDO = "DROP TRIGGER supervision_holidaynotice_append_only ON supervision_holidaynotice;"


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0006_lights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HolidayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('reference', models.CharField(max_length=64, verbose_name='发文字号或文件名称')),
                ('issued', models.DateField(null=True, verbose_name='印发日期')),
                ('off', models.JSONField(verbose_name='放假')),
                ('work', models.JSONField(verbose_name='调休上班')),
                ('recorded_at', models.DateTimeField(verbose_name='录入时间')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
            ],
            options={
                'verbose_name': '放假安排',
                'verbose_name_plural': '放假安排',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
