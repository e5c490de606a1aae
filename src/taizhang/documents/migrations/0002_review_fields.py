import django.db.models.deletion
from django.db import migrations, models

# Corrections are evidence: neither the application nor a slip at the console changes them.
GUARD = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'corrections are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER corrections_are_append_only BEFORE UPDATE OR DELETE ON documents_correction
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER corrections_are_not_emptied BEFORE TRUNCATE ON documents_correction
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
"""
UNGUARD = """
DROP TRIGGER corrections_are_not_emptied ON documents_correction;
DROP TRIGGER corrections_are_append_only ON documents_correction;
DROP FUNCTION documents_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='draftrow',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merged_rows', to='documents.draftrow', verbose_name='并入'),
        ),
        migrations.AddField(
            model_name='draftrow',
            name='offer',
            field=models.JSONField(blank=True, null=True, verbose_name='重新识读结果'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='kind',
            field=models.CharField(choices=[('edit', '修改'), ('add', '增加'), ('split', '拆分'), ('merge', '合并'), ('drop', '删除'), ('restore', '恢复'), ('accept', '核对')], max_length=8, verbose_name='类别'),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
