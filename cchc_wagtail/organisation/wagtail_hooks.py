from django.urls import path
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail_modeladmin.options import modeladmin_register

from .registers import (
    MENU_HOOK,
    AudienceAdmin,
    ReformFieldAdmin,
    TagAdmin,
    ThematicAreaAdmin,
    UnitAdmin,
)
from .views import MergeTagView

for register in [UnitAdmin, ReformFieldAdmin, ThematicAreaAdmin, AudienceAdmin, TagAdmin]:
    modeladmin_register(register)


@hooks.register("register_admin_urls")
def register_tag_urls():
    return [
        path("cchc/the/<int:pk>/gop/", MergeTagView.as_view(), name="cchc_organisation_merge_tag")
    ]


@hooks.register("register_admin_menu_item")
def register_reform_menu():
    return SubmenuMenuItem(
        pgettext_lazy("menu", "Administrative reform"),
        Menu(register_hook_name=MENU_HOOK),
        name="cchc",
        icon_name="clipboard-list",
        order=150,
    )
