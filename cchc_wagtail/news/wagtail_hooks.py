from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from cchc_wagtail.editorial.beginnings import HOOK, Beginning, place_for
from cchc_wagtail.organisation.models import units_of

from .models import ArticlePage, NewsColumnPage


@hooks.register(HOOK)
def begin_an_article(user):
    """Yield the way to a new article, in the column where the unit of ``user`` wrote last."""
    columns = NewsColumnPage.objects.live()
    last = ArticlePage.objects.filter(Q(unit__in=units_of(user)) | Q(owner=user))
    latest = last.order_by("-latest_revision_created_at", "-pk").first()
    parent = latest and columns.parent_of(latest).first()
    lowest = columns.order_by("-depth", "path")
    column = parent if parent and place_for([parent], user) else place_for(lowest, user)
    if column:
        url = reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", column.pk])
        yield Beginning(_("Write an article"), url, "edit")
