"""The department's own pages, as they were before the extension was dropped in."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    intro = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    template = "home/home_page.html"

    class Meta:
        verbose_name = "trang chủ"


class AboutPage(Page):
    body = RichTextField(blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "home/about_page.html"

    class Meta:
        verbose_name = "trang giới thiệu"
