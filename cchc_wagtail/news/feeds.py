from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.channels.feeds import AtomFeed
from cchc_wagtail.frontend.languages import in_reader_language
from cchc_wagtail.organisation.models import ReformField
from cchc_wagtail.search.visibility import public_pages

from .models import ArticlePage, NewsColumnPage


class NewsFeed(AtomFeed):
    """The newest articles of all columns."""

    slug = "tin-tuc"
    title = _("Reform news")

    def items(self):
        return self._newest(in_reader_language(ArticlePage.objects.all()))

    def _newest(self, articles):
        return public_pages(articles.order_by("-date", "-pk"))[: self.length]

    def item_description(self, item):
        return item.lead

    def item_pubdate(self, item):
        return clock.midnight(item.date)


class ColumnFeed(NewsFeed):
    """The newest articles of one column, and of the columns below it."""

    def get_object(self, request, pk):
        try:
            column = public_pages(NewsColumnPage.objects.filter(pk=pk)).first()
        except OverflowError:  # no database has such a key
            column = None
        if column is None:
            raise Http404("There is no such column")
        return column

    def title(self, column):
        return column.title

    def subtitle(self, column):
        return column.meta_description

    def link(self, column):
        return column.url

    def items(self, column):
        return self._newest(ArticlePage.objects.descendant_of(column))


class FieldFeed(NewsFeed):
    """The newest articles on one reform field, of all columns."""

    def get_object(self, request, slug):
        return get_object_or_404(ReformField, slug=slug)

    def title(self, field):
        return field.name

    def link(self, field):
        """The list of news, by this field; the page of the site where there is no list."""
        columns = public_pages(in_reader_language(NewsColumnPage.objects.order_by("path")))
        column = columns.first()
        return f"{column.url}?reform_field={field.slug}" if column else "/"

    def items(self, field):
        return self._newest(in_reader_language(field.articles.all()))
