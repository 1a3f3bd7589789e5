from django.contrib.auth.models import Permission
from django.urls import path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart
from cchc_wagtail.organisation.registers import MENU_HOOK

from . import views
from .retention import forget_old_files


@hooks.register(DAILY_HOOK, order=700)
def forget_files():
    return DailyPart("import-files", _("Uploaded import files"), _forget_files)


def _forget_files(today):
    return f"{forget_old_files()} files removed"


class ImportMenuItem(MenuItem):
    def is_shown(self, request):
        return views.may_import(request.user)


@hooks.register("register_admin_urls")
def register_import_urls():
    return [
        path("cchc/nhap-du-lieu/", views.index, name="cchc_imports_index"),
        path("cchc/nhap-du-lieu/<int:key>/", views.run, name="cchc_imports_run"),
        path("cchc/nhap-du-lieu/<int:key>/tien-do/", views.progress, name="cchc_imports_progress"),
        path("cchc/nhap-du-lieu/<int:key>/cot/", views.columns, name="cchc_imports_columns"),
        path("cchc/nhap-du-lieu/<int:key>/nhap/", views.confirm, name="cchc_imports_confirm"),
        path(
            "cchc/nhap-du-lieu/<int:key>/dong/<int:number>/",
            views.decide,
            name="cchc_imports_decide",
        ),
        path("cchc/nhap-du-lieu/<int:key>/ket-qua/", views.report, name="cchc_imports_report"),
        path(
            "cchc/nhap-du-lieu/mau/<slug:name>.xlsx", views.template, name="cchc_imports_template"
        ),
        re_path(
            r"^cchc/xuat-du-lieu/(?P<name>[\w-]+)\.(?P<form>xlsx|jsonl)$",
            views.export,
            name="cchc_imports_export",
        ),
    ]


@hooks.register(MENU_HOOK)
def register_import_menu_item():
    return ImportMenuItem(
        _("Import and export"), reverse("cchc_imports_index"), icon_name="upload", order=780
    )


@hooks.register("register_permissions")
def register_import_permissions():
    return Permission.objects.filter(
        content_type__app_label="cchc_imports",
        codename__in=["add_importrun", "publish_importrun"],
    )
