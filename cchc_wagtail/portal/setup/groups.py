from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cchc_wagtail.organisation.models import Unit

PAGE_PERMISSIONS = {
    Unit.Kind.PROFESSIONAL: ["add", "change"],
    Unit.Kind.OFFICE: ["add", "change", "lock", "unlock"],
    # Only who holds "publish" can end the workflow; nothing is published but by its end.
    Unit.Kind.LEADERSHIP: ["change", "publish"],
}
DOCUMENT_PERMISSIONS = {
    Unit.Kind.PROFESSIONAL: ["add", "change", "view"],
    Unit.Kind.OFFICE: ["add", "change", "view", "delete", "lock", "unlock"],
    Unit.Kind.LEADERSHIP: ["change", "view", "publish"],
}
REGISTERS = {
    "cchc_organisation": ["unit", "reformfield", "thematicarea", "audience", "tag"],
    "cchc_registry": ["documenttype", "issuer"],
    "cchc_search": ["synonym"],
}


def create_groups(section):
    """Give every unit without one a group that may work in ``section``; return how many are new."""
    units = Unit.objects.filter(group=None)
    for unit in units:
        group, created = Group.objects.get_or_create(name=unit.name)
        if created:
            allow(group, unit.kind, section)
        unit.group = group
        unit.save(update_fields=["group"])
    return len(units)


def allow(group, kind, section):
    """Grant ``group`` what a unit of ``kind`` needs."""
    group.permissions.add(*model_permissions(kind))
    for codename in PAGE_PERMISSIONS[kind]:
        GroupPagePermission.objects.create(
            group=group,
            page=section,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{codename}_page"
            ),
        )
    root = Collection.get_first_root_node()
    for app_label, model in [("wagtailimages", "image"), ("wagtaildocs", "document")]:
        for action in ["add", "choose"]:
            permission = Permission.objects.get(
                content_type__app_label=app_label, codename=f"{action}_{model}"
            )
            GroupCollectionPermission.objects.create(
                group=group, collection=root, permission=permission
            )


def model_permissions(kind):
    wanted = [("wagtailadmin", "access_admin")]
    if kind != Unit.Kind.PROFESSIONAL:
        wanted += [("cchc_registry", "view_contentcitation"), ("cchc_search", "view_loggedquery")]
    wanted += [
        ("cchc_registry", f"{action}_legaldocument") for action in DOCUMENT_PERMISSIONS[kind]
    ]
    if kind == Unit.Kind.OFFICE:
        wanted += [
            (app_label, f"{action}_{model}")
            for app_label, models in REGISTERS.items()
            for model in models
            for action in ["add", "change", "delete"]
        ]
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in wanted
    ]
