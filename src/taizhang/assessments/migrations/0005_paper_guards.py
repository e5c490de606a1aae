"""Guards: papers that were written are kept as they are."""

from django.db import migrations

TABLES = ("assessments_letterset", "assessments_letterdrawing", "assessments_finallist")
KEEP = """
CREATE FUNCTION assessments_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'done' AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
        RAISE EXCEPTION 'papers that were written are kept, % in % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
KEEP_IN = """
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION assessments_keep_paper();
"""
UNDO = "".join(f"DROP TRIGGER {table}_is_kept ON {table};\n" for table in TABLES) + """
DROP FUNCTION assessments_keep_paper();
"""


class Migration(migrations.Migration):

    dependencies = [("assessments", "0004_papers")]

    operations = [
        migrations.RunSQL(KEEP + "".join(KEEP_IN.format(table=table) for table in TABLES), UNDO),
    ]
