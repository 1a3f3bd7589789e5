"""Who may have a file: the public while something that it reads refers to it.

Files are documents and images in Wagtail's sense. Governed are those in a collection to which a
unit adds, and those to which content of ours refers, as Wagtail's reference index knows; the others
are the host's.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, When
from django.db.models.functions import Cast
from wagtail.models import GroupCollectionPermission, Page, ReferenceIndex

from cchc_wagtail.editorial.permissions import sees
from cchc_wagtail.editorial.scope import piece_models
from cchc_wagtail.search.visibility import visible_objects


def may_have(user, file):
    """Tell whether ``file`` may be handed to ``user``, who may be anonymous.

    One query for a visitor, however much refers to it.
    """
    is_governed, is_public = _standing(file)
    return is_public or not is_governed or (user.is_active and sees(user, file))


def is_published(file):
    """Tell whether content of ours that everybody may read refers to ``file``."""
    is_governed, is_public = _standing(file)
    return is_governed and is_public


def _standing(file):
    """Return whether ``file`` is governed, and whether something public refers to it."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file), to_object_id=str(file.pk)
    )
    added_to = GroupCollectionPermission.objects.filter(
        collection=file.collection_id,
        group__cchc_unit__isnull=False,
        permission__codename__startswith="add_",
    )
    of_pieces = references.filter(content_type__in=_types_of(piece_models()))
    row = type(file)._base_manager.filter(pk=file.pk)
    return row.values_list(
        Exists(added_to) | Exists(of_pieces), Exists(_that_are_public(references))
    ).get()


def _types_of(models):
    return [ContentType.objects.get_for_model(model).pk for model in models]


def _that_are_public(references):
    """Leave those of ``references`` that stand in what everybody may read.

    So may they read what is neither a page nor reviewed, such as the host's settings.
    """
    models = [Page, *(model for model in piece_models() if not issubclass(model, Page))]
    types = dict(zip(_types_of(models), models, strict=True))
    # Keys of other models need not be numbers.
    number = When(base_content_type__in=types, then=Cast("object_id", BigIntegerField()))
    is_public = ~Q(base_content_type__in=types)
    for key, model in types.items():
        visible = visible_objects(model).filter(pk=OuterRef("number")).order_by()
        is_public |= Q(base_content_type=key) & Exists(visible)
    return references.annotate(number=Case(number, default=None)).filter(is_public)
