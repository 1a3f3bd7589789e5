from django.db import migrations
from django.db.models import F


def keep_their_state(apps, schema_editor):
    """A signed report was approved when it was signed; the others are still to be.

    One that waits for the leadership goes on waiting: it may be given back, or handed in.
    """
    Report = apps.get_model('cchc_plans', 'Report')
    Unit = apps.get_model('cchc_organisation', 'Unit')
    reports = Report.objects.using(schema_editor.connection.alias)
    office = Unit.objects.using(schema_editor.connection.alias).filter(kind='office').first()
    reports.update(unit=office)
    reports.exclude(state='signed').update(live=False, has_unpublished_changes=True)
    reports.filter(state='signed').update(
        live=True, first_published_at=F('signed_at'), last_published_at=F('signed_at')
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cchc_plans', '0005_report_review'),
    ]

    operations = [migrations.RunPython(keep_their_state, migrations.RunPython.noop)]
