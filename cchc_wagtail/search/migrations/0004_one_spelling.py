from django.db import migrations

from cchc_wagtail.language import normalise, syllables


def fold_again(apps, schema_editor):
    """Synonyms are compared in one spelling of i and y; entries follow with cchc_index --rebuild."""
    synonyms = apps.get_model("cchc_search", "Synonym")
    for row in synonyms.objects.all():
        row.folded_words = " ".join(syllables(normalise(row.words)))
        row.folded_meaning = " ".join(syllables(normalise(row.meaning)))
        same = synonyms.objects.filter(
            folded_words=row.folded_words, folded_meaning=row.folded_meaning
        )
        if same.exclude(pk=row.pk).exists():
            row.delete()
        else:
            row.save(update_fields=["folded_words", "folded_meaning"])


class Migration(migrations.Migration):
    dependencies = [("cchc_search", "0003_engines_synonyms_and_log")]

    operations = [migrations.RunPython(fold_again, migrations.RunPython.noop)]
