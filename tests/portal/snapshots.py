"""What there is, to be compared with what there is later."""

from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Revision,
    Workflow,
)

from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.portal.models import GrantedPermission
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.models import SearchEntry, ShippedSynonym, Synonym


def snapshot():
    """Return model → keys of all rows, of everything that ``cchc_setup`` makes."""
    return {
        model: sorted(map(str, model.objects.values_list("pk", flat=True)))
        for model in [
            Page,
            Revision,
            Group,
            Group.permissions.through,
            GrantedPermission,
            GroupPagePermission,
            Collection,
            GroupCollectionPermission,
            Workflow,
            Unit,
            ReformField,
            LegalDocument,
            SearchEntry,
            Synonym,
            ShippedSynonym,
        ]
    }
