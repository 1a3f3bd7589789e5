from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # --- cchc_wagtail: begin
    *i18n_patterns(path("", include("cchc_wagtail.urls")), prefix_default_language=False),
    # --- cchc_wagtail: end
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # A real site lets its web server do this.
    path("media/images/<path:path>", serve, {"document_root": f"{settings.MEDIA_ROOT}/images"}),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]
