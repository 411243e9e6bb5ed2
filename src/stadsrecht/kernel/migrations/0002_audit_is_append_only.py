"""The database itself forbids changing the trail: three triggers, for update, delete and truncate."""

from django.db import migrations

FORBID = """
CREATE FUNCTION kernel_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % is not allowed', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER kernel_auditentry_no_change BEFORE UPDATE OR DELETE ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_forbid_change();
CREATE TRIGGER kernel_auditentry_no_truncate BEFORE TRUNCATE ON kernel_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_forbid_change();
"""

ALLOW = """
DROP TRIGGER kernel_auditentry_no_change ON kernel_auditentry;
DROP TRIGGER kernel_auditentry_no_truncate ON kernel_auditentry;
DROP FUNCTION kernel_forbid_change();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
