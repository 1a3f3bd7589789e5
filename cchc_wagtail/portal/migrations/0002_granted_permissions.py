import django.db.models.deletion
from django.db import migrations, models

# What set-up gave each kind of unit before it remembered; never to be changed.
REGISTERS = [
    ("cchc_organisation", "unit"),
    ("cchc_organisation", "reformfield"),
    ("cchc_organisation", "thematicarea"),
    ("cchc_organisation", "audience"),
    ("cchc_organisation", "tag"),
    ("cchc_registry", "documenttype"),
    ("cchc_registry", "issuer"),
    ("cchc_search", "synonym"),
]
GIVEN = {
    "professional": [
        ("cchc_registry", "add_legaldocument"),
        ("cchc_registry", "change_legaldocument"),
        ("cchc_registry", "view_legaldocument"),
        ("cchc_procedures", "view_question"),
        ("cchc_procedures", "view_feedback"),
    ],
    "office": [
        ("cchc_registry", "view_contentcitation"),
        ("cchc_search", "view_loggedquery"),
        *[
            ("cchc_registry", f"{action}_legaldocument")
            for action in ["add", "change", "view", "delete", "lock", "unlock"]
        ],
        ("cchc_procedures", "view_question"),
        ("cchc_procedures", "change_question"),
        ("cchc_procedures", "view_feedback"),
        ("cchc_imports", "add_importrun"),
        *[
            (app_label, f"{action}_{model}")
            for app_label, model in REGISTERS
            for action in ["add", "change", "delete"]
        ],
    ],
    "leadership": [
        ("cchc_registry", "view_contentcitation"),
        ("cchc_search", "view_loggedquery"),
        *[("cchc_registry", f"{action}_legaldocument") for action in ["change", "view", "publish"]],
        ("cchc_procedures", "view_feedback"),
    ],
}
ENTRY = ("wagtailadmin", "access_admin")


def remember(apps, schema_editor):
    """Take a unit's group that holds any of these for one that set-up made, and gave all of them."""
    Permission = apps.get_model("auth", "Permission")
    GrantedPermission = apps.get_model("cchc_portal", "GrantedPermission")
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for unit in apps.get_model("cchc_organisation", "Unit").objects.exclude(group=None):
        given = [known[key] for key in GIVEN[unit.kind] if key in known]
        if unit.group.permissions.filter(pk__in=[one.pk for one in given]).exists():
            given += [known[ENTRY]] if ENTRY in known else []
            GrantedPermission.objects.bulk_create(
                GrantedPermission(group=unit.group, permission=permission) for permission in given
            )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("cchc_organisation", "0002_unit_head_and_collection"),
        ("cchc_portal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GrantedPermission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.group")),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="auth.permission")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "permission"), name="cchc_portal_granted_once")
                ],
            },
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
