"""Guards: history, ties and rows are only ever added; what a finished revision holds never changes."""

from django.db import migrations

APPEND_ONLY = ("assessments_runevent", "assessments_subjecttie")
FORBID = """
CREATE FUNCTION assessments_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORBID_ON = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_forbid_change();
"""
KEPT = """
CREATE FUNCTION assessments_keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('done', 'refused', 'failed')
        AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'revision % has ended, % is refused', OLD.id, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assessments_revision_is_kept BEFORE UPDATE OR DELETE ON assessments_revision
    FOR EACH ROW EXECUTE FUNCTION assessments_keep_revision();

CREATE FUNCTION assessments_keep_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (
        NEW.scheme, NEW.as_of, NEW.settings, NEW.parameters, NEW.version, NEW.started_by_id,
        NEW.started_at
    ) IS DISTINCT FROM (
        OLD.scheme, OLD.as_of, OLD.settings, OLD.parameters, OLD.version, OLD.started_by_id,
        OLD.started_at
    ) OR OLD.state = 'final' AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'what run % computes with never changes, nor a final run; % is refused',
            OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assessments_run_is_kept BEFORE UPDATE OR DELETE ON assessments_schemerun
    FOR EACH ROW EXECUTE FUNCTION assessments_keep_run();

CREATE FUNCTION assessments_keep_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (
        NEW.revision_id, NEW.place, NEW.subject, NEW.name, NEW.rank, NEW.cells
    ) IS DISTINCT FROM (
        OLD.revision_id, OLD.place, OLD.subject, OLD.name, OLD.rank, OLD.cells
    ) THEN
        RAISE EXCEPTION 'a result never changes, % of its row % is refused', TG_OP, OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assessments_row_is_kept BEFORE UPDATE OR DELETE ON assessments_resultrow
    FOR EACH ROW EXECUTE FUNCTION assessments_keep_row();
"""
UNDO = """
DROP TRIGGER assessments_row_is_kept ON assessments_resultrow;
DROP FUNCTION assessments_keep_row();
DROP TRIGGER assessments_run_is_kept ON assessments_schemerun;
DROP FUNCTION assessments_keep_run();
DROP TRIGGER assessments_revision_is_kept ON assessments_revision;
DROP FUNCTION assessments_keep_revision();
""" + "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in APPEND_ONLY) + """
DROP FUNCTION assessments_forbid_change();
"""


class Migration(migrations.Migration):

    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FORBID + "".join(FORBID_ON.format(table=table) for table in APPEND_ONLY) + KEPT, UNDO
        ),
    ]
