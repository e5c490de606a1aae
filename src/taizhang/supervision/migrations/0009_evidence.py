"""What pictures say, rounds of re-checks; a round and a finding are never changed."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


GUARD = """
CREATE TRIGGER supervision_recheckround_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON supervision_recheckround
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_forbid_change();
CREATE TRIGGER supervision_recheckitem_never_removed
    BEFORE DELETE OR TRUNCATE ON supervision_recheckitem
    FOR EACH STATEMENT EXECUTE FUNCTION supervision_forbid_change();
CREATE TRIGGER supervision_recheckitem_found_once
    BEFORE UPDATE ON supervision_recheckitem FOR EACH ROW
    WHEN (OLD.result <> '' OR (OLD.round_id, OLD.task_id, OLD.position)
          IS DISTINCT FROM (NEW.round_id, NEW.task_id, NEW.position))
    EXECUTE FUNCTION supervision_forbid_change();
"""
UNDO = """
DROP TRIGGER supervision_recheckitem_found_once ON supervision_recheckitem;
DROP TRIGGER supervision_recheckitem_never_removed ON supervision_recheckitem;
DROP TRIGGER supervision_recheckround_append_only ON supervision_recheckround;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_source_pages'),
        ('ledger', '0004_tree'),
        ('organisations', '0003_county_clerk'),
        ('supervision', '0008_slips'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RecheckRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_from', models.DateField(verbose_name='办结自')),
                ('closed_to', models.DateField(verbose_name='办结至')),
                ('confidence', models.PositiveSmallIntegerField(verbose_name='把握程度')),
                ('tolerated', models.PositiveSmallIntegerField(verbose_name='容许不实比例')),
                ('population', models.PositiveIntegerField(verbose_name='总体')),
                ('population_sha256', models.CharField(max_length=64, verbose_name='总体校验值')),
                ('sample', models.PositiveIntegerField(verbose_name='样本量')),
                ('seed', models.CharField(max_length=64, verbose_name='种子')),
                ('algorithm', models.CharField(max_length=32, verbose_name='抽样方法')),
                ('opened_at', models.DateTimeField(verbose_name='抽取时间')),
                ('keeper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit', verbose_name='督办单位')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='抽取人')),
            ],
            options={
                'verbose_name': '复核抽查',
                'verbose_name_plural': '复核抽查',
                'ordering': ['-opened_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PictureMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('width', models.PositiveIntegerField(default=0, verbose_name='宽')),
                ('height', models.PositiveIntegerField(default=0, verbose_name='高')),
                ('likeness', models.BigIntegerField(null=True, verbose_name='相似特征')),
                ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None, verbose_name='特征分段')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='拍摄时间')),
                ('latitude', models.FloatField(null=True, verbose_name='纬度')),
                ('longitude', models.FloatField(null=True, verbose_name='经度')),
                ('problem', models.CharField(blank=True, max_length=256, verbose_name='问题')),
                ('read_at', models.DateTimeField(verbose_name='读取时间')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='picture_mark', to='documents.storedfile')),
            ],
            options={
                'verbose_name': '照片特征',
                'verbose_name_plural': '照片特征',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['bands'], name='picture_bands')],
            },
        ),
        migrations.CreateModel(
            name='RecheckItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='次序')),
                ('result', models.CharField(blank=True, choices=[('true', '属实'), ('false', '不实'), ('unclear', '无法认定')], default='', max_length=8, verbose_name='结论')),
                ('text', models.TextField(blank=True, verbose_name='说明')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='复核时间')),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.event')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='ledger.task', verbose_name='任务')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='supervision.recheckround', verbose_name='抽查')),
            ],
            options={
                'verbose_name': '抽中任务',
                'verbose_name_plural': '抽中任务',
                'ordering': ['position'],
                'indexes': [models.Index(condition=models.Q(('result', '')), fields=['checker'], name='recheck_waiting')],
                'constraints': [models.UniqueConstraint(fields=('round', 'task'), name='drawn_once_a_round'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('event__isnull', True), ('result', '')), models.Q(models.Q(('result', ''), _negated=True), models.Q(('text', ''), _negated=True), ('answered_at__isnull', False), ('checker__isnull', False), ('event__isnull', False)), _connector='OR'), name='a_finding_is_whole')],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
