"""The PDF of an issued bulletin comes after it: it is added once, and never changes then."""

import django.db.models.deletion
from django.db import migrations, models


KEPT = """
CREATE OR REPLACE FUNCTION reporting_keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('issued', 'answered') AND (
        NEW.kind, NEW.period, NEW.day, NEW.known_at, NEW.keeper_id, NEW.template_id, NEW.number,
        NEW.title, NEW.numbers, NEW.blocks, NEW.digest, NEW.issued_on, NEW.word_id, NEW.annex_id,
        {pdf}, NEW.state IN ('issued', 'answered')
    ) IS DISTINCT FROM (
        OLD.kind, OLD.period, OLD.day, OLD.known_at, OLD.keeper_id, OLD.template_id, OLD.number,
        OLD.title, OLD.numbers, OLD.blocks, OLD.digest, OLD.issued_on, OLD.word_id, OLD.annex_id,
        OLD.pdf_id, true
    ) THEN
        RAISE EXCEPTION 'bulletin % is issued, % is refused', OLD.id, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""
ONCE = "CASE WHEN OLD.pdf_id IS NULL THEN NULL ELSE NEW.pdf_id END"


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0005_bulletin_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulletinDrawing',
            fields=[
                ('bulletin', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='drawing', serialize=False, to='reporting.bulletin', verbose_name='通报')),
                ('paper', models.CharField(max_length=64, verbose_name='内容哈希')),
                ('state', models.CharField(choices=[('waiting', '排队等待生成'), ('drawing', '正在生成'), ('done', '已生成'), ('failed', '没有生成')], max_length=16, verbose_name='状态')),
                ('code', models.CharField(blank=True, max_length=32, verbose_name='代号')),
                ('reason', models.TextField(blank=True, verbose_name='原因')),
                ('draft', models.BinaryField(blank=True, null=True, verbose_name='文件')),
                ('asked_at', models.DateTimeField(verbose_name='提出时间')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '通报 PDF',
                'verbose_name_plural': '通报 PDF',
            },
        ),
        migrations.RunSQL(KEPT.format(pdf=ONCE), KEPT.format(pdf="NEW.pdf_id")),
    ]
