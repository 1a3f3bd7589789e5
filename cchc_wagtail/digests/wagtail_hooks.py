from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind

from .api import DigestsAPIViewSet
from .feeds import DigestFeed
from .models import DigestIndexPage, DigestPage
from .views import BeginView, PassOnView, may_begin


@hooks.register(KINDS_HOOK)
def register_digests():
    return Kind(
        "digest",
        gettext_lazy("Digests"),
        DigestPage,
        order=55,
        feed=DigestFeed,
        api=DigestsAPIViewSet,
        list_page=DigestIndexPage,
    )


@hooks.register("register_admin_urls")
def register_digest_views():
    pass_on = PassOnView.as_view()
    return [
        path("cchc/ban-tin/moi/<int:pk>/", BeginView.as_view(), name="cchc_digests_begin"),
        path("cchc/ban-tin/<int:pk>/", pass_on, name="cchc_digests_pass_on"),
        path("cchc/ban-tin/<int:pk>/<slug:form>/", pass_on, name="cchc_digests_file"),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_begin_or_pass_on(page, user, view_name, next_url=None):
    if may_begin(user, page):
        address = reverse("cchc_digests_begin", args=[page.pk])
        yield Button(_("New digest"), address, icon_name="mail", priority=58)
    if isinstance(page, DigestPage) and page.permissions_for_user(user).can_edit():
        address = reverse("cchc_digests_pass_on", args=[page.pk])
        yield Button(_("Pass the digest on"), address, icon_name="mail", priority=58)
