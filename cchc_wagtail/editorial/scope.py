"""Whose pieces a user sees and changes in the admin.

A piece is a page or snippet that is reviewed before it is published. The editors of a unit change
the pieces of their own unit and see, of the others, only what the public sees. The Office, the
leadership and administrators see all. A piece without a unit is theirs, and its owner's; so are
those that have no field ``unit``, such as the pages of the section itself.
"""

from functools import lru_cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q
from wagtail.models import Page

from cchc_wagtail.frontend.restrictions import is_unrestricted
from cchc_wagtail.organisation.models import Unit, is_confined, units_of

from .readable import readable_fields


class PieceMixin:
    """Mixin for a page or snippet of which each user sees and changes what is within their work.

    ``approval_publishes`` tells whether the public reads it once its review has approved it.
    """

    approval_publishes = True

    def readable(self):
        """Yield ``(label, lines)`` of each part of it, in the words that its reviewers read."""
        yield from readable_fields(self.get_edit_handler(), self)


def has_unit(model):
    """Tell whether ``model`` has a field ``unit`` that points at a unit."""
    try:
        return model._meta.get_field("unit").related_model is Unit
    except FieldDoesNotExist:
        return False


@lru_cache(maxsize=1)
def piece_models():
    """Return the models whose instances are pieces, pages and snippets alike."""
    return [model for model in apps.get_models() if issubclass(model, PieceMixin)]


def own_pieces(model, user):
    """Return the condition on ``model`` that a piece is of a unit of ``user``."""
    if not has_unit(model):
        return Q(owner=user.pk) if issubclass(model, Page) else Q(pk__in=[])
    own = Q(unit__in=units_of(user))
    if issubclass(model, Page):
        own |= Q(unit=None, owner=user.pk)
    return own


def public_pieces(model):
    """Return the condition on ``model`` that its row says nothing that the public does not read."""
    if issubclass(model, Page):
        return Q(live=True, title=F("draft_title")) & Q(is_unrestricted())
    return getattr(model, "public_condition", Q(live=True))


def confine(queryset, user, *, to_change=False):
    """Leave out of ``queryset``, of one kind of snippet or page, what ``user`` may not see.

    With ``to_change``, leave out what they may not change.
    """
    if not is_confined(user):
        return queryset
    allowed = own_pieces(queryset.model, user)
    if not to_change:
        allowed |= public_pieces(queryset.model)
    # As keys: a host's search backend knows no other condition.
    return queryset.filter(pk__in=queryset.model._base_manager.filter(allowed).values("pk"))


def confine_pages(pages, user, *, to_change=False):
    """Do as ``confine`` with a queryset of pages of any kind; pages that are no pieces stay."""
    if not is_confined(user):
        return pages
    without_unit = []
    for model in piece_models():
        if not issubclass(model, Page):
            continue
        if not has_unit(model):
            without_unit.append(ContentType.objects.get_for_model(model))
            continue
        allowed = own_pieces(model, user)
        if not to_change:
            allowed |= public_pieces(model)
        hidden = model._base_manager.exclude(pk__in=model._base_manager.filter(allowed))
        pages = pages.exclude(pk__in=hidden.values("pk"))
    allowed = Q(owner=user.pk) if to_change else Q(owner=user.pk) | public_pieces(Page)
    hidden = Page._base_manager.filter(content_type__in=without_unit).exclude(
        pk__in=Page._base_manager.filter(allowed)
    )
    return pages.exclude(pk__in=hidden.values("pk"))


def may_change(user, piece):
    """Tell whether ``piece`` is within the work of ``user``; what is no piece always is."""
    if not isinstance(piece, PieceMixin) or not is_confined(user):
        return True
    unit_id = getattr(piece, "unit_id", None)
    if unit_id is None:
        own = getattr(piece, "owner_id", None) == user.pk
    else:
        own = any(unit.pk == unit_id for unit in units_of(user))
    return own or reviews(user, piece)


def may_see(user, piece):
    """Tell whether the admin may show ``piece`` to ``user``."""
    if may_change(user, piece):
        return True
    if not piece.live:
        return False
    model = type(piece)
    return model._base_manager.filter(public_pieces(model), pk=piece.pk).exists()


def reviews(user, piece):
    """Tell whether ``piece`` waits for a group of ``user``, who may stand outside all units."""
    task = piece.current_workflow_task
    return task is not None and task.user_can_access_editor(piece, user)
