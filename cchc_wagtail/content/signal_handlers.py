from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import GroupPagePermission, WorkflowPage
from wagtail.signals import copy_for_translation_done

from .pages import OwnPage


def keep_rights(source_obj, target_obj, **kwargs):
    """Give a page in a new language the rights and the workflow that are set on the page itself.

    So whoever works in the section works in it in all its languages, and nothing is published there
    without a review. (That it is private Wagtail keeps.)
    """
    if not isinstance(source_obj.specific_deferred, OwnPage):
        return
    for right in GroupPagePermission.objects.filter(page=source_obj.pk):
        GroupPagePermission.objects.get_or_create(
            group_id=right.group_id, page_id=target_obj.pk, permission_id=right.permission_id
        )
    for one in WorkflowPage.objects.filter(page=source_obj.pk):
        WorkflowPage.objects.get_or_create(
            page_id=target_obj.pk, defaults={"workflow_id": one.workflow_id}
        )


def register_signal_handlers():
    copy_for_translation_done.connect(
        keep_rights, sender=CopyPageForTranslationAction, dispatch_uid="cchc_keep_rights"
    )
