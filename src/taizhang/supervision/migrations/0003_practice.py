"""Light regimes and the office's practice; the database refuses to change or remove a row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE TRIGGER supervision_{table}_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON supervision_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_forbid_change();
"""
UNDO = "DROP TRIGGER supervision_{table}_append_only ON supervision_{table};"


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0002_supervised'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='启用日期')),
                ('regime', models.CharField(max_length=32, verbose_name='亮灯办法')),
                ('mechanism', models.CharField(max_length=32, verbose_name='默认督办机制')),
                ('kind', models.CharField(max_length=32, verbose_name='默认事项类别')),
                ('recorded_at', models.DateTimeField(verbose_name='录入时间')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
            ],
            options={
                'verbose_name': '督查口径',
                'verbose_name_plural': '督查口径',
                'ordering': ['-valid_from', '-id'],
                'indexes': [models.Index(fields=['-valid_from', '-id'], name='practice_by_day')],
            },
        ),
        migrations.CreateModel(
            name='RegimeVersion',
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
                'verbose_name': '亮灯办法版本',
                'verbose_name_plural': '亮灯办法版本',
                'ordering': ['key', '-valid_from', '-id'],
                'indexes': [models.Index(fields=['key', '-valid_from', '-id'], name='regime_by_day')],
            },
        ),
        *(
            migrations.RunSQL(GUARD.format(table=table), UNDO.format(table=table))
            for table in ("practice", "regimeversion")
        ),
    ]
