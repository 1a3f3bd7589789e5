"""For the viewset of a snippet that is a piece: each unit sees and edits its own."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtail import permissions
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import DeleteView, EditView, UnpublishView

from .listings import FoundKeysMixin, words_of
from .permissions import HAS_REGISTRY, PiecePermissionPolicy
from .review import may_publish
from .rights import RightsMixin
from .scope import confine, may_change, may_see


class WordsFilterMixin:
    def clean_q(self):
        return words_of(self.cleaned_data["q"])


class ConfinedListMixin(RightsMixin):
    def get_object_list(self):
        return confine(super().get_object_list(), self.request.user)

    def get_filter_form_class(self):
        form_class = super().get_filter_form_class()
        return type(form_class.__name__, (WordsFilterMixin, form_class), {})


class PieceChooseView(ConfinedListMixin, ChooseView):
    pass


class PieceChooseResultsView(ConfinedListMixin, ChooseResultsView):
    pass


class PieceChosenView(RightsMixin, SnippetChosenView):
    def get_object(self, pk):
        piece = super().get_object(pk)
        if not may_see(self.request.user, piece):
            raise self.model_class.DoesNotExist
        return piece


class PieceChosenMultipleView(RightsMixin, SnippetChosenMultipleView):
    def get_objects(self, pks):
        return confine(super().get_objects(pks), self.request.user)


class PieceChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PieceChooseView
    choose_results_view_class = PieceChooseResultsView
    chosen_view_class = PieceChosenView
    chosen_multiple_view_class = PieceChosenMultipleView


class PieceUnpublishView(UnpublishView):
    permission_required = "unpublish"


class PieceEditView(EditView):
    def user_has_permission(self, permission):
        if not super().user_has_permission(permission):
            return False
        if permission == "publish":
            return may_publish(self.object, self.request.user)
        if permission == "delete":
            return self.user_has_permission_for_instance(permission, self.object)
        return True


class PieceDeleteView(DeleteView):
    def user_has_permission(self, permission):
        return self.user_has_permission_for_instance(permission, self.object)


class PieceViewSetMixin:
    """To be put before ``SnippetViewSet``; ``get_queryset`` is to return a queryset.

    The search of its list and chooser needs ``FilterField("id")`` in the model's ``search_fields``.
    """

    policy_class = PiecePermissionPolicy
    chooser_viewset_class = PieceChooserViewSet
    edit_view_class = PieceEditView
    delete_view_class = PieceDeleteView
    unpublish_view_class = PieceUnpublishView

    # Where there is no registry Wagtail asks the viewset.
    if HAS_REGISTRY:

        def __init__(self, **kwargs):
            policy = self.policy_class(self.model)
            permissions.register_permission_policy(self.model, policy, exact_class=True)
            super().__init__(**kwargs)

    else:

        @cached_property
        def permission_policy(self):
            return self.policy_class(self.model)

    @cached_property
    def index_view_class(self):
        return type("PieceIndexView", (ConfinedIndexMixin, super().index_view_class), {})

    def construct_view(self, view_class, **kwargs):
        """Let nobody into a view of one piece that they may not change."""
        return super().construct_view(confined(view_class), **kwargs)


class ConfinedIndexMixin(FoundKeysMixin):
    def get_base_queryset(self):
        return confine(super().get_base_queryset(), self.request.user)

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if may_change(self.request.user, instance) else None


def confined(view_class):
    """Return ``view_class`` with a look at the piece that its address names, if it names one."""

    class ConfinedView(view_class):
        def dispatch(self, request, *args, **kwargs):
            if "pk" in kwargs and self.model is not None:
                piece = get_object_or_404(self.model, pk=unquote(str(kwargs["pk"])))
                if not may_change(request.user, piece):
                    raise PermissionDenied
            return super().dispatch(request, *args, **kwargs)

    ConfinedView.__name__ = view_class.__name__
    ConfinedView.__qualname__ = view_class.__qualname__
    return ConfinedView
