from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.models import GrantedPermission

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
QUESTION_PERMISSIONS = {
    Unit.Kind.PROFESSIONAL: ["view_question", "view_feedback"],
    Unit.Kind.OFFICE: ["view_question", "change_question", "view_feedback"],
    # The leadership approves answers; who asked is not its business.
    Unit.Kind.LEADERSHIP: ["view_feedback"],
}
INITIATIVE_PERMISSIONS = {
    Unit.Kind.PROFESSIONAL: [],
    Unit.Kind.OFFICE: ["change_proposal", "change_adoption"],
    # The leadership approves initiatives; who proposed them is not its business.
    Unit.Kind.LEADERSHIP: ["change_adoption"],
}
REPORT_PERMISSIONS = {
    Unit.Kind.PROFESSIONAL: [],
    Unit.Kind.OFFICE: ["view_report", "change_report"],
    # Who approves last "publishes", for Wagtail; readers see nothing of a report.
    Unit.Kind.LEADERSHIP: ["view_report", "change_report", "publish_report"],
}
SHARED_COLLECTION = "Dùng chung"
REGISTERS = {
    "cchc_organisation": ["unit", "reformfield", "thematicarea", "audience", "tag"],
    "cchc_registry": ["documenttype", "issuer"],
    "cchc_indicators": [
        "index",
        "methodversion",
        "territory",
        "figure",
        "measure",
        "onestopreport",
    ],
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
    grant_once(group, model_permissions(kind))
    for codename in PAGE_PERMISSIONS[kind]:
        GroupPagePermission.objects.create(
            group=group,
            page=section,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{codename}_page"
            ),
        )


def grant_new_permissions():
    """Give the groups that set-up made what has become new since; return how many grants.

    What was given before is left alone: an administrator may have taken it away.
    """
    made = GrantedPermission.objects.values("group")
    units = Unit.objects.filter(group__in=made).select_related("group")
    wanted = {kind: model_permissions(kind) for kind in {unit.kind for unit in units}}
    return sum(grant_once(unit.group, wanted[unit.kind]) for unit in units)


def grant_once(group, permissions):
    """Give ``group`` those of ``permissions`` that it was never given; return how many."""
    given = GrantedPermission.objects.filter(group=group).values_list("permission", flat=True)
    new = [permission for permission in permissions if permission.pk not in set(given)]
    group.permissions.add(*new)
    GrantedPermission.objects.bulk_create(
        GrantedPermission(group=group, permission=permission) for permission in new
    )
    return len(new)


def create_collections():
    """Give every unit without one a collection, and all units a shared one; return how many.

    Each unit adds to and changes its own; all choose from the shared one, which the Office keeps.
    The Office and the leadership choose from the collections of all.
    """
    units = Unit.objects.filter(collection=None).select_related("group")
    if not units:
        return 0
    root = Collection.get_first_root_node()
    shared = root.get_children().filter(name=SHARED_COLLECTION).first()
    is_new = shared is None
    if is_new:
        shared = root.add_child(name=SHARED_COLLECTION)
    for unit in units:
        unit.collection = root.add_child(name=unit.name)
        unit.save(update_fields=["collection"])
        if unit.group:
            allow_files(unit.group, unit.collection, ["add", "change", "choose"])
            allow_files(unit.group, shared, ["choose"])
            if unit.kind != Unit.Kind.PROFESSIONAL:
                allow_files(unit.group, root, ["choose"])
            if unit.kind == Unit.Kind.OFFICE:
                allow_files(unit.group, shared, ["add", "change"])
    return len(units) + is_new


def allow_files(group, collection, actions):
    """Let ``group`` do ``actions`` with the images and documents in ``collection``."""
    for app_label, model in [("wagtailimages", "image"), ("wagtaildocs", "document")]:
        for action in actions:
            permission = Permission.objects.get(
                content_type__app_label=app_label, codename=f"{action}_{model}"
            )
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=permission
            )


def model_permissions(kind):
    wanted = [("wagtailadmin", "access_admin")]
    if kind != Unit.Kind.PROFESSIONAL:
        wanted += [("cchc_registry", "view_contentcitation"), ("cchc_search", "view_loggedquery")]
    wanted += [
        ("cchc_registry", f"{action}_legaldocument") for action in DOCUMENT_PERMISSIONS[kind]
    ]
    wanted += [("cchc_questions", codename) for codename in QUESTION_PERMISSIONS[kind]]
    wanted += [("cchc_initiatives", codename) for codename in INITIATIVE_PERMISSIONS[kind]]
    wanted += [("cchc_plans", codename) for codename in REPORT_PERMISSIONS[kind]]
    if kind != Unit.Kind.LEADERSHIP:
        wanted.append(("simple_translation", "submit_translation"))
    if kind == Unit.Kind.OFFICE:
        wanted.append(("cchc_imports", "add_importrun"))
        wanted += [
            (app_label, f"{action}_{model}")
            for app_label, models in REGISTERS.items()
            for model in models
            for action in ["add", "change", "delete"]
        ]
    return [
        Permission.objects.get(content_type__app_label=app_label, codename=codename)
        for app_label, codename in wanted
        if app_label in apps.app_configs
    ]
