from django.db import migrations

from cchc_wagtail.search.engines import postgresql, sqlite

ENGINES = {"postgresql": postgresql, "sqlite": sqlite}


def create(apps, schema_editor):
    if engine := ENGINES.get(schema_editor.connection.vendor):
        with schema_editor.connection.cursor() as cursor:
            engine.create_tables(cursor)


def drop(apps, schema_editor):
    if engine := ENGINES.get(schema_editor.connection.vendor):
        with schema_editor.connection.cursor() as cursor:
            engine.drop_tables(cursor)


class Migration(migrations.Migration):
    dependencies = [("cchc_search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
