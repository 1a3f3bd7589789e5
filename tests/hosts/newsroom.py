"""A site in English with news and a search of its own, as the official template for news has."""

from tests.hosts.project import Host

NEWS = """
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Page


class HomePage(Page):
    template = "news/page.html"


class ArticlePage(Page):
    date = models.DateField(null=True, blank=True)
    image = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL
    )
    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("body")]
    template = "news/page.html"


class SituationPage(Page):
    template = "news/page.html"


class RegistryPage(Page):
    template = "news/page.html"
"""

USERS = """
from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    employee_number = models.CharField(max_length=20, blank=True)
"""

IMAGES = """
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    credit = models.CharField(max_length=200, blank=True)
    admin_form_fields = [*Image.admin_form_fields, "credit"]


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
"""

SEARCH = """
from django.http import HttpResponse


def search(request):
    return HttpResponse("the search of the site")
"""

SETTINGS = """
LANGUAGE_CODE = "en"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = False
AUTH_USER_MODEL = "users.User"
WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
OUR_SETTINGS = {"BREADCRUMBS": False}
"""

BASE = """{% load static wagtailuserbar %}<!doctype html>
<html class="dark" lang="en">
<head><title>{% block title %}{{ page.title }}{% endblock %}</title>
<link rel="stylesheet" href="{% static 'site.css' %}"></head>
<body class="{% block body_class %}{% endblock %}">
<nav aria-label="Breadcrumbs">Home</nav>
<main>{% block content %}{% endblock %}</main>
{% wagtailuserbar %}
</body></html>
"""

PAGE = """{% extends "base.html" %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|safe }}{% endblock %}
"""

#: Its own pages, and the section as it stands below its home.
OWN = ["/", "/hello/", "/search/"]

FILL = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Page, Site, Workflow
from news.models import ArticlePage, HomePage
root = Page.get_first_root_node()
for page in root.get_children(): page.delete()
root = Page.get_first_root_node()
home = root.add_child(instance=HomePage(title="Newsroom", slug="newsroom"))
Site.objects.update_or_create(
    is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
)
home.add_child(instance=ArticlePage(title="Hello", slug="hello", body="<p>Words</p>"))
Group.objects.create(name="Reporters")
Workflow.objects.create(name="Four eyes")
get_user_model().objects.create_superuser("owner", "owner@example.org", "owner")
"""


def build(folder):
    host = Host(
        folder,
        apps=["news", "users", "images", "search"],
        code={
            "news/models.py": NEWS,
            "users/models.py": USERS,
            "images/models.py": IMAGES,
            "search/views.py": SEARCH,
        },
        settings=SETTINGS,
        urls='path("search/", __import__("search.views").views.search, name="search"),',
        templates={"base.html": BASE, "news/page.html": PAGE},
    )
    host.manage("makemigrations", "news", "users", "images", package=False)
    host.manage("migrate", "--verbosity", "0", package=False)
    host.python(FILL, package=False)
    return host
