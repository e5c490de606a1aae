"""Guard: choices are only ever added."""

from django.db import migrations

GUARD = """
CREATE TRIGGER assessments_entitlementchoice_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON assessments_entitlementchoice
    FOR EACH STATEMENT EXECUTE FUNCTION assessments_forbid_change();
"""
UNDO = """
DROP TRIGGER assessments_entitlementchoice_append_only ON assessments_entitlementchoice;
"""


class Migration(migrations.Migration):

    dependencies = [("assessments", "0006_entitlement_choice")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
