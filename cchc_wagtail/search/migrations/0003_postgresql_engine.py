from django.db import migrations

from cchc_wagtail.search.engines.postgresql import create_tables, drop_tables


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            create_tables(cursor)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            drop_tables(cursor)


class Migration(migrations.Migration):
    dependencies = [("cchc_search", "0002_sqlite_engine")]

    operations = [migrations.RunPython(create, drop)]
