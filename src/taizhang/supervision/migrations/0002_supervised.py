"""What supervision knows of every task, from a moment to another."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


# Millions of rows are scanned for their columns: what a page needs of one task lies apart.
LEAN = """
ALTER TABLE supervision_supervisedtask SET (toast_tuple_target = 256);
ALTER TABLE supervision_supervisedtask ALTER COLUMN period_dues SET STORAGE MAIN;
ALTER TABLE supervision_supervisedtask ALTER COLUMN marks SET STORAGE MAIN;
"""
FAT = """
ALTER TABLE supervision_supervisedtask RESET (toast_tuple_target);
ALTER TABLE supervision_supervisedtask ALTER COLUMN period_dues SET STORAGE EXTENDED;
ALTER TABLE supervision_supervisedtask ALTER COLUMN marks SET STORAGE EXTENDED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_tree'),
        ('supervision', '0001_mechanisms'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupervisedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(verbose_name='自')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='至')),
                ('kind', models.CharField(blank=True, max_length=32, verbose_name='事项类别')),
                ('intake_at', models.DateTimeField(verbose_name='交入时间')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='起算时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='签收时间')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='应办时限')),
                ('near_at', models.DateTimeField(blank=True, null=True, verbose_name='临期时间')),
                ('next_key', models.CharField(blank=True, max_length=64, verbose_name='应办环节代码')),
                ('next_name', models.CharField(blank=True, max_length=128, verbose_name='应办环节')),
                ('deadline_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时限')),
                ('first_deadline_at', models.DateTimeField(blank=True, null=True, verbose_name='最初时限')),
                ('halted_at', models.DateTimeField(blank=True, null=True, verbose_name='暂停计报时间')),
                ('stopped', models.BooleanField(default=False, verbose_name='挂账')),
                ('request_kind', models.CharField(blank=True, choices=[('extension', '延期'), ('send_back', '回退'), ('suspension', '挂账')], max_length=16, verbose_name='待批事项')),
                ('request_signed', models.BooleanField(default=False, verbose_name='单位负责人已签')),
                ('extensions', models.PositiveSmallIntegerField(default=0, verbose_name='延期次数')),
                ('slip_number', models.CharField(blank=True, max_length=64, verbose_name='督查单编号')),
                ('slip_colour', models.CharField(blank=True, choices=[('blue', '蓝色'), ('orange', '橙色'), ('red', '红色')], max_length=8, verbose_name='督查单颜色')),
                ('slip_answer_by', models.DateTimeField(blank=True, null=True, verbose_name='督查单答复时限')),
                ('slip_answered_at', models.DateTimeField(blank=True, null=True, verbose_name='督查单答复时间')),
                ('slip_open', models.BooleanField(default=False, verbose_name='督查单未销')),
                ('quality', models.CharField(blank=True, choices=[('good', '好'), ('fair', '一般'), ('poor', '差')], max_length=8, verbose_name='质量')),
                ('public_rating', models.PositiveSmallIntegerField(default=0, verbose_name='群众不满意次数')),
                ('asked_to_close_at', models.DateTimeField(blank=True, null=True, verbose_name='申请办结时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('closed_late', models.BooleanField(default=False, verbose_name='逾期办结')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='终止时间')),
                ('returned', models.PositiveSmallIntegerField(default=0, verbose_name='退回次数')),
                ('sent_back', models.PositiveSmallIntegerField(default=0, verbose_name='回退次数')),
                ('reopened', models.PositiveSmallIntegerField(default=0, verbose_name='重新办理次数')),
                ('edited', models.PositiveSmallIntegerField(default=0, verbose_name='时限更正次数')),
                ('provisional', models.BooleanField(default=False, verbose_name='时限暂定')),
                ('period_dues', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), default=list, size=None, verbose_name='报告时限')),
                ('marks', models.TextField(blank=True, verbose_name='报告记录')),
                ('detail', models.JSONField(verbose_name='详情')),
                ('mechanism', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.mechanismversion', verbose_name='督办机制')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervised', to='ledger.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '督办状态',
                'verbose_name_plural': '督办状态',
                'indexes': [models.Index(condition=models.Q(('until__isnull', True), ('due_at__isnull', False)), fields=['due_at'], name='supervised_due'), models.Index(condition=models.Q(('until__isnull', True), models.Q(('request_kind', ''), _negated=True)), fields=['request_kind'], name='supervised_request'), models.Index(condition=models.Q(('until__isnull', True), ('slip_open', True)), fields=['slip_answer_by'], name='supervised_slip'), models.Index(condition=models.Q(('until__isnull', True), ('provisional', True)), fields=['task'], name='supervised_provisional')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('task',), name='one_current_supervised'), models.UniqueConstraint(fields=('task', 'since'), name='one_supervised_a_moment'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('due_at__isnull', True), ('request_kind', ''), ('slip_open', False), ('stopped', False)), _connector='OR'), name='nothing_pending_when_closed'), models.CheckConstraint(condition=models.Q(('stopped', False), ('request_kind', ''), _connector='OR'), name='no_request_while_stopped')],
            },
        ),
        migrations.RunSQL(LEAN, FAT),
    ]
