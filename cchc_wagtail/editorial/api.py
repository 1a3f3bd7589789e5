"""The images and files in the API of the admin, for those who may see them there."""

from wagtail.api.v2.utils import get_restricted_collection_ids
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from .permissions import SEEING, policy_of


class SeenFilesMixin:
    """Gives what a user may choose or change; Wagtail's own gives everything to everybody."""

    def get_queryset(self):
        policy = policy_of(self.model)
        seen = policy.instances_user_has_any_permission_for(self.request.user, SEEING)
        restricted = get_restricted_collection_ids(self.request)
        return seen.exclude(collection__in=restricted).order_by("id")


class ImagesAPIViewSet(SeenFilesMixin, ImagesAdminAPIViewSet):
    pass


class DocumentsAPIViewSet(SeenFilesMixin, DocumentsAdminAPIViewSet):
    pass
