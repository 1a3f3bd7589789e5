from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import DeleteView, HistoryView, IndexView

from .deletion import obstacle_to_deleting
from .models import Audience, ReformField, Tag, ThematicArea, Unit

MENU_HOOK = "register_cchc_menu_item"


class RegisterIndexView(IndexView):
    """Shows the whole list where an address asks for what the list does not know."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(self.index_url)


class RegisterHistoryView(HistoryView):
    """The history of a row, for those who may change it; the library's own asks nobody."""

    def dispatch(self, request, *args, **kwargs):
        if not self.permission_helper.user_can_edit_obj(request.user, self.instance):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RegisterDeleteView(DeleteView):
    """Refuses, with the count, what the content points at."""

    def dispatch(self, request, *args, **kwargs):
        if not self.check_action_permitted(request.user):
            raise PermissionDenied
        if obstacle := obstacle_to_deleting(self.instance):
            messages.error(request, obstacle)
            return redirect(self.index_url)
        return super().dispatch(request, *args, **kwargs)


class RegisterAdmin(ModelAdmin):
    """A reference register in the menu "Administrative reform"."""

    add_to_admin_menu = False
    menu_icon = "list-ul"
    list_display = ["name", "slug", "sort_order"]
    search_fields = ["name", "slug"]
    list_per_page = 50
    index_view_class = RegisterIndexView
    history_view_class = RegisterHistoryView
    delete_view_class = RegisterDeleteView

    def register_with_wagtail(self):
        super().register_with_wagtail()
        hooks.register(MENU_HOOK, self.get_menu_item)


class UnitAdmin(RegisterAdmin):
    model = Unit
    menu_label = _("Units")
    menu_icon = "group"
    menu_order = 800
    list_display = ["name", "short_name", "kind", "group"]
    list_filter = ["kind"]
    list_select_related = ["group"]


class ReformFieldAdmin(RegisterAdmin):
    model = ReformField
    menu_label = _("Reform fields")
    menu_order = 810


class ThematicAreaAdmin(RegisterAdmin):
    model = ThematicArea
    menu_label = _("Procedure fields")
    menu_order = 820


class AudienceAdmin(RegisterAdmin):
    model = Audience
    menu_label = _("Audiences")
    menu_order = 830


class TagButtonHelper(ButtonHelper):
    def get_buttons_for_obj(self, obj, *args, **kwargs):
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        if self.permission_helper.user_can_delete_obj(self.request.user, obj):
            title = _("Merge “%(tag)s” into another tag") % {"tag": obj.name}
            buttons.append(
                {
                    "url": reverse("cchc_organisation_merge_tag", args=[obj.pk]),
                    "label": _("Merge"),
                    "classname": self.finalise_classname([]),
                    "title": title,
                }
            )
        return buttons


class TagAdmin(RegisterAdmin):
    model = Tag
    button_helper_class = TagButtonHelper
    menu_label = _("Tags")
    menu_icon = "tag"
    menu_order = 840
    list_display = ["name", "slug"]
