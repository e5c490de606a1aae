"""The change log is append-only: the database refuses to change or remove a row."""

from django.db import migrations

GUARD = """
CREATE FUNCTION accounts_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added, % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER accounts_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_change
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_forbid_change();
"""
UNDO = """
DROP TRIGGER accounts_change_append_only ON accounts_change;
DROP FUNCTION accounts_forbid_change();
"""


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_changes")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
