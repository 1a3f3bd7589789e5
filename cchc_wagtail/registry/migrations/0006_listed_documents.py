from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import StrIndex

CHOICES = {
    "document_types": "document_type",
    "issuers": "issuer",
    "thematic_areas": "thematic_areas",
    "reform_fields": "reform_field",
}


def list_documents(apps, schema_editor):
    """Store which documents stand on a list that everybody may read."""
    document_model = apps.get_model("cchc_registry", "LegalDocument")
    list_model = apps.get_model("cchc_registry", "RegistryPage")
    restrictions = apps.get_model("wagtailcore", "PageViewRestriction").objects.annotate(
        found_at=StrIndex(OuterRef("path"), F("page__path"))
    )
    lists = list_model.objects.filter(Q(level="") | Q(level=OuterRef("level")), live=True)
    lists = lists.exclude(Exists(restrictions.filter(found_at=1)))
    outer = OuterRef(OuterRef(OuterRef("pk")))
    own = {
        choice: document_model.objects.filter(pk=outer).values(name)
        for choice, name in CHOICES.items()
    }
    tagged = apps.get_model("cchc_registry", "LegalDocumentTag").objects
    own["tags"] = tagged.filter(content_object=outer).values("tag")
    for choice, values in own.items():
        field = list_model._meta.get_field(choice)
        chosen = field.remote_field.through.objects.filter(
            **{field.m2m_field_name(): OuterRef("pk")}
        )
        fitting = chosen.filter(**{f"{field.m2m_reverse_field_name()}__in": values})
        lists = lists.filter(~Exists(chosen) | Exists(fitting))
    listed = document_model.objects.order_by().filter(Exists(lists)).values_list("pk", flat=True)
    keys = list(listed)
    for first in range(0, len(keys), 500):
        document_model.objects.filter(pk__in=keys[first : first + 500]).update(is_listed=True)


class Migration(migrations.Migration):
    dependencies = [
        ("cchc_registry", "0005_relation_proposals"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="legaldocument",
            name="is_listed",
            field=models.BooleanField(db_index=True, default=False, editable=False),
        ),
        migrations.RunPython(list_documents, migrations.RunPython.noop),
    ]
