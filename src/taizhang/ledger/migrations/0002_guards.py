"""Append-only guards: what is written in the chain cannot be changed, removed or misplaced."""

from django.db import migrations, models

APPEND_ONLY = ("ledger_event", "ledger_seal", "ledger_figure", "ledger_evidence")

FORBID = """
CREATE FUNCTION ledger_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORBID_ON = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_forbid_change();
"""
PLACE = """
CREATE FUNCTION ledger_check_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    previous record;
BEGIN
    IF NEW.seq = 1 AND NEW.previous_hash = '' THEN
        RETURN NEW;
    END IF;
    SELECT hash, recorded_at INTO previous FROM ledger_event
        WHERE task_id = NEW.task_id AND seq = NEW.seq - 1;
    IF NOT FOUND OR previous.hash <> NEW.previous_hash
            OR previous.recorded_at >= NEW.recorded_at THEN
        RAISE EXCEPTION 'event %/% does not follow the event before it', NEW.task_id, NEW.seq
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_event_in_its_place BEFORE INSERT ON ledger_event
    FOR EACH ROW EXECUTE FUNCTION ledger_check_place();
"""
UNDO = """
DROP TRIGGER ledger_event_in_its_place ON ledger_event;
DROP FUNCTION ledger_check_place();
""" + "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in APPEND_ONLY) + """
DROP FUNCTION ledger_forbid_change();
"""


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="signed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="签收时间"),
        ),
        migrations.RunSQL(
            FORBID + "".join(FORBID_ON.format(table=table) for table in APPEND_ONLY) + PLACE, UNDO
        ),
    ]
