"""Guards: acts and templates are only ever added; what an issued bulletin says never changes."""

from django.db import migrations

APPEND_ONLY = ("reporting_bulletintemplate", "reporting_bulletinact")
FORBID = """
CREATE FUNCTION reporting_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORBID_ON = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION reporting_forbid_change();
"""
ISSUED = """
CREATE FUNCTION reporting_keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('issued', 'answered') AND (
        NEW.kind, NEW.period, NEW.day, NEW.known_at, NEW.keeper_id, NEW.template_id, NEW.number,
        NEW.title, NEW.numbers, NEW.blocks, NEW.digest, NEW.issued_on, NEW.word_id, NEW.annex_id,
        NEW.pdf_id, NEW.state IN ('issued', 'answered')
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
CREATE TRIGGER reporting_bulletin_is_kept BEFORE UPDATE OR DELETE ON reporting_bulletin
    FOR EACH ROW EXECUTE FUNCTION reporting_keep_issued();
"""
UNDO = """
DROP TRIGGER reporting_bulletin_is_kept ON reporting_bulletin;
DROP FUNCTION reporting_keep_issued();
""" + "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in APPEND_ONLY) + """
DROP FUNCTION reporting_forbid_change();
"""


class Migration(migrations.Migration):

    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FORBID + "".join(FORBID_ON.format(table=table) for table in APPEND_ONLY) + ISSUED, UNDO
        ),
    ]
