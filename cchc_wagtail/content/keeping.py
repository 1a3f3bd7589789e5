"""Files of published content are not deleted from under its readers: no review would know."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cchc_wagtail.replacing import replace

from .files import is_published


def keep_published_files():
    """Let nobody delete a document or image while content of ours that everybody reads has it."""
    replace(
        "wagtail.permission_policies.collections:"
        "CollectionOwnershipPermissionPolicy.user_has_permission_for_instance",
        _keep_published,
    )


def _keep_published(general):
    def user_has_permission_for_instance(self, user, action, instance):
        if not general(self, user, action, instance):
            return False
        is_file = isinstance(instance, (get_document_model(), get_image_model()))
        return not (action == "delete" and is_file and is_published(instance))

    return user_has_permission_for_instance
