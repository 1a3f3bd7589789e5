"""Taking the package out of a site again, so that nothing of it stays behind."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q
from wagtail import hooks
from wagtail.models import Collection, ModelLogEntry, Page, PageLogEntry, Task, Workflow

from cchc_wagtail.apps import installed_rooms

from .models import GrantedPermission
from .setup.accounts import open_accounts
from .setup.drawings import example_pictures
from .setup.groups import SHARED_COLLECTION


class NotRemovable(Exception):
    """Something of the site would have to go too; the text names it."""


@dataclass
class Inventory:
    """The rows in the site's tables that are there because of the package.

    ``rows`` maps the name of what stands in our own tables to how much there is; ``accounts`` are
    those of the demo that still have its password. Of the ``pictures`` of the demo, those that the
    site uses itself stay.
    """

    pages: list
    rows: dict
    workflows: list
    groups: list
    pictures: list
    collections: list
    accounts: list


def take_stock():
    """Return the ``Inventory`` of the site.

    Raises:
        NotRemovable: pages of the site stand below ours, and would go with them.
    """
    pages = Page.objects.filter(content_type__in=_content_types()).order_by("path")
    tops = []
    for page in pages:
        if not tops or not page.is_descendant_of(tops[-1]):
            tops.append(page)
    of_the_site = [
        page
        for top in tops
        for page in top.get_descendants().exclude(content_type__in=_content_types())
    ]
    if of_the_site:
        named = ", ".join(f"“{page}” ({page.url_path})" for page in of_the_site[:5])
        raise NotRemovable(f"Move these pages of the site elsewhere first: {named}.")
    granted = GrantedPermission.objects.values("group")
    collections = Collection.objects.filter(
        Q(cchc_unit__isnull=False) | Q(name=SHARED_COLLECTION, depth=2)
    )
    tasks = Task.objects.filter(content_type__in=_content_types())
    return Inventory(
        pages=tops,
        rows={
            str(model._meta.verbose_name_plural): count
            for model in _own_models()
            if (count := model._base_manager.count())
        },
        workflows=list(Workflow.objects.filter(workflow_tasks__task__in=tasks).distinct()),
        groups=list(Group.objects.filter(pk__in=granted)),
        pictures=list(example_pictures()),
        collections=list(collections),
        accounts=open_accounts(),
    )


def take_out(inventory):
    """Delete what ``inventory`` lists and the tables of our apps; return what stays, in words.

    A collection that holds files of the site stays. Broken off while the tables are dropped, it
    has to be done again after ``migrate``.
    """
    with transaction.atomic():
        content_types = list(_content_types())
        for model in _own_models():
            _empty(model)
        for page in inventory.pages:
            Page.objects.get(pk=page.pk).delete()
        for workflow in inventory.workflows:
            workflow.delete()
        Task.objects.filter(content_type__in=content_types).delete()
        for log in (PageLogEntry, ModelLogEntry):
            log.objects.filter(content_type__in=content_types).delete()
        users = get_user_model()
        users.objects.filter(**{f"{users.USERNAME_FIELD}__in": inventory.accounts}).delete()
        for group in inventory.groups:
            group.delete()
        for picture in inventory.pictures:
            if not picture.get_usage().count():
                picture.delete()
        kept = [one for one in inventory.collections if _holds_anything(one)]
        for collection in inventory.collections:
            if collection not in kept:
                Collection.objects.get(pk=collection.pk).delete()
        # What else Wagtail and Django keep of an object goes with its content type.
        ContentType.objects.filter(pk__in=[one.pk for one in content_types]).delete()
    for room in installed_rooms():
        if room.models_module:
            call_command("migrate", room.label, "zero", verbosity=0, interactive=False)
    _forget_content_types()
    return [f"collection “{collection}”, which holds files" for collection in kept]


def _content_types():
    return ContentType.objects.filter(app_label__in=[room.label for room in installed_rooms()])


def _own_models():
    """Return the models of ours whose rows are no rows of Wagtail's at the same time."""
    return [
        model
        for room in installed_rooms()
        for model in room.get_models(include_auto_created=True)
        if not model._meta.parents and not model._meta.proxy
    ]


def _empty(model):
    # Row by row, what protects what would have to be known; here everything goes, and the
    # database sees at the end that nothing hangs in the air.
    model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)


def _holds_anything(collection):
    described = [
        describe(collection) for describe in hooks.get_hooks("describe_collection_contents")
    ]
    return any(described) or not collection.is_leaf()


def _forget_content_types():
    """Delete those that ``migrate`` has made again, which nothing but permissions points at."""
    permissions = Permission.objects.filter(content_type__in=_content_types())
    permissions._raw_delete(DEFAULT_DB_ALIAS)
    _content_types()._raw_delete(DEFAULT_DB_ALIAS)
