from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from cchc_wagtail import clock
from cchc_wagtail.content.blocks import BodyBlock
from cchc_wagtail.content.pages import ContentPage, SectionPage, WordFields
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.frontend.listing import ListingPageMixin, typed_filters
from cchc_wagtail.organisation.models import ReformField, Tag
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import split_passages
from cchc_wagtail.search.visibility import public_pages

from .blocks import SpecialBodyBlock
from .structured_data import news_article


class NewsColumnPage(ListingPageMixin, SectionPage):
    """A news column (chuyên mục); a column of columns lists the articles of all of them."""

    parent_page_types = ["cchc_portal.ReformHomePage", "cchc_news.NewsColumnPage"]
    subpage_types = [
        "cchc_news.NewsColumnPage",
        "cchc_news.ArticlePage",
        "cchc_news.SpecialPage",
    ]
    template = "cchc_news/news_column_page.html"
    filterset_class = "cchc_wagtail.news.filters.ArticleFilterSet"
    listing_page_size = 12

    asks_for_picture = models.BooleanField(
        _("its articles have a picture"),
        default=False,
        help_text=_("Whoever writes, checks or approves an article without one is told."),
    )
    content_panels = [*SectionPage.content_panels, FieldPanel("asks_for_picture")]

    class Meta:
        verbose_name = _("news column")
        verbose_name_plural = _("news columns")

    def get_listing_queryset(self):
        articles = ArticlePage.objects.descendant_of(self).order_by("-date", "-pk")
        return (
            public_pages(articles)
            .select_related("reform_field", "image")
            .prefetch_related("image__renditions")
        )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["columns"] = public_pages(NewsColumnPage.objects.child_of(self))
        context["special_pages"] = public_pages(SpecialPage.objects.child_of(self))
        context["feed"] = self._feed_url(typed_filters(request).getlist("reform_field"))
        return context

    def _feed_url(self, fields):
        """Return the feed of the one reform field that is chosen, else that of the column."""
        if len(fields) == 1 and ReformField.objects.filter(slug=fields[0]).exists():
            return reverse("cchc_wagtail:news_of_field", args=fields)
        return reverse("cchc_wagtail:news_of_column", args=[self.pk])


class ArticleTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="article_items")
    content_object = ParentalKey(
        "cchc_news.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


def today():
    return clock.today()


class ArticlePage(ContentPage):
    """A news article (tin, bài) on administrative reform."""

    date = models.DateField(_("date"), default=today)
    event_date = models.DateField(
        _("date of the event"),
        null=True,
        blank=True,
        help_text=_("The day on which what is reported took place, if it is another one."),
    )
    author_line = models.CharField(
        _("author"),
        max_length=150,
        blank=True,
        help_text=_("As it stands below the article; left empty, the unit alone is named."),
    )
    lead = models.TextField(
        _("lead"),
        max_length=500,
        help_text=_("One or two sentences, shown in lists and above the text."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True, default=list)
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("reform field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=ArticleTag, blank=True, related_name="articles"
    )

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("reform_field"),
    ]

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body"),
        CitationsPanel(),
        FieldRowPanel([FieldPanel("date"), FieldPanel("event_date")]),
        FieldRowPanel([FieldPanel("reform_field"), FieldPanel("unit")]),
        FieldPanel("author_line"),
        FieldPanel("tags"),
    ]
    route_select_related = ["reform_field", "unit", "image"]
    word_fields = WordFields("lead", "body")
    parent_page_types = ["cchc_news.NewsColumnPage"]
    template = "cchc_news/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        related = public_pages(ArticlePage.objects.exclude(pk=self.pk))
        related = related.filter(locale_id=self.locale_id)
        if self.reform_field_id:
            related = related.filter(reform_field_id=self.reform_field_id)
        context["related"] = related.order_by("-date", "-pk")[:3]
        context["tags"] = list(self.tags.all())
        context["structured_data"] = news_article(self, context["tags"], request)
        return context

    @property
    def meta_description(self):
        return self.search_description or self.lead

    def get_search_entry(self):
        body = "\n".join(self.body.stream_block.get_searchable_content(self.body))
        return EntryDescription(
            kind="article",
            key=self.slug,
            title=self.title,
            url=self.url or "",
            summary=self.lead,
            date=self.date,
            passages=split_passages(self.lead, body),
            facets={
                "reform_field": facet_values(self.reform_field),
                "unit": facet_values(self.unit),
                "tag": facet_values(*self.tags.all()),
                "year": [(str(self.date.year), str(self.date.year))],
            },
        )


class SpecialPage(ContentPage):
    """A special page (chuyên trang): one theme, composed of texts, numbers, news and charts."""

    lead = models.TextField(
        _("lead"),
        max_length=500,
        help_text=_("One or two sentences, shown in lists and above the text."),
    )
    body = StreamField(SpecialBodyBlock(), verbose_name=_("text"), blank=True, default=list)
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("reform field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="special_pages",
    )

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        CitationsPanel(),
        FieldRowPanel([FieldPanel("reform_field"), FieldPanel("unit")]),
    ]
    route_select_related = ["reform_field", "unit"]
    parent_page_types = ["cchc_news.NewsColumnPage"]
    template = "cchc_news/special_page.html"

    class Meta:
        verbose_name = _("special page")
        verbose_name_plural = _("special pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        blocks = self.body.blocks_by_name("articles")
        add_newest_articles([block.value for block in blocks])
        return context

    @property
    def meta_description(self):
        return self.search_description or self.lead

    def get_search_entry(self):
        body = "\n".join(self.body.stream_block.get_searchable_content(self.body))
        return EntryDescription(
            kind="special",
            key=self.slug,
            title=self.title,
            url=self.url or "",
            summary=self.lead,
            passages=split_passages(self.lead, body),
            facets={
                "reform_field": facet_values(self.reform_field),
                "unit": facet_values(self.unit),
            },
        )


def add_newest_articles(values):
    """Give each of ``values``, of ``NewestArticlesBlock``, its ``articles``, in one query."""
    values = [value for value in values if value["column"] and value["column"].live]
    public = public_pages(ArticlePage.objects.order_by("-date", "-pk"))
    wanted = Q()
    for value in values:
        newest = public.descendant_of(value["column"]).values("pk")[: value["count"]]
        wanted |= Q(pk__in=newest)
    # The sizes of these few pictures are in Wagtail's cache of renditions.
    found = public.filter(wanted).select_related("reform_field", "image") if values else ()
    for value in values:
        of_column = [one for one in found if one.is_descendant_of(value["column"])]
        value.articles = of_column[: value["count"]]


def column_asks_for_picture(article):
    """Tell whether the column of ``article``, or one above it, asks for a picture."""
    columns = NewsColumnPage.objects.ancestor_of(article)
    return columns.filter(asks_for_picture=True).exists()
