from django.db import migrations, models

PART = 500


def know_the_languages(apps, schema_editor):
    """Give the entries of pages the key that a page has in all its languages."""
    Page = apps.get_model("wagtailcore", "Page")
    SearchEntry = apps.get_model("cchc_search", "SearchEntry")
    entries = list(SearchEntry.objects.exclude(language="").only("object_id", "content_type_id"))
    for start in range(0, len(entries), PART):
        part = entries[start : start + PART]
        keys = [entry.object_id for entry in part if entry.object_id.isdigit()]
        pages = Page.objects.filter(pk__in=keys).values_list(
            "pk", "content_type_id", "translation_key"
        )
        known = {(str(pk), content_type): key for pk, content_type, key in pages}
        for entry in part:
            entry.translation_key = known.get((entry.object_id, entry.content_type_id))
        SearchEntry.objects.bulk_update(part, ["translation_key"])


class Migration(migrations.Migration):
    dependencies = [("cchc_search", "0005_opened_results")]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="translation_key",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.RunPython(know_the_languages, migrations.RunPython.noop, elidable=True),
    ]
