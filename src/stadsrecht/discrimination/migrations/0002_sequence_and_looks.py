"""Case numbers come from a sequence, so that no two reports ever wait for each other; and looking is not unmade."""

from django.db import migrations

SEQUENCE = "CREATE SEQUENCE discrimination_report_number AS bigint START 1"
NO_SEQUENCE = "DROP SEQUENCE discrimination_report_number"
# A review may be added to a look; whoever looked, when and at what stays as it was.
FORBID = """
CREATE FUNCTION discrimination_keep_look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.report_id, NEW.person_id, NEW.at, NEW.what, NEW.was_assigned)
        IS NOT DISTINCT FROM (OLD.report_id, OLD.person_id, OLD.at, OLD.what, OLD.was_assigned) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a look is append-only: % is not allowed', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER discrimination_look_no_change BEFORE UPDATE OR DELETE ON discrimination_look
    FOR EACH ROW EXECUTE FUNCTION discrimination_keep_look();
"""
ALLOW = """
DROP TRIGGER discrimination_look_no_change ON discrimination_look;
DROP FUNCTION discrimination_keep_look();
"""


class Migration(migrations.Migration):
    dependencies = [("discrimination", "0001_initial")]
    operations = [migrations.RunSQL(SEQUENCE, NO_SEQUENCE), migrations.RunSQL(FORBID, ALLOW)]
