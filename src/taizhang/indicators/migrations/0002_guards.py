"""Append-only guards: what somebody gave is never changed or removed."""

from django.db import migrations

APPEND_ONLY = (
    "indicators_submission",
    "indicators_observation",
    "indicators_goalplan",
    "indicators_plannode",
    "indicators_paceruleversion",
    "indicators_warningruleversion",
    "indicators_warningact",
)
FORBID = """
CREATE FUNCTION indicators_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
FORBID_ON = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_forbid_change();
"""
UNDO = (
    "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in APPEND_ONLY)
    + "DROP FUNCTION indicators_forbid_change();"
)


class Migration(migrations.Migration):

    dependencies = [("indicators", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FORBID + "".join(FORBID_ON.format(table=table) for table in APPEND_ONLY), UNDO
        ),
    ]
