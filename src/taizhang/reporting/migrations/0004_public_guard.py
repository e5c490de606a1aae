"""Guard: a public mark is ended once; nothing else of it ever changes, and none is removed."""

from django.db import migrations

GUARD = """
CREATE FUNCTION reporting_keep_public_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.until IS NOT NULL OR NEW.until IS NULL OR (
        NEW.id, NEW.kind, NEW.subject_id, NEW.since, NEW.digest, NEW.marked_by_id, NEW.reason
    ) IS DISTINCT FROM (
        OLD.id, OLD.kind, OLD.subject_id, OLD.since, OLD.digest, OLD.marked_by_id, OLD.reason
    ) THEN
        RAISE EXCEPTION 'public mark % is only ever ended, % is refused', OLD.id, TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reporting_public_mark_is_kept BEFORE UPDATE OR DELETE ON reporting_publicmark
    FOR EACH ROW EXECUTE FUNCTION reporting_keep_public_mark();
"""
UNDO = """
DROP TRIGGER reporting_public_mark_is_kept ON reporting_publicmark;
DROP FUNCTION reporting_keep_public_mark();
"""


class Migration(migrations.Migration):

    dependencies = [("reporting", "0003_public_marks")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
