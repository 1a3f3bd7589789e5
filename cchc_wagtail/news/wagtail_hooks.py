from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import begin_page

from .models import ArticlePage


@hooks.register(BEGINNINGS_HOOK, order=10)
def write_an_article(user):
    return begin_page(user, ArticlePage, _("Write an article"), "edit")
